using KubeAssert.Cluster;
using Xunit;

namespace KubeAssert.OnCluster;

/// <summary>How the fixture of a node reads on xunit 2.</summary>
public sealed class NodeFixture : NodeLifetime, IAsyncLifetime
{
    public Task InitializeAsync() => StartAsync();
    public Task DisposeAsync() => StopAsync();
}
