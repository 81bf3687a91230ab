namespace KubeAssert;

/// <summary>
/// A typed look at a manifest or at a part of one. Views read leniently: what is not written, or is written with a type that the
/// API server would refuse, reads as null or as Kubernetes' default, never as an exception. Immutable.
/// </summary>
public abstract class View
{
    /// <param name="manifests">The set it is read from.</param>
    /// <param name="manifest">The object it belongs to.</param>
    /// <param name="node">The part of the object that it is about.</param>
    protected View(ManifestSet manifests, Manifest manifest, Node node)
    {
        ArgumentNullException.ThrowIfNull(manifests);
        ArgumentNullException.ThrowIfNull(manifest);
        ArgumentNullException.ThrowIfNull(node);
        Manifests = manifests;
        Manifest = manifest;
        Node = node;
    }

    /// <summary>The set it is read from.</summary>
    public ManifestSet Manifests { get; }

    /// <summary>The object it belongs to.</summary>
    public Manifest Manifest { get; }

    /// <summary>The part of the object that it is about; the object as a whole for an object's own view.</summary>
    public Node Node { get; }

    /// <summary>The place where it is written.</summary>
    public Location Location => Node.Location;

    /// <summary>The path from the object's root; empty for an object's own view.</summary>
    public string Path => Node.Path;

    /// <summary>The namespace of the object, the set's default where it names none; null for cluster-scoped kinds.</summary>
    public string? Namespace => Manifests.NamespaceOf(Manifest);

    /// <summary>The labels by which a selector would choose it.</summary>
    public virtual IReadOnlyDictionary<string, string> Labels => Manifest.Labels;

    /// <summary>The value behind a key. Never null; see <see cref="Node.Exists"/>.</summary>
    public Node this[string key] => Node[key];

    /// <summary>All nodes that a path leads to from here; see <see cref="Node.Select"/> for the grammar.</summary>
    /// <exception cref="FormatException">The path can't be read.</exception>
    public IReadOnlyList<Node> Select(string path) => Node.Select(path);

    /// <summary>What messages call it: <c>Deployment/web</c>.</summary>
    public override string ToString() => Manifest.ToString();
}
