using System.Diagnostics;
using System.Globalization;
using System.Runtime.CompilerServices;
using FluentAssertions;
using FluentAssertions.Execution;
using FluentAssertions.Primitives;

namespace KubeAssert.Assertions;

/// <summary>What can be asserted of some of what is in a set. An empty selection fails, and says why it is empty, unless <c>AllowEmpty()</c> was called.</summary>
[DebuggerNonUserCode]
public abstract class SelectionAssertions<T, TSelf> : ReferenceTypeAssertions<Selection<T>?, TSelf>
    where T : class
    where TSelf : SelectionAssertions<T, TSelf>
{
    private protected bool _mayBeEmpty;

    private protected SelectionAssertions(Selection<T>? subject)
        : base(subject)
    {
    }

    /// <inheritdoc />
    protected override string Identifier => Subject?.Description ?? "selection";

    /// <summary>Lets the assertions that follow hold for a selection of nothing.</summary>
    public TSelf AllowEmpty()
    {
        _mayBeEmpty = true;
        return (TSelf)this;
    }

    /// <summary>Asserts how many there are.</summary>
    [CustomAssertion]
    public AndConstraint<TSelf> HaveCount(int count, string because = "", params object[] becauseArgs)
    {
        var demand = string.Create(CultureInfo.InvariantCulture, $"have {count} {Subject?.Noun ?? "items"}");
        if (Subject is null)
            Expectation.Holds(false, Identifier, demand, "found <null>.", because, becauseArgs);
        else
            Expectation.Holds(Subject.Count == count, Identifier, demand, $"it has {Counted(Subject)}", because, becauseArgs);
        return And;
    }

    /// <summary>Asserts that there is one and no more.</summary>
    [CustomAssertion]
    public AndWhichConstraint<TSelf, T> ContainSingle(string because = "", params object[] becauseArgs)
    {
        if (Subject is null)
            Expectation.Holds(false, Identifier, "contain a single one", "found <null>.", because, becauseArgs);
        else
            Expectation.Holds(Subject.Count == 1, Identifier, "contain a single one", $"it has {Counted(Subject)}", because, becauseArgs);
        return new((TSelf)this, Subject is [var only] ? only : null!);
    }

    /// <summary>Asserts that one and no more meets a condition.</summary>
    [CustomAssertion]
    public AndWhichConstraint<TSelf, T> ContainSingle(
        Func<T, bool> predicate, [CallerArgumentExpression(nameof(predicate))] string description = "", string because = "", params object[] becauseArgs)
    {
        var chosen = Subject?.Where(predicate, description);
        var demand = $"contain a single one where {description}";
        if (chosen is null)
            Expectation.Holds(false, Identifier, demand, "found <null>.", because, becauseArgs);
        else
            Expectation.Holds(chosen.Count == 1, Identifier, demand, $"it has {Counted(chosen)}", because, becauseArgs);
        return new((TSelf)this, chosen is [var only] ? only : null!);
    }

    /// <summary>Asserts that there is nothing.</summary>
    [CustomAssertion]
    public AndConstraint<TSelf> BeEmpty(string because = "", params object[] becauseArgs)
    {
        if (Subject is null)
            Expectation.Holds(false, Identifier, "be empty", "found <null>.", because, becauseArgs);
        else
            Expectation.Holds(Subject.Count == 0, Identifier, "be empty", $"it has {Counted(Subject)}", because, becauseArgs);
        return And;
    }

    /// <summary>Asserts that there is something.</summary>
    [CustomAssertion]
    public AndConstraint<TSelf> NotBeEmpty(string because = "", params object[] becauseArgs)
    {
        if (Subject is null)
            Expectation.Holds(false, Identifier, "not be empty", "found <null>.", because, becauseArgs);
        else
            Expectation.Holds(Subject.Count > 0, Identifier, "not be empty", Subject.WhyEmpty ?? "", because, becauseArgs);
        return And;
    }

    /// <summary>Asserts that each meets a condition.</summary>
    /// <param name="predicate">The condition.</param>
    /// <param name="description">What each must do or be, behind "only contain": <c>services of type ClusterIP</c>; the condition's source text when left out.</param>
    [CustomAssertion]
    public AndConstraint<TSelf> OnlyContain(
        Func<T, bool> predicate, [CallerArgumentExpression(nameof(predicate))] string description = "", string because = "", params object[] becauseArgs)
    {
        ArgumentNullException.ThrowIfNull(predicate);
        return Each($"only contain {description}", because, becauseArgs, item => predicate(item) ? [] : [About(item, "does not meet the condition")]);
    }

    /// <summary>Asserts that none meets a condition.</summary>
    [CustomAssertion]
    public AndConstraint<TSelf> NotContain(
        Func<T, bool> predicate, [CallerArgumentExpression(nameof(predicate))] string description = "", string because = "", params object[] becauseArgs)
    {
        ArgumentNullException.ThrowIfNull(predicate);
        return Each($"not contain {description}", because, becauseArgs, item => predicate(item) ? [About(item, "meets the condition")] : []);
    }

    /// <summary>Asserts whatever the inner assertions assert of each, and reports every one that fails with its place.</summary>
    [CustomAssertion]
    public AndConstraint<TSelf> AllSatisfy(Action<T> inner, string because = "", params object[] becauseArgs)
    {
        ArgumentNullException.ThrowIfNull(inner);
        return Each("all satisfy the inner assertions", because, becauseArgs, item => Failures(inner, item) is { Length: > 0 } failures ? [About(item, failures) with { HasLines = true }] : []);
    }

    /// <summary>Asserts that a rule has nothing to say against any of them.</summary>
    [CustomAssertion]
    public AndConstraint<TSelf> Satisfy(Rule rule, string because = "", params object[] becauseArgs)
    {
        ArgumentNullException.ThrowIfNull(rule);
        var findings = new Lazy<ILookup<Manifest?, Finding>>(() => rule.Evaluate(Subject!.Manifests).ToLookup(f => f.Manifest));
        return Each($"satisfy the rule {rule.Id}", because, becauseArgs, item =>
            findings.Value[ManifestOf(item)].Where(f => Fault.IsWithin(NodeOf(item).Path, f.Path)).ToList());
    }

    /// <summary>Asserts that a check finds nothing against any of them.</summary>
    [CustomAssertion]
    private protected AndConstraint<TSelf> Each(string demand, string because, object[] becauseArgs, Func<T, IReadOnlyCollection<Finding>> faults)
    {
        if (Subject is null)
        {
            Expectation.Holds(false, Identifier, demand, "found <null>.", because, becauseArgs);
        }
        else if (Subject.Count == 0 && !_mayBeEmpty)
        {
            Expectation.Holds(
                false,
                Identifier,
                demand,
                $"{Subject.WhyEmpty}. A test that checks nothing proves nothing: mend the selection, or say AllowEmpty() if none is fine.",
                because,
                becauseArgs);
        }
        else
        {
            var found = Subject.Select(faults).Where(f => f.Count > 0).ToList();
            Expectation.NoFindings(Identifier, demand, found.SelectMany(f => f).ToList(), Fault.OutOf(found.Count, Subject.Count, demand), because, becauseArgs);
        }

        return And;
    }

    private protected AndConstraint<TSelf> And => new((TSelf)this);

    private protected static Finding About(T item, string message) => Fault.At(ManifestOf(item), NodeOf(item), message);

    private static Manifest ManifestOf(T item) => item as Manifest ?? ((View)(object)item).Manifest;

    private static Node NodeOf(T item) => item is Manifest manifest ? manifest.Root : ((View)(object)item).Node;

    private static string Counted(Selection<T> selection) =>
        selection.Count == 0
            ? $"none: {selection.WhyEmpty}"
            : string.Create(CultureInfo.InvariantCulture, $"{selection.Count}: {Fault.List(selection.Select(i => $"{i} ({NodeOf(i).Location})"), 10)}");

    private static string Failures(Action<T> inner, T item)
    {
        using var scope = new AssertionScope();
        try
        {
            inner(item);
        }
        catch
        {
            // what the inner assertions threw must not give way to what the scope would throw
            scope.Discard();
            throw;
        }

        var lines = scope.Discard().SelectMany(failure => failure.Split('\n'));
        return string.Join('\n', lines.Select((line, i) => line.Length == 0 || i == 0 ? line : "    " + line));
    }
}

/// <summary>What can be asserted of a selection whose items have no assertions of their own.</summary>
[DebuggerNonUserCode]
public sealed class SelectionAssertions<T> : SelectionAssertions<T, SelectionAssertions<T>>
    where T : class
{
    internal SelectionAssertions(Selection<T>? subject)
        : base(subject)
    {
    }
}
