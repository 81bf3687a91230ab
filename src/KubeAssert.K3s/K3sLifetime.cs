namespace KubeAssert.Cluster;

/// <summary>
/// What a test fixture with a K3s derives from. KubeAssert knows no test runner, so the two lines that a runner wants are yours; for xunit 2:
/// <code>
/// public sealed class K3sFixture : K3sLifetime, IAsyncLifetime
/// {
///     public Task InitializeAsync() => StartAsync();
///     public Task DisposeAsync() => StopAsync();
/// }
/// </code>
/// For xunit 3 they return <c>new ValueTask(StartAsync())</c> and <c>new ValueTask(StopAsync())</c>.
/// Where tests that need a cluster are skipped, nothing is started.
/// </summary>
public abstract class K3sLifetime
{
    private K3sCluster? _k3s;

    /// <summary>How the K3s is started.</summary>
    protected virtual K3sOptions Options { get; } = new();

    /// <summary>The K3s.</summary>
    /// <exception cref="K3sException">It was not started, because tests that need a cluster are skipped here.</exception>
    public K3sCluster K3s => _k3s ?? throw new K3sException($"No K3s was started: this test {ClusterAvailability.SkipReasonFor(Options) ?? "ran before StartAsync"}");

    /// <summary>The cluster, to deploy to.</summary>
    public KubeCluster Cluster => K3s.Cluster;

    /// <summary>Starts the K3s and waits until it is ready.</summary>
    protected async Task StartAsync()
    {
        if (ClusterAvailability.SkipReasonFor(Options) is null)
            _k3s = await K3sCluster.StartAsync(Options).ConfigureAwait(false);
    }

    /// <summary>Removes it.</summary>
    protected async Task StopAsync()
    {
        if (_k3s is not null)
            await _k3s.DisposeAsync().ConfigureAwait(false);
    }
}
