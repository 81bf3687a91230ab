using System.Collections.Immutable;

namespace KubeAssert.References;

/// <summary>The references of custom kinds that a user registered.</summary>
internal sealed record CustomReferences(ImmutableArray<CustomReference> All)
{
    public static CustomReferences None { get; } = new(ImmutableArray<CustomReference>.Empty);
}

/// <param name="ApiVersion">The version, or a group followed by <c>/*</c>.</param>
/// <param name="TargetKind">The kind named; null for a selector of pods.</param>
internal sealed record CustomReference(string ApiVersion, string Kind, string Path, string? TargetKind, bool IsClusterScoped)
{
    public void Read(Manifest manifest, GraphBuilder graph)
    {
        if (manifest.Kind != Kind || !(ApiVersion.EndsWith("/*", StringComparison.Ordinal) ? manifest.Group == ApiVersion[..^2] : manifest.ApiVersion == ApiVersion))
            return;

        var @namespace = graph.Manifests.NamespaceOf(manifest);
        foreach (var node in manifest.Select(Path))
        {
            if (TargetKind is not null)
                graph.Object(Id, manifest, node, null, TargetKind, IsClusterScoped ? null : @namespace);
            else if (Selector(node) is { IsValid: true, IsNothing: false, IsEverything: false } selector)
                graph.SelectPods(Id, manifest, node, selector, @namespace);
        }
    }

    /// <summary>The reference's kind, from the last key of its path: <c>queue-secret-name</c> would say no more than <c>custom</c>.</summary>
    private string Id => "custom-" + (TargetKind ?? "pods").ToLowerInvariant();

    private static LabelSelector Selector(Node node) =>
        node["matchLabels"].Exists || node["matchExpressions"].Exists ? LabelSelector.Of(node) : LabelSelector.OfPairs(node);
}
