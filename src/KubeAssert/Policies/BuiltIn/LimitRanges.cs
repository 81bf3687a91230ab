using KubeAssert.Model;

namespace KubeAssert.PolicyRules.BuiltIn;

/// <summary>The LimitRanges of a set by namespace: they fill in what containers leave out, and refuse what is too much or too little.</summary>
internal sealed class LimitRanges
{
    private readonly Dictionary<string, List<Node>> _ofContainers = new(StringComparer.Ordinal);

    private LimitRanges(ManifestSet manifests)
    {
        foreach (var manifest in ViewIndex.Of(manifests).OfKind("", "LimitRange"))
        {
            foreach (var limit in manifest["spec"]["limits"].Items)
            {
                if (limit["type"].Text != "Container")
                    continue;
                var @namespace = manifests.NamespaceOf(manifest) ?? "";
                if (!_ofContainers.TryGetValue(@namespace, out var limits))
                    _ofContainers.Add(@namespace, limits = []);
                limits.Add(limit);
            }
        }
    }

    public static LimitRanges Of(ManifestSet manifests) => manifests.Derived(set => new LimitRanges(set));

    public IReadOnlyList<Node> OfContainersIn(string? @namespace) => _ofContainers.TryGetValue(@namespace ?? "", out var limits) ? limits : [];

    /// <summary>The limit that a container gets for a resource, written or filled in; null for none.</summary>
    public Quantity? Limit(Container container, string resource) =>
        container.Resources.Limit(resource)
        ?? FilledIn(container, "default", resource)
        ?? FilledIn(container, "max", resource);

    /// <summary>The request that a container gets for a resource: written, filled in, or its limit; null for none.</summary>
    public Quantity? Request(Container container, string resource) =>
        container.Resources.Request(resource)
        ?? FilledIn(container, "defaultRequest", resource)
        ?? FilledIn(container, "min", resource)
        ?? Limit(container, resource);

    private Quantity? FilledIn(Container container, string key, string resource)
    {
        foreach (var limit in OfContainersIn(container.Namespace))
        {
            if (Quantity.Of(limit[key][resource]) is { } amount)
                return amount;
        }

        return null;
    }
}
