namespace KubeAssert;

/// <summary>A ConfigMap.</summary>
public sealed class ConfigMap : ObjectView
{
    internal ConfigMap(ManifestSet manifests, Manifest manifest)
        : base(manifests, manifest)
    {
    }

    /// <summary>The texts by their keys; what is in <c>binaryData</c> is not among them.</summary>
    public IReadOnlyDictionary<string, string> Data => Manifest.StringMap(Node["data"]);

    /// <summary>All keys, those of <c>binaryData</c> included.</summary>
    public IReadOnlyList<string> Keys => [.. Node["data"].Entries.Concat(Node["binaryData"].Entries).Select(entry => entry.Key)];

    /// <summary>Whether it can't be changed.</summary>
    public bool IsImmutable => Node["immutable"].AsBoolean() == true;
}
