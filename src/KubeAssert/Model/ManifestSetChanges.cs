using KubeAssert.Model;
using KubeAssert.Texts;

namespace KubeAssert;

/// <summary>Copies of a set in which one object is different: what would the tests say if it were gone, or written otherwise?</summary>
public static class ManifestSetChanges
{
    /// <summary>The same set without one of its objects: <c>shop.Without("Secret/db")</c>.</summary>
    /// <param name="manifests">The set.</param>
    /// <param name="name">The object as <c>Kind/name</c>, or as <c>namespace/Kind/name</c> where several namespaces have it.</param>
    /// <exception cref="ManifestNotFoundException">There is no such object, or there are several.</exception>
    public static ManifestSet Without(this ManifestSet manifests, string name) => manifests.Without(Single(manifests, name));

    /// <summary>The same set with another version of one of its objects: <c>shop.With("Deployment/web", web =&gt; web.With("spec.replicas", 1))</c>.</summary>
    /// <param name="manifests">The set.</param>
    /// <param name="name">The object as <c>Kind/name</c>, or as <c>namespace/Kind/name</c> where several namespaces have it.</param>
    /// <param name="change">Makes the other version; see <see cref="ManifestCopies"/>.</param>
    /// <exception cref="ManifestNotFoundException">There is no such object, or there are several.</exception>
    public static ManifestSet With(this ManifestSet manifests, string name, Func<Manifest, Manifest> change)
    {
        ArgumentNullException.ThrowIfNull(change);
        var changed = Single(manifests, name);
        return manifests.WithManifests(manifests.Select(m => ReferenceEquals(m, changed) ? change(m) : m));
    }

    private static Manifest Single(ManifestSet manifests, string name)
    {
        ArgumentNullException.ThrowIfNull(manifests);
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        var found = manifests.Where(m => m.ToString() == name || $"{manifests.NamespaceOf(m)}/{m}" == name).ToList();
        if (found is [var single])
            return single;
        if (found.Count > 1)
            throw new ManifestNotFoundException($"'{name}' is {found.Count} objects: {string.Join(", ", found.Select(m => $"{manifests.NamespaceOf(m)}/{m} ({m.Location})"))}; write the namespace before it.");
        var nearest = Nearest.Of(name, manifests, m => m.ToString());
        throw new ManifestNotFoundException($"There is no {name} among the {manifests.Count} manifests{(nearest is null ? "" : $"; nearest: {nearest} ({nearest.Location})")}.");
    }
}
