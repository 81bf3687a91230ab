using System.Diagnostics;
using FluentAssertions;

namespace KubeAssert.Assertions;

/// <summary>What can be asserted of any view of an object.</summary>
[DebuggerNonUserCode]
public abstract class ObjectViewAssertions<TView, TSelf> : ObjectAssertions<TView, TSelf>
    where TView : View
    where TSelf : ObjectViewAssertions<TView, TSelf>
{
    private protected ObjectViewAssertions(TView? subject)
        : base(subject)
    {
    }

    /// <inheritdoc />
    protected override string Identifier => Subject?.ToString() ?? typeof(TView).Name;

    /// <summary>Asserts that a rule has nothing to say against it.</summary>
    [CustomAssertion]
    public AndConstraint<TSelf> Satisfy(Rule rule, string because = "", params object[] becauseArgs)
    {
        ArgumentNullException.ThrowIfNull(rule);
        return DemandAll($"satisfy the rule {rule.Id}", because, becauseArgs, view =>
            rule.Evaluate(view.Manifests).Where(f => ReferenceEquals(f.Manifest, view.Manifest) && Fault.IsWithin(view.Path, f.Path)).ToList());
    }

    private protected override Manifest ManifestOf(TView subject) => subject.Manifest;

    private protected override Node NodeOf(TView subject) => subject.Node;

    private protected override IReadOnlyDictionary<string, string> LabelsOf(TView subject) => subject.Manifest.Labels;

    private protected override Node LabelsNodeOf(TView subject) => subject.Manifest["metadata"]["labels"];

    private protected override string? NamespaceOf(TView subject) => subject.Namespace;
}

/// <summary>What can be asserted of an object whose kind has no assertions of its own.</summary>
[DebuggerNonUserCode]
public sealed class ViewAssertions : ObjectViewAssertions<ObjectView, ViewAssertions>
{
    internal ViewAssertions(ObjectView? subject)
        : base(subject)
    {
    }
}
