using System.Diagnostics;
using FluentAssertions;
using FluentAssertions.Primitives;
using KubeAssert.Model;
using KubeAssert.Texts;

namespace KubeAssert.Assertions;

/// <summary>What can be asserted of one object or one part of an object.</summary>
[DebuggerNonUserCode]
public abstract class SubjectAssertions<TSubject, TSelf> : ReferenceTypeAssertions<TSubject?, TSelf>
    where TSubject : class
    where TSelf : SubjectAssertions<TSubject, TSelf>
{
    private protected SubjectAssertions(TSubject? subject)
        : base(subject)
    {
    }

    private protected abstract Manifest ManifestOf(TSubject subject);

    private protected abstract Node NodeOf(TSubject subject);

    private protected abstract IReadOnlyDictionary<string, string> LabelsOf(TSubject subject);

    private protected abstract Node LabelsNodeOf(TSubject subject);

    /// <summary>Asserts that it carries a label, with whatever value.</summary>
    [CustomAssertion]
    public AndConstraint<TSelf> HaveLabel(string key, string because = "", params object[] becauseArgs) =>
        Demand($"have label {key}", because, becauseArgs, subject => LabelsOf(subject).ContainsKey(key) ? null : MissingKey(subject, LabelsNodeOf(subject), "label", key));

    /// <summary>Asserts that it carries no such label.</summary>
    [CustomAssertion]
    public AndConstraint<TSelf> NotHaveLabel(string key, string because = "", params object[] becauseArgs) =>
        Demand($"not have label {key}", because, becauseArgs, subject => LabelsOf(subject).TryGetValue(key, out var value)
            ? Fault.At(ManifestOf(subject), LabelsNodeOf(subject)[key], $"has {key}={value}", fix: "remove the label")
            : null);

    /// <summary>Asserts that it carries a label with the given value.</summary>
    [CustomAssertion]
    public AndConstraint<TSelf> HaveLabelValue(string key, string value, string because = "", params object[] becauseArgs) =>
        Demand($"have label {key}={value}", because, becauseArgs, subject =>
            !LabelsOf(subject).TryGetValue(key, out var actual) ? MissingKey(subject, LabelsNodeOf(subject), "label", key)
            : actual != value ? Fault.At(ManifestOf(subject), LabelsNodeOf(subject)[key], $"is {FieldFault.Show(actual)}", fix: $"set {FieldFault.Show(value)}")
            : null);

    /// <summary>Asserts that it does not carry that label with that value.</summary>
    [CustomAssertion]
    public AndConstraint<TSelf> NotHaveLabelValue(string key, string value, string because = "", params object[] becauseArgs) =>
        Demand($"not have label {key}={value}", because, becauseArgs, subject => LabelsOf(subject).TryGetValue(key, out var actual) && actual == value
            ? Fault.At(ManifestOf(subject), LabelsNodeOf(subject)[key], $"is {FieldFault.Show(actual)}", fix: "set another value, or remove the label")
            : null);

    /// <summary>Asserts that a field is written at a path, an explicit null included; see <see cref="Node.Select"/> for the grammar.</summary>
    /// <exception cref="FormatException">The path can't be read.</exception>
    [CustomAssertion]
    public AndConstraint<TSelf> HaveNode(string path, string because = "", params object[] becauseArgs) =>
        Demand($"have {path}", because, becauseArgs, subject => NodeOf(subject).Select(path).Count > 0 ? null : FieldFault.Missing(ManifestOf(subject), NodeOf(subject), path));

    /// <summary>Asserts that nothing is written at a path.</summary>
    /// <exception cref="FormatException">The path can't be read.</exception>
    [CustomAssertion]
    public AndConstraint<TSelf> NotHaveNode(string path, string because = "", params object[] becauseArgs) =>
        Demand($"not have {path}", because, becauseArgs, subject => NodeOf(subject).Select(path) is [var node, ..]
            ? Fault.At(ManifestOf(subject), node, $"is {FieldFault.Show(ManifestOf(subject), node)}", fix: "remove it")
            : null);

    /// <summary>Asserts that every field at a path has the given value, and that there is one. Quantities compare by amount: <c>1000m</c> is <c>1</c>.</summary>
    /// <param name="path">The path; see <see cref="Node.Select"/> for the grammar.</param>
    /// <param name="value">A string, boolean, integer, number or null, or for maps and lists their YAML.</param>
    /// <exception cref="FormatException">The path can't be read.</exception>
    [CustomAssertion]
    public AndConstraint<TSelf> HaveValue(string path, object? value, string because = "", params object[] becauseArgs) =>
        Demand($"have {path} = {FieldFault.Show(value)}", because, becauseArgs, subject => NodeOf(subject).Select(path) is { Count: > 0 } nodes
            ? nodes.FirstOrDefault(n => !FieldFault.Equals(n, value)) is { } other
                ? Fault.At(ManifestOf(subject), other, $"is {FieldFault.Show(ManifestOf(subject), other)}", fix: $"set {FieldFault.Show(value)}")
                : null
            : FieldFault.Missing(ManifestOf(subject), NodeOf(subject), path));

    /// <summary>Asserts that no field at a path has the given value.</summary>
    /// <exception cref="FormatException">The path can't be read.</exception>
    [CustomAssertion]
    public AndConstraint<TSelf> NotHaveValue(string path, object? value, string because = "", params object[] becauseArgs) =>
        Demand($"not have {path} = {FieldFault.Show(value)}", because, becauseArgs, subject => NodeOf(subject).Select(path).FirstOrDefault(n => FieldFault.Equals(n, value)) is { } same
            ? Fault.At(ManifestOf(subject), same, $"is {FieldFault.Show(ManifestOf(subject), same)}", fix: "set another value")
            : null);

    /// <summary>
    /// Asserts that all that a piece of YAML says is so: every key in it has that value; items of its lists are looked for by their
    /// <c>name</c>, else at any place of the list; what it does not mention may be anything.
    /// </summary>
    /// <param name="yaml">The partial manifest.</param>
    /// <exception cref="ManifestReadException">The YAML can't be read.</exception>
    [CustomAssertion]
    public AndConstraint<TSelf> MatchYaml(string yaml, string because = "", params object[] becauseArgs)
    {
        var partial = PartialYaml.Read(yaml);
        return DemandAll("match the given YAML", because, becauseArgs, subject => PartialYaml.Differences(ManifestOf(subject), NodeOf(subject), partial));
    }

    [CustomAssertion]
    private protected AndConstraint<TSelf> Demand(string demand, string because, object[] becauseArgs, Func<TSubject, Finding?> fault) =>
        DemandAll(demand, because, becauseArgs, subject => fault(subject) is { } finding ? [finding] : []);

    [CustomAssertion]
    private protected AndConstraint<TSelf> DemandAll(string demand, string because, object[] becauseArgs, Func<TSubject, IReadOnlyCollection<Finding>> faults)
    {
        if (Subject is null)
            Expectation.Holds(false, Identifier, demand, "found <null>.", because, becauseArgs);
        else
            Expectation.NoFindings(Identifier, demand, faults(Subject), $"it {Fault.Not(demand, one: true)}", because, becauseArgs);
        return new AndConstraint<TSelf>((TSelf)this);
    }

    private protected Finding MissingKey(TSubject subject, Node map, string noun, string key)
    {
        var keys = map.Entries.Select(e => e.Key).ToList();
        var nearest = Nearest.Name(key, keys);
        return Fault.At(
            ManifestOf(subject),
            map[key],
            keys.Count == 0 ? $"has no {noun}s" : $"has {Fault.List(keys)}",
            nearest is null ? null : $"{nearest} ({map.Entries.First(e => e.Key == nearest).KeyLocation})",
            $"add the {noun} {key}{Fault.OrExpect(nearest)}");
    }
}
