using System.Collections.Concurrent;
using KubeAssert.Cluster.Observation;

namespace KubeAssert.Cluster.Deploying;

/// <summary>Notes, from the first change of a running deployment on, when a workload that had ready pods has none.</summary>
internal sealed class Availability(LiveFeed feed, TimeProvider time) : IAsyncDisposable
{
    private readonly ConcurrentDictionary<ObjectKey, DateTimeOffset> _down = new();
    private readonly CancellationTokenSource _stop = new();
    private HashSet<ObjectKey> _wereUp = [];
    private Task _running = Task.CompletedTask;

    /// <summary>When the workload was last seen without a ready pod since the latest change; null when it never was.</summary>
    public DateTimeOffset? Down(ObjectKey workload) => _down.TryGetValue(workload, out var at) ? at : null;

    /// <summary>Begins anew: what is up now is to stay so.</summary>
    public void Begin(IEnumerable<ObjectKey> workloads)
    {
        var state = feed.State;
        _down.Clear();
        Volatile.Write(ref _wereUp, workloads.Where(w => IsUp(state, w)).ToHashSet());
        if (_running.IsCompleted)
            _running = Task.Run(WatchAsync);
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync().ConfigureAwait(false);
        await _running.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _stop.Dispose();
    }

    private async Task WatchAsync()
    {
        while (true)
        {
            var (state, changed) = feed.Current();
            foreach (var workload in Volatile.Read(ref _wereUp).Where(w => !IsUp(state, w)))
                _down[workload] = time.GetUtcNow();
            await changed.WaitAsync(_stop.Token).ConfigureAwait(false);
        }
    }

    private static bool IsUp(ClusterState state, ObjectKey key) =>
        state.Find(key) is { } owner && (owner is ObservedPod pod ? pod.IsReady : state.PodsOf(owner).Any(p => p.IsReady));
}
