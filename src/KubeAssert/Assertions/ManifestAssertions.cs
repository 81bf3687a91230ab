using System.Diagnostics;

namespace KubeAssert.Assertions;

/// <summary>What can be asserted of a manifest.</summary>
[DebuggerNonUserCode]
public sealed class ManifestAssertions : ObjectAssertions<Manifest, ManifestAssertions>
{
    internal ManifestAssertions(Manifest? subject)
        : base(subject)
    {
    }

    /// <inheritdoc />
    protected override string Identifier => Subject?.ToString() ?? "manifest";

    private protected override Manifest ManifestOf(Manifest subject) => subject;

    private protected override Node NodeOf(Manifest subject) => subject.Root;

    private protected override IReadOnlyDictionary<string, string> LabelsOf(Manifest subject) => subject.Labels;

    private protected override Node LabelsNodeOf(Manifest subject) => subject["metadata"]["labels"];

    private protected override string? NamespaceOf(Manifest subject) =>
        KubernetesScopes.IsClusterScoped(subject.Group, subject.Kind) ? null : subject.Namespace ?? ManifestSet.KubernetesDefaultNamespace;
}
