namespace KubeAssert;

/// <summary>A typed look at one whole object.</summary>
public abstract class ObjectView : View
{
    /// <param name="manifests">The set it is read from.</param>
    /// <param name="manifest">The object.</param>
    protected ObjectView(ManifestSet manifests, Manifest manifest)
        : base(manifests, manifest, manifest.Root)
    {
    }

    /// <summary>The object's name.</summary>
    public string Name => Manifest.Name;

    /// <summary>The object's kind.</summary>
    public string Kind => Manifest.Kind;

    /// <summary>The object's annotations.</summary>
    public IReadOnlyDictionary<string, string> Annotations => Manifest.Annotations;

    /// <summary>The object's <c>spec</c>.</summary>
    public Node Spec => Node["spec"];
}
