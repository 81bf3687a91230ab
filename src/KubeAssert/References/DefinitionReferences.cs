namespace KubeAssert.References;

/// <summary>The definitions of custom objects.</summary>
internal sealed class DefinitionReferences
{
    private readonly Dictionary<string, List<CustomResourceDefinition>> _byGroup;

    public DefinitionReferences(ManifestSet manifests) =>
        _byGroup = manifests.CustomResourceDefinitions().GroupBy(definition => definition.Group, StringComparer.Ordinal)
            .ToDictionary(group => group.Key, group => group.ToList(), StringComparer.Ordinal);

    public void Read(Manifest manifest, GraphBuilder graph)
    {
        var isKnownGroup = _byGroup.TryGetValue(manifest.Group, out var definitions);
        if (!isKnownGroup && (!manifest.Group.Contains('.', StringComparison.Ordinal) || manifest.Group.EndsWith(".k8s.io", StringComparison.Ordinal)))
            return;

        var definition = definitions?.Find(candidate => candidate.DefinedKind == manifest.Kind);
        var isServed = definition is not null && definition.ServedVersions.Contains(manifest.Version);
        var near = definition is null ? definitions?.Find(candidate => Texts.Nearest.Distance(candidate.DefinedKind, manifest.Kind, 3) <= 2) : definition;
        graph.Add(new()
        {
            Kind = ReferenceKind.CustomResourceDefinition,
            Source = manifest,
            Node = definition is not null && !isServed ? manifest["apiVersion"] : manifest["kind"],
            Target = new ReferenceTarget
            {
                Kind = "CustomResourceDefinition", Group = "apiextensions.k8s.io", Name = definition?.Name ?? manifest.Group,
                Part = manifest.Kind + " " + manifest.Version, PartKind = "kind",
            },
            Targets = isServed ? [definition!.Manifest] : [],
            Elsewhere = near is null ? ExistsElsewhere.Platform : null,
            Message = isServed ? null
                : definition is not null ? $"is of version {manifest.Version}; {definition} serves {string.Join(", ", definition.ServedVersions)}"
                : $"is of kind {manifest.Kind}; no CustomResourceDefinition among {graph.Count} defines it in {manifest.Group}",
            Nearest = () => near is null ? null
                : definition is not null
                    ? new($"{definition} serves {string.Join(", ", definition.ServedVersions)}", definition.Location, definition.ServedVersions is [.., var newest] ? $"use apiVersion {manifest.Group}/{newest}" : "serve a version")
                    : new($"{near} defines {near.DefinedKind}", near.Location, $"use kind {near.DefinedKind}"),
        });
    }
}
