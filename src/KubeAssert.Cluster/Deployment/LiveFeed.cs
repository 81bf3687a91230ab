using KubeAssert.Cluster.Connection;
using KubeAssert.Cluster.Observation;

namespace KubeAssert.Cluster.Deploying;

/// <summary>Watches what matters in the run's namespaces and folds it into a picture that is always up to date. One list and one watch per kind.</summary>
internal sealed class LiveFeed : IClusterFeed, IAsyncDisposable
{
    private static readonly HashSet<(string Group, string Kind)> Always =
    [
        ("", "Pod"), ("", "Event"), ("", "Service"), ("", "ServiceAccount"), ("", "ConfigMap"), ("", "Secret"), ("", "PersistentVolumeClaim"),
        ("apps", "Deployment"), ("apps", "ReplicaSet"), ("apps", "StatefulSet"), ("apps", "DaemonSet"),
        ("batch", "Job"), ("discovery.k8s.io", "EndpointSlice"),
        ("", "Node"), ("storage.k8s.io", "StorageClass"),
    ];

    private readonly object _gate = new();
    private readonly ClusterConnection _connection;
    private readonly CancellationTokenSource _stop = new();
    private readonly Dictionary<(ApiResource Resource, string? Namespace), (ObjectWatch Watch, Task Running)> _watches = [];
    private ClusterState _state = ClusterState.Empty.AnsweringQuestions();
    private TaskCompletionSource _changed = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public LiveFeed(ClusterConnection connection) => _connection = connection;

    /// <summary>The picture as of now.</summary>
    public ClusterState State
    {
        get
        {
            lock (_gate)
                return _state;
        }
    }

    /// <summary>What stands between us and the server, a line per watch; empty while all is well.</summary>
    public IReadOnlyList<string> Troubles
    {
        get
        {
            lock (_gate)
                return _watches.Where(w => w.Value.Watch is { Trouble: not null, IsClosed: false }).Select(w => $"{w.Key.Resource.Plural}: {w.Value.Watch.Trouble}").ToArray();
        }
    }

    /// <summary>The kinds that the server does not let this account watch, or does not serve.</summary>
    public IReadOnlyList<string> UnwatchedKinds
    {
        get
        {
            lock (_gate)
                return _watches.Where(w => w.Value.Watch.IsClosed).Select(w => w.Key.Resource.Plural).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).ToArray();
        }
    }

    /// <summary>The picture, and a task that ends when there is another.</summary>
    public (ClusterState State, Task Changed) Current()
    {
        lock (_gate)
            return (_state, _changed.Task);
    }

    /// <summary>Begins to watch, besides what is watched already: all that matters in the namespaces, and the kinds that were applied.</summary>
    public async Task WatchAsync(IEnumerable<string> namespaces, IEnumerable<Manifest> manifests, CancellationToken cancel)
    {
        var applied = manifests.Select(m => (m.ApiVersion, m.Kind)).ToHashSet();
        var served = await _connection.Discovery.AllAsync(cancel).ConfigureAwait(false);
        var wanted = served.Where(r => r.Can("watch") && r.Can("list") && (Always.Contains((r.Group, r.Kind)) || applied.Contains((r.ApiVersion, r.Kind))))
            .GroupBy(r => (r.Group, r.Kind)).Select(g => g.First()).ToList();
        lock (_gate)
        {
            foreach (var resource in wanted)
            {
                foreach (var @namespace in resource.Namespaced ? namespaces : [null!])
                {
                    if (_watches.ContainsKey((resource, @namespace)))
                        continue;
                    var watch = new ObjectWatch(_connection.Objects, resource, @namespace);
                    _watches[(resource, @namespace)] = (watch, Task.Run(() => FollowAsync(watch), CancellationToken.None));
                }
            }
        }
    }

    public void Observe(Observation.Observation observation)
    {
        TaskCompletionSource changed;
        lock (_gate)
        {
            _state = _state.With(observation);
            (changed, _changed) = (_changed, new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously));
        }

        changed.SetResult();
    }

    /// <summary>Waits until the picture holds what was written: an older one would speak of the state before.</summary>
    /// <param name="written">Objects, and the generation that the API server gave them.</param>
    /// <param name="timeLimit">How long at most.</param>
    /// <param name="cancel">Ends the waiting.</param>
    public async Task CatchUpAsync(IReadOnlyCollection<(ObjectKey Key, long Generation)> written, TimeSpan timeLimit, CancellationToken cancel)
    {
        var begin = _connection.Time.GetTimestamp();
        while (_connection.Time.GetElapsedTime(begin) is var elapsed && elapsed < timeLimit)
        {
            var (state, changed) = Current();
            if (written.All(w => !state.SeesAll(w.Key.Group, w.Key.Kind) || state.Find(w.Key)?.Generation >= w.Generation))
                return;
            await Task.WhenAny(changed, Task.Delay(timeLimit - elapsed, _connection.Time, cancel)).ConfigureAwait(false);
            cancel.ThrowIfCancellationRequested();
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync().ConfigureAwait(false);
        Task[] running;
        lock (_gate)
            running = _watches.Values.Select(w => w.Running).ToArray();
        await Task.WhenAll(running).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _stop.Dispose();
    }

    private async Task FollowAsync(ObjectWatch watch)
    {
        await foreach (var observation in watch.ReadAsync(_stop.Token).ConfigureAwait(false))
            Observe(observation);
    }
}
