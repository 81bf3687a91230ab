using System.Text.Json.Nodes;
using KubeAssert.Cluster.Connection;
using KubeAssert.Cluster.Deploying;
using KubeAssert.Cluster.Observation;

namespace KubeAssert.Cluster;

/// <summary>
/// A manifest set in a cluster, from <see cref="KubeCluster.DeployAsync"/>. Disposing removes all that was made and waits until it is gone.
/// Workloads are named as in the manifests: <c>web</c>, <c>Deployment/web</c>, <c>Pod/once</c>.
/// </summary>
public sealed partial class DeployedManifests : IAsyncDisposable
{
    private readonly Deployer _deployer;
    private readonly List<PodPortForward> _forwards = [];
    private bool _disposed;

    internal DeployedManifests(KubeCluster cluster, DeploymentOptions options)
    {
        Cluster = cluster;
        Options = options;
        Feed = new LiveFeed(cluster.Connection);
        _deployer = new Deployer(cluster.Connection, options, Feed);
        Availability = new Availability(Feed, cluster.Connection.Client.Time);
        Evidence = new LiveEvidence(cluster.Connection);
        Pods = new PodChoice(cluster.Objects, () => _deployer.Namespaces);
        Manifests = new ManifestSet([]);
    }

    /// <summary>The cluster it is in.</summary>
    public KubeCluster Cluster { get; }

    /// <summary>The manifests as they were applied: in their new namespaces, at the places where they were written.</summary>
    public ManifestSet Manifests { get; private set; }

    /// <summary>The namespace of manifests that name none.</summary>
    public string Namespace => _deployer.MainNamespace;

    /// <summary>How it was deployed.</summary>
    public DeploymentOptions Options { get; }

    internal LiveFeed Feed { get; }

    internal Availability Availability { get; }

    internal IClusterEvidence Evidence { get; }

    internal PodChoice Pods { get; }

    /// <summary>Whether something went wrong: then <see cref="DeploymentOptions.KeepOnFailure"/> applies.</summary>
    internal bool HasFailed { get; set; }

    /// <summary>The cluster's namespace for one that the manifests name.</summary>
    public string NamespaceOf(string @namespace) => _deployer.NamespaceOf(@namespace);

    /// <summary>Applies other manifests to the same namespaces: a rolling update, a further object. What the new set no longer holds stays.</summary>
    /// <exception cref="KubeApiException">The API server refused one, or was not to be reached.</exception>
    public async Task RedeployAsync(ManifestSet set, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(set);
        BeginChange();
        try
        {
            var applied = await _deployer.ApplyAsync(set, cancellationToken).ConfigureAwait(false);
            var replaced = applied.Select(Key).ToHashSet();
            Manifests = new ManifestSet([.. Manifests.Where(m => !replaced.Contains(Key(m))), .. applied], Namespace);
        }
        catch
        {
            HasFailed = true;
            throw;
        }

        static (string, string, string?, string) Key(Manifest m) => (m.Group, m.Kind, m.Namespace, m.Name);
    }

    /// <summary>Sets how many pods a workload has.</summary>
    /// <param name="workload">The workload: <c>web</c>, <c>StatefulSet/db</c>.</param>
    /// <param name="replicas">How many.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    /// <exception cref="KubeApiException">There is no such workload, or the API server refused.</exception>
    public async Task ScaleAsync(string workload, int replicas, CancellationToken cancellationToken = default)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(replicas);
        var (resource, @namespace, item) = await Pods.WorkloadAsync(workload, cancellationToken).ConfigureAwait(false);
        var name = item.Get("metadata").Text("name")!;
        BeginChange();
        var scaled = await Cluster.Objects.MergeAsync(resource, @namespace, name, new JsonObject { ["spec"] = new JsonObject { ["replicas"] = replicas } }, cancellationToken).ConfigureAwait(false);
        var written = Manifests.Where(m => m.Kind == resource.Kind && m.Name == name).ToList();
        if (written.Count > 0)
            Feed.Observe(new Applied(Cluster.Connection.Client.Time.GetUtcNow(), written, Namespace));
        if (scaled is { } answer)
            await Feed.CatchUpAsync([(new ObjectKey(resource.Group, resource.Kind, @namespace, name), answer.Get("metadata").Long("generation"))], Options.PreparationTimeLimit, cancellationToken).ConfigureAwait(false);
    }

    private void BeginChange()
    {
        if (Manifests.Count > 0)
            Availability.Begin(Manifests.Select(m => ClusterState.KeyOf(m, Namespace)));
    }

    /// <summary>Leaves everything in the cluster when this is disposed of.</summary>
    public void Keep() => IsKept = true;

    internal bool IsKept { get; private set; }

    /// <summary>Removes all that was made, and waits up to <see cref="DeploymentOptions.CleanUpTimeLimit"/> until it is gone; what is not is written to the output.</summary>
    public async ValueTask DisposeAsync()
    {
        if (_disposed)
            return;
        _disposed = true;
        foreach (var forward in _forwards)
            await forward.DisposeAsync().ConfigureAwait(false);
        await Availability.DisposeAsync().ConfigureAwait(false);
        await Feed.DisposeAsync().ConfigureAwait(false);
        if (IsKept || (HasFailed && Options.KeepOnFailure))
            await SayHowToLookAsync().ConfigureAwait(false);
        else
            await CleanUpAsync().ConfigureAwait(false);
        _deployer.Record.Dispose();
    }

    /// <summary>What clean-up could not remove, and what holds it, a line each; empty when all is gone, and before.</summary>
    public IReadOnlyList<string> LeftBehind { get; private set; } = [];

    internal void Say(string line) => (Options.Output ?? Cluster.Options.Output)?.Invoke(line);

    private async Task CleanUpAsync()
    {
        LeftBehind = await new CleanUp(Cluster.Connection, Say).RemoveAsync(_deployer.Record, Options.CleanUpTimeLimit, CancellationToken.None).ConfigureAwait(false);
        if (LeftBehind.Count > 0)
            Say("Not all of the deployment could be removed:\n  " + string.Join("\n  ", LeftBehind));
    }

    private async Task SayHowToLookAsync()
    {
        foreach (var name in _deployer.Record.Namespaces)
        {
            try
            {
                await Cluster.Objects.MergeAsync(CoreResources.Namespaces, null, name, new JsonObject
                {
                    ["metadata"] = new JsonObject { ["labels"] = new JsonObject { [TestRun.KeptLabel] = "true" } },
                }, CancellationToken.None).ConfigureAwait(false);
            }
            catch (KubeApiException e)
            {
                Say(e.Message);
            }
        }

        var looks = _deployer.Record.Namespaces.Select(n => $"\n  kubectl --context {Cluster.Context} -n {n} get all,events");
        var removal = _deployer.Record.Namespaces.Count == 0 ? "" : $"\n  kubectl --context {Cluster.Context} delete namespace {string.Join(' ', _deployer.Record.Namespaces)}";
        Say($"Kept in the cluster {Cluster.Server}. Look at it, then remove it:{string.Concat(looks)}{removal}");
    }
}
