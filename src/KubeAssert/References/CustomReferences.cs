using System.Collections.Immutable;
using KubeAssert.References.Ecosystem;

namespace KubeAssert.References;

/// <summary>The references of custom kinds that a user registered.</summary>
internal sealed record CustomReferences(ImmutableArray<CustomReference> All)
{
    public static CustomReferences None { get; } = new(ImmutableArray<CustomReference>.Empty);
}

/// <param name="ApiVersion">The version, or a group followed by <c>/*</c>.</param>
/// <param name="TargetKind">The kind named; null for a selector of pods.</param>
/// <param name="KindField">The field beside the name that holds the kind; null where the kind is always the same.</param>
internal sealed record CustomReference(string ApiVersion, string Kind, string Path, string? TargetKind, bool IsClusterScoped, string? KindField = null)
{
    public void Read(Manifest manifest, GraphBuilder graph)
    {
        if (manifest.Kind != Kind || !(ApiVersion.EndsWith("/*", StringComparison.Ordinal) ? manifest.Group == ApiVersion[..^2] : manifest.ApiVersion == ApiVersion))
            return;

        var @namespace = graph.Manifests.NamespaceOf(manifest);
        foreach (var node in manifest.Select(Path))
        {
            if (TargetKind is not null)
                ReadName(manifest, node, @namespace, graph);
            else if (Selector(node) is { IsValid: true, IsNothing: false, IsEverything: false } selector)
                graph.SelectPods(Id, manifest, node, selector, @namespace);
        }
    }

    private void ReadName(Manifest manifest, Node node, string? @namespace, GraphBuilder graph)
    {
        var kind = KindField is { } field && node.Parent?[field].Text is { Length: > 0 } written ? written : TargetKind!;
        var isClusterScoped = KindField is null ? IsClusterScoped : FieldReferenceReader.IsClusterScoped(kind);
        graph.Object(Id, manifest, node, null, kind, isClusterScoped ? null : @namespace);
    }

    /// <summary>The reference's kind, from the last key of its path: <c>queue-secret-name</c> would say no more than <c>custom</c>.</summary>
    private string Id => "custom-" + (TargetKind ?? "pods").ToLowerInvariant();

    private static LabelSelector Selector(Node node) =>
        node["matchLabels"].Exists || node["matchExpressions"].Exists ? LabelSelector.Of(node) : LabelSelector.OfPairs(node);
}
