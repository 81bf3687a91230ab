using KubeAssert.Cluster;
using Xunit;

namespace KubeAssert;

public sealed partial class ClusterTheoryAttribute : TheoryAttribute
{
    /// <summary>Asks once per process whether a cluster can run here.</summary>
    public ClusterTheoryAttribute() => Skip = ClusterTests.SkipReason;
}
