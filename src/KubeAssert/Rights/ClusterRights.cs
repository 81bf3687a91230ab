namespace KubeAssert.Rights;

/// <summary>Roles and bindings of the cluster that a user told a set of.</summary>
internal sealed record ClusterRights(IReadOnlyList<Manifest> Manifests);
