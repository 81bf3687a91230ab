namespace KubeAssert;

/// <summary>How manifests are loaded.</summary>
public sealed record LoadOptions
{
    /// <summary>Whether the same object (group, kind, namespace and name) may be declared more than once.</summary>
    /// <value><c>false</c>: applying both would silently keep the last one.</value>
    public bool AllowDuplicates { get; init; }

    /// <summary>The namespace of objects that name none.</summary>
    /// <value><c>default</c>.</value>
    public string DefaultNamespace { get; init; } = ManifestSet.KubernetesDefaultNamespace;

    /// <summary>The one folder that relative paths start from.</summary>
    /// <value>Null: the test project's folder, then the folders above it up to the repository's root.</value>
    public string? BaseFolder { get; init; }

    /// <summary>
    /// Files and folders to leave out, as globs over the paths that messages show: <c>deploy/*-istio.yaml</c>, <c>deploy/old/</c>; one without a slash
    /// matches a name in any folder: <c>*.tmpl.yaml</c>. The same as <c>"!deploy/*-istio.yaml"</c> among the paths.
    /// </summary>
    /// <value>Empty.</value>
    public IReadOnlyList<string> Exclude { get; init; } = [];

    internal int Parallelism { get; init; } = Environment.ProcessorCount;
}
