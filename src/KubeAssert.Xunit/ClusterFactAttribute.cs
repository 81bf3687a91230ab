using KubeAssert.Cluster;
using Xunit;

namespace KubeAssert;

/// <summary>A test that needs a cluster: skipped with the reason where no container engine answers or the image can't be had; see <see cref="ClusterTests"/>.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class ClusterFactAttribute : FactAttribute
{
    /// <summary>Asks once per process whether a cluster can run here.</summary>
    public ClusterFactAttribute() => Skip = ClusterTests.SkipReason;
}
