using KubeAssert.Cluster;

namespace ShopOnK3s.Tests;

/// <summary>One K3s for all tests of a class; xunit starts and removes it.</summary>
public sealed class K3sFixture : K3sLifetime, IAsyncLifetime
{
    public Task InitializeAsync() => StartAsync();

    public Task DisposeAsync() => StopAsync();
}

/// <summary>A test that is skipped, with the reason, where no cluster can be started.</summary>
public sealed class ClusterFactAttribute : FactAttribute
{
    public ClusterFactAttribute() => Skip = ClusterAvailability.SkipReason;
}
