using KubeAssert.Cluster;
using Xunit;

namespace KubeAssert.OnXunitV3;

/// <summary>How the fixture of an ephemeral K3s reads on xunit.v3.</summary>
public sealed class K3sFixture : K3sLifetime, IAsyncLifetime
{
    public ValueTask InitializeAsync() => new(StartAsync());
    public ValueTask DisposeAsync() => new(StopAsync());
}
