using System.Runtime.InteropServices;

namespace KubeAssert.References;

/// <summary>The objects of a set by kind, namespace and name.</summary>
internal sealed class ObjectIndex
{
    private readonly Dictionary<(string Kind, string? Namespace, string Name), List<Manifest>> _byName = [];
    private readonly Dictionary<string, List<Manifest>> _byKind = new(StringComparer.Ordinal);
    private readonly HashSet<string> _namespaces = new(StringComparer.Ordinal);
    private readonly ManifestSet _manifests;

    public ObjectIndex(ManifestSet manifests)
    {
        _manifests = manifests;
        foreach (var manifest in manifests)
        {
            var @namespace = manifests.NamespaceOf(manifest);
            Add(_byName, (manifest.Kind, @namespace, manifest.Name), manifest);
            Add(_byKind, manifest.Kind, manifest);
            if (@namespace is not null)
                _namespaces.Add(@namespace);
        }
    }

    /// <summary>Whether anything in the set is in that namespace.</summary>
    public bool Covers(string @namespace) => _namespaces.Contains(@namespace);

    public IReadOnlyList<Manifest> OfKind(string kind) => _byKind.TryGetValue(kind, out var all) ? all : [];

    /// <param name="group">The API group; null for whichever.</param>
    public Manifest? Find(string? group, string kind, string? @namespace, string name)
    {
        if (!_byName.TryGetValue((kind, @namespace, name), out var found))
            return null;

        foreach (var manifest in found)
        {
            if (group is null || SameGroup(manifest.Group, group))
                return manifest;
        }

        return null;
    }

    public string? NamespaceOf(Manifest manifest) => _manifests.NamespaceOf(manifest);

    /// <summary>Groups that the same kinds have moved between.</summary>
    private static bool SameGroup(string one, string other) =>
        one == other || (one == "extensions" && other is "apps" or "networking.k8s.io" or "policy")
        || (other == "extensions" && one is "apps" or "networking.k8s.io" or "policy");

    private static void Add<TKey>(Dictionary<TKey, List<Manifest>> index, TKey key, Manifest manifest)
        where TKey : notnull
    {
        ref var list = ref CollectionsMarshal.GetValueRefOrAddDefault(index, key, out _);
        (list ??= []).Add(manifest);
    }
}
