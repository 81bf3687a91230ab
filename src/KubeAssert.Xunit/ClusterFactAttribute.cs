using KubeAssert.Cluster;
using Xunit;

namespace KubeAssert;

public sealed partial class ClusterFactAttribute : FactAttribute
{
    /// <summary>Asks once per process whether a cluster can run here.</summary>
    public ClusterFactAttribute() => Skip = ClusterTests.SkipReason;
}
