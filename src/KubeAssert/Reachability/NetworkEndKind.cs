namespace KubeAssert.Reachability;

/// <summary>What an end of a connection is.</summary>
internal enum NetworkEndKind
{
    /// <summary>The pods of a workload.</summary>
    Pods,

    /// <summary>An address outside of the cluster.</summary>
    Address,

    /// <summary>A node.</summary>
    Node,
}
