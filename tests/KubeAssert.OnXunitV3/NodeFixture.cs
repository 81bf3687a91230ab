using KubeAssert.Cluster;
using Xunit;

namespace KubeAssert.OnCluster;

/// <summary>How the fixture of a node reads on xunit.v3.</summary>
public sealed class NodeFixture : NodeLifetime, IAsyncLifetime
{
    public ValueTask InitializeAsync() => new(StartAsync());
    public ValueTask DisposeAsync() => new(StopAsync());
}
