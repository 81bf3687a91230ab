namespace KubeAssert;

/// <content>Which object is which: group, kind, namespace and name.</content>
public sealed partial class ManifestSet
{
    /// <summary>Whether the kind of an object is in no namespace: a built-in kind, or one whose CustomResourceDefinition in this set has scope Cluster.</summary>
    public bool IsClusterScoped(Manifest manifest)
    {
        ArgumentNullException.ThrowIfNull(manifest);
        return IsClusterScoped(manifest.Group, manifest.Kind);
    }

    /// <summary>The namespace an object is in: its own, else the set's default; null for cluster-scoped kinds.</summary>
    public string? NamespaceOf(Manifest manifest) =>
        IsClusterScoped(manifest) ? null : manifest.Namespace ?? DefaultNamespace;

    /// <summary>The same set without one of its manifests.</summary>
    public ManifestSet Without(Manifest manifest) => WithManifests(_manifests.Where(m => !ReferenceEquals(m, manifest)));

    internal bool IsClusterScoped(string group, string kind) =>
        KubernetesScopes.IsClusterScoped(group, kind) || Derived(CustomScopes.Of).ClusterScoped.Contains((group, kind));

    /// <summary>The object of that identity; the first if it is declared more than once.</summary>
    internal Manifest? Find(string group, string kind, string? @namespace, string name) =>
        Derived(Identities.Of).Manifests.GetValueOrDefault((group, kind, @namespace, name));

    /// <summary>Every object that is declared again after its first place.</summary>
    /// <param name="allow">How the user allows it: <c>set LoadOptions.AllowDuplicates</c>.</param>
    internal IEnumerable<ReadProblem> Duplicates(string allow = "set LoadOptions.AllowDuplicates")
    {
        var seen = new Dictionary<(string, string, string?, string), Manifest>();
        foreach (var manifest in _manifests)
        {
            if (manifest.Name.Length == 0)
                continue;
            var @namespace = NamespaceOf(manifest);
            if (!seen.TryAdd((manifest.Group, manifest.Kind, @namespace, manifest.Name), manifest))
            {
                var first = seen[(manifest.Group, manifest.Kind, @namespace, manifest.Name)];
                yield return new ReadProblem(manifest.Location, $"{manifest} is declared twice{(@namespace is null ? "" : " in namespace " + @namespace)}, first at {first.Location}",
                    "remove one of the two, or " + allow);
            }
        }
    }

    private sealed record CustomScopes(HashSet<(string, string)> ClusterScoped)
    {
        public static CustomScopes Of(ManifestSet manifests) => new(manifests
            .Where(m => m is { Kind: "CustomResourceDefinition", Group: "apiextensions.k8s.io" } && m["spec"]["scope"].Text == "Cluster")
            .Select(m => (m["spec"]["group"].Text ?? "", m["spec"]["names"]["kind"].Text ?? "")).ToHashSet());
    }

    private sealed record Identities(Dictionary<(string, string, string?, string), Manifest> Manifests)
    {
        public static Identities Of(ManifestSet manifests)
        {
            var known = new Dictionary<(string, string, string?, string), Manifest>();
            foreach (var manifest in manifests)
            {
                if (manifest.Name.Length > 0)
                    known.TryAdd((manifest.Group, manifest.Kind, manifests.NamespaceOf(manifest), manifest.Name), manifest);
            }

            return new(known);
        }
    }
}
