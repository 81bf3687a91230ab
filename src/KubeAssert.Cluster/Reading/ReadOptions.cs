namespace KubeAssert.Cluster;

/// <summary>What is read of a namespace by <see cref="KubeCluster.ReadAsync"/>.</summary>
public sealed record ReadOptions
{
    /// <summary>The kinds to read: <c>Deployment</c>, <c>Service</c>; all that the server serves and lets be listed when empty.</summary>
    /// <value>Empty.</value>
    public IReadOnlyCollection<string> Kinds { get; init; } = [];

    /// <summary>
    /// Manifests to compare with: their kinds are read in the versions that they name, and what they have outside the namespace is read too. Null for none.
    /// </summary>
    /// <value>Null.</value>
    public ManifestSet? Like { get; init; }

    /// <summary>
    /// Whether to read what others make, too: objects that a controller owns (the Pods of a Deployment), the claims that a StatefulSet made, EndpointSlices, Events,
    /// Leases, service account tokens, Helm's releases, and the ServiceAccount and ConfigMaps that every namespace gets.
    /// </summary>
    /// <value>False.</value>
    public bool IncludesMade { get; init; }
}
