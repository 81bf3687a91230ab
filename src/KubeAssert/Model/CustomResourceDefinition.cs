namespace KubeAssert;

/// <summary>A CustomResourceDefinition.</summary>
public sealed class CustomResourceDefinition : ObjectView
{
    internal CustomResourceDefinition(ManifestSet manifests, Manifest manifest)
        : base(manifests, manifest)
    {
    }

    /// <summary>The API group it defines a kind in.</summary>
    public string Group => Spec["group"].Text ?? "";

    /// <summary>The kind it defines.</summary>
    public string DefinedKind => Spec["names"]["kind"].Text ?? "";

    /// <summary>Whether objects of the kind are in no namespace.</summary>
    public bool IsClusterScoped => Spec["scope"].Text == "Cluster";

    /// <summary>The versions that the API server serves.</summary>
    public IReadOnlyList<string> ServedVersions =>
        Spec["versions"].Items.Count > 0
            ? [.. Spec["versions"].Items.Where(version => version["served"].AsBoolean() != false).Select(version => version["name"].Text).OfType<string>()]
            : Spec["version"].Text is { } only ? [only] : [];
}
