using System.Diagnostics;
using System.Globalization;
using FluentAssertions;
using FluentAssertions.Primitives;
using KubeAssert.Model;
using KubeAssert.PolicyRules.BuiltIn;
using KubeAssert.Texts;

namespace KubeAssert.Assertions;

/// <summary>What can be asserted of a set of manifests.</summary>
[DebuggerNonUserCode]
public sealed partial class ManifestSetAssertions : ReferenceTypeAssertions<ManifestSet?, ManifestSetAssertions>
{
    private readonly string _testFile;
    private readonly string _testName;

    internal ManifestSetAssertions(ManifestSet? subject, string testFile, string testName)
        : base(subject)
    {
        _testFile = testFile;
        _testName = testName;
    }

    /// <inheritdoc />
    protected override string Identifier => "manifests";

    /// <summary>Asserts that whatever the manifests name or select exists among them, is declared as expected, or is known to every cluster.</summary>
    [CustomAssertion]
    public AndConstraint<ManifestSetAssertions> ResolveReferences(string because = "", params object[] becauseArgs) =>
        Find("resolve references", because, becauseArgs, static set => ReferencesResolve.Rule.Evaluate(set));

    /// <summary>Asserts that every rule of a policy is met, exemptions aside. Findings below <paramref name="failsFrom"/> do not fail.</summary>
    /// <param name="policy">The policy.</param>
    /// <param name="failsFrom">The least severity that fails.</param>
    [CustomAssertion]
    public AndConstraint<ManifestSetAssertions> Satisfy(Policy policy, Severity failsFrom = Severity.Error, string because = "", params object[] becauseArgs)
    {
        ArgumentNullException.ThrowIfNull(policy);
        return Find($"satisfy {policy.Name}", because, becauseArgs, set => policy.Evaluate(set).Findings.Where(f => f.Severity >= failsFrom).ToList());
    }

    /// <summary>Asserts that a rule finds nothing.</summary>
    [CustomAssertion]
    public AndConstraint<ManifestSetAssertions> Satisfy(Rule rule, string because = "", params object[] becauseArgs)
    {
        ArgumentNullException.ThrowIfNull(rule);
        return Find($"satisfy the rule {rule.Id}", because, becauseArgs, rule.Evaluate);
    }

    /// <summary>Asserts that there is an object of that kind and name.</summary>
    [CustomAssertion]
    public AndWhichConstraint<ManifestSetAssertions, Manifest?> ContainManifest(string kind, string name, string because = "", params object[] becauseArgs)
    {
        var found = Subject?.FirstOrDefault(m => m.Kind == kind && m.Name == name);
        Expect($"contain {kind}/{name}", because, becauseArgs, set => found is null ? Missing(set, kind, name) : null);
        return new(this, found);
    }

    /// <summary>Asserts that there is no object of that kind and name.</summary>
    [CustomAssertion]
    public AndConstraint<ManifestSetAssertions> NotContainManifest(string kind, string name, string because = "", params object[] becauseArgs) =>
        Expect($"not contain {kind}/{name}", because, becauseArgs, set =>
            set.FirstOrDefault(m => m.Kind == kind && m.Name == name) is { } found ? $"it is at {found.Location}" : null);

    /// <summary>Asserts how many objects there are.</summary>
    [CustomAssertion]
    public AndConstraint<ManifestSetAssertions> HaveCount(int count, string because = "", params object[] becauseArgs) =>
        Expect(string.Create(CultureInfo.InvariantCulture, $"have {count} {(count == 1 ? "manifest" : "manifests")}"), because, becauseArgs, set => set.Count == count
            ? null
            : string.Create(CultureInfo.InvariantCulture, $"it has {set.Count}: ")
                + string.Join(", ", set.GroupBy(m => m.Kind, StringComparer.Ordinal).Select(g => string.Create(CultureInfo.InvariantCulture, $"{g.Count()} {g.Key}"))));

    /// <summary>Asserts that each object meets a condition.</summary>
    [CustomAssertion]
    public AndConstraint<ManifestSetAssertions> OnlyContain(Func<Manifest, bool> predicate, string description, string because = "", params object[] becauseArgs)
    {
        ArgumentNullException.ThrowIfNull(predicate);
        return Find($"only contain {description}", because, becauseArgs, set =>
            set.Where(m => !predicate(m)).Select(m => Fault.At(m, m.Root, "does not meet the condition")).ToList());
    }

    [CustomAssertion]
    private AndConstraint<ManifestSetAssertions> Find(string demand, string because, object[] becauseArgs, Func<ManifestSet, IReadOnlyCollection<Finding>> check)
    {
        if (Subject is null)
        {
            Expectation.Holds(false, Identifier, demand, "found <null>.", because, becauseArgs);
        }
        else if (Subject.Count == 0)
        {
            Expectation.Holds(false, Identifier, demand, $"there are no manifests{Narrowed(Subject)}. A test that checks nothing proves nothing.", because, becauseArgs);
        }
        else
        {
            var findings = check(Subject);
            var objects = findings.Select(f => f.Manifest).OfType<Manifest>().Distinct().Count();
            var outcome = objects == 0
                ? string.Create(CultureInfo.InvariantCulture, $"there {(findings.Count == 1 ? "is 1 finding" : $"are {findings.Count} findings")}")
                : Fault.OutOf(objects, Subject.Count, demand);
            Expectation.NoFindings(Identifier, demand, findings, outcome, because, becauseArgs);
        }

        return new(this);
    }

    [CustomAssertion]
    private AndConstraint<ManifestSetAssertions> Expect(string demand, string because, object[] becauseArgs, Func<ManifestSet, string?> fault)
    {
        var outcome = Subject is null ? "found <null>." : fault(Subject);
        Expectation.Holds(outcome is null, Identifier, demand, outcome ?? "", because, becauseArgs);
        return new(this);
    }

    private static string Missing(ManifestSet set, string kind, string name)
    {
        var same = set.Where(m => m.Kind == kind).ToList();
        if (same.Count == 0)
            return $"there is no {kind} among the {set.Count} manifests{Narrowed(set)}";

        var nearest = Nearest.Of(name, same, m => m.Name);
        return $"there {(same.Count == 1 ? "is" : "are")} {Fault.List(same.Select(m => m.ToString()))}{(nearest is null ? "" : $"; nearest: {nearest} ({nearest.Location})")}";
    }

    private static string Narrowed(ManifestSet set) =>
        set.Narrowings() is { Count: > 0 } steps ? $" (narrowed: {string.Join(", ", steps)})" : "";
}
