using KubeAssert.References;

namespace KubeAssert;

/// <summary>The references of a set, and what a user tells about them.</summary>
public static class ManifestSetReferences
{
    /// <summary>Which objects of the set name or select which others. Made at the first call, once per set.</summary>
    public static ReferenceGraph References(this ManifestSet manifests)
    {
        ArgumentNullException.ThrowIfNull(manifests);
        return manifests.Derived(ReferenceGraph.Of);
    }

    /// <summary>
    /// The same set, in which references to these objects count as resolved elsewhere. One manifest declares the same for itself by
    /// the annotation <c>kubeassert.dev/expects: "Secret/shop-tls, StorageClass/*"</c>.
    /// </summary>
    /// <param name="manifests">The set.</param>
    /// <param name="objects">
    /// <c>Kind/name</c>, <c>Kind/namespace/name</c>, <c>Kind/name[key]</c> for one key, or <c>Pod with app=web</c> for what a selector chooses;
    /// <c>*</c> stands for any text.
    /// </param>
    /// <exception cref="FormatException">One of them can't be read.</exception>
    public static ManifestSet Expecting(this ManifestSet manifests, params string[] objects)
    {
        ArgumentNullException.ThrowIfNull(manifests);
        ArgumentNullException.ThrowIfNull(objects);
        var known = manifests.Setting<Expectations>() ?? Expectations.None;
        return manifests.With(new Expectations(known.All.AddRange(objects.Select(Expectation.Parse))));
    }

    /// <summary>The same set, in which a field of a custom kind names an object.</summary>
    /// <param name="manifests">The set.</param>
    /// <param name="apiVersion">The custom kind's API version, <c>shop.example/v1</c>; <c>shop.example/*</c> for all versions.</param>
    /// <param name="kind">The custom kind.</param>
    /// <param name="path">The path of the name, as in <see cref="Node.Select"/>: <c>spec.queues[*].secretName</c>.</param>
    /// <param name="targetKind">The kind that is named: <c>Secret</c>.</param>
    /// <param name="isClusterScoped">Whether the named kind is in no namespace.</param>
    /// <param name="kindField">
    /// The field beside the name that holds the kind, as <c>kind</c> in an <c>issuerRef</c>; <paramref name="targetKind"/> counts where it is
    /// not set. A kind whose name begins with <c>Cluster</c> is in no namespace. Null where the kind is always the same.
    /// </param>
    /// <exception cref="FormatException">The path can't be read.</exception>
    public static ManifestSet WithReference(
        this ManifestSet manifests, string apiVersion, string kind, string path, string targetKind, bool isClusterScoped = false, string? kindField = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(targetKind);
        return Register(manifests, apiVersion, kind, path, targetKind, isClusterScoped, kindField);
    }

    /// <summary>The same set, in which a field of a custom kind selects pods: a plain map of labels, or <c>matchLabels</c> and <c>matchExpressions</c>.</summary>
    /// <param name="manifests">The set.</param>
    /// <param name="apiVersion">The custom kind's API version, <c>shop.example/v1</c>; <c>shop.example/*</c> for all versions.</param>
    /// <param name="kind">The custom kind.</param>
    /// <param name="path">The path of the selector, as in <see cref="Node.Select"/>: <c>spec.selector</c>.</param>
    /// <exception cref="FormatException">The path can't be read.</exception>
    public static ManifestSet WithPodSelector(this ManifestSet manifests, string apiVersion, string kind, string path) =>
        Register(manifests, apiVersion, kind, path, null, isClusterScoped: false);

    private static ManifestSet Register(ManifestSet manifests, string apiVersion, string kind, string path, string? targetKind, bool isClusterScoped, string? kindField = null)
    {
        ArgumentNullException.ThrowIfNull(manifests);
        ArgumentException.ThrowIfNullOrEmpty(apiVersion);
        ArgumentException.ThrowIfNullOrEmpty(kind);
        ArgumentException.ThrowIfNullOrEmpty(path);
        _ = Yaml.NodePath.Select(new MapNode([], 0, 0), path);
        var known = manifests.Setting<CustomReferences>() ?? CustomReferences.None;
        return manifests.With(new CustomReferences(known.All.Add(new(apiVersion, kind, path, targetKind, isClusterScoped, kindField))));
    }
}
