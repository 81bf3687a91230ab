namespace KubeAssert.Cluster;

/// <summary>Which object of a cluster is meant.</summary>
/// <param name="Group">The API group: <c>apps</c>; empty for the core group.</param>
/// <param name="Kind">The kind: <c>Deployment</c>.</param>
/// <param name="Namespace">The namespace; null for cluster-scoped objects.</param>
/// <param name="Name">The name.</param>
public readonly record struct ObjectKey(string Group, string Kind, string? Namespace, string Name)
{
    /// <summary>Kind and name: <c>Deployment/web</c>.</summary>
    public override string ToString() => $"{Kind}/{Name}";

    internal static ObjectKey Core(string kind, string? ns, string name) => new("", kind, ns, name);
}
