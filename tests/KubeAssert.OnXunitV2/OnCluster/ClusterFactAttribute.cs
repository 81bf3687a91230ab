using System.Runtime.CompilerServices;
using KubeAssert.Cluster;
using Xunit;

namespace KubeAssert.OnCluster;

/// <summary>A test that needs a cluster, as docs/k3s.md shows it: skipped with the reason where none can be started.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class ClusterFactAttribute : FactAttribute
{
#if XUNIT_V3
    public ClusterFactAttribute(string? image = null, [CallerFilePath] string? file = null, [CallerLineNumber] int line = -1)
        : base(file, line) =>
        Skip = ClusterSkip.Reason(image);
#else
    public ClusterFactAttribute(string? image = null) => Skip = ClusterSkip.Reason(image);
#endif
}
