namespace KubeAssert;

/// <summary>Whether network policies let traffic through.</summary>
public enum ReachVerdict
{
    /// <summary>Both ends let it through.</summary>
    Allowed,

    /// <summary>A policy at one of the ends keeps it out.</summary>
    Denied,

    /// <summary>
    /// Kubernetes leaves it to the network plugin: host-network pods, traffic of nodes, and policies over the virtual address of a Service.
    /// </summary>
    DependsOnPlugin,
}
