using System.Collections.Concurrent;
using System.Text.Json;
using System.Text.Json.Nodes;
using KubeAssert.Cluster.Connection;
using KubeAssert.Cluster.Observation;

namespace KubeAssert.Cluster.Deploying;

/// <summary>Brings manifests into a cluster: namespaces, order, waiting, and a record of all that was made.</summary>
internal sealed class Deployer
{
    private const int AtOnce = 8;
    private static readonly TimeSpan LookAgain = TimeSpan.FromMilliseconds(200);
    private readonly ClusterConnection _connection;
    private readonly DeploymentOptions _options;
    private readonly LiveFeed _feed;
    private readonly SharedObjects _sharedObjects;
    private readonly HashSet<string> _readyNamespaces = new(StringComparer.Ordinal);
    private readonly ConcurrentQueue<(ObjectKey Key, long Generation)> _written = [];
    private NamespacePlan? _plan;

    public Deployer(ClusterConnection connection, DeploymentOptions options, LiveFeed feed)
    {
        _connection = connection;
        _options = options;
        _feed = feed;
        Run = new TestRun(connection.Time, connection.Options.Random ?? Random.Shared);
        _sharedObjects = new SharedObjects(connection.Objects, Run.Id);
        Record = new RunRecord(Run);
    }

    public TestRun Run { get; }

    /// <summary>What this run made, and is to remove.</summary>
    public RunRecord Record { get; }

    public string MainNamespace => _plan?.Main ?? throw new InvalidOperationException("Nothing was deployed yet.");

    public IEnumerable<string> Namespaces => _plan?.Targets ?? [];

    public string NamespaceOf(string original) => _plan?.Of(original) ?? original;

    /// <summary>Applies a set, the first or a later one.</summary>
    /// <returns>The manifests as they were applied.</returns>
    public async Task<IReadOnlyList<Manifest>> ApplyAsync(ManifestSet set, CancellationToken cancel)
    {
        var resources = await ResolveAsync(set, cancel).ConfigureAwait(false);
        var namespaced = set.Where(m => IsNamespaced(m, resources)).ToList();
        _plan ??= NamespacePlan.For(set, namespaced, _options, Run);
        foreach (var name in Namespaces)
            await MakeNamespaceAsync(name, set, cancel).ConfigureAwait(false);
        await _feed.WatchAsync(Namespaces, set, cancel).ConfigureAwait(false);

        if (_options.Prerequisites is { } prerequisites && _readyNamespaces.Count == 0)
            await ApplyStepsAsync(prerequisites, cancel).ConfigureAwait(false);
        return await ApplyStepsAsync(set, cancel).ConfigureAwait(false);
    }

    private async Task<IReadOnlyList<Manifest>> ApplyStepsAsync(ManifestSet set, CancellationToken cancel)
    {
        var rewriting = new ManifestRewriting(set, _plan!, Run);
        var applied = new ConcurrentBag<(int Order, Manifest Manifest)>();
        var rejected = new ConcurrentBag<KubeApiException>();
        var order = set.Select((m, i) => (m, i)).ToDictionary(x => x.m, x => x.i);
        foreach (var step in ApplyOrder.Of(set))
        {
            if (ApplyOrder.NeedsServiceAccount(step.Key))
                await AwaitNamespacesAsync(cancel).ConfigureAwait(false);
            await Parallel.ForEachAsync(step, new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = cancel }, async (manifest, token) =>
            {
                var (done, refusal) = await ApplyOneAsync(manifest, rewriting, token).ConfigureAwait(false);
                if (refusal is not null)
                    rejected.Add(refusal);
                else
                    applied.Add((order[manifest], done!));
            }).ConfigureAwait(false);
            if (!rejected.IsEmpty && !_options.AllowRejected)
                throw Together([.. rejected]);
            foreach (var definition in step.Where(ApplyOrder.IsDefinition))
                await AwaitEstablishedAsync(definition, cancel).ConfigureAwait(false);
        }

        var manifests = applied.OrderBy(a => a.Order).Select(a => a.Manifest).ToList();
        _feed.Observe(new Applied(_connection.Time.GetUtcNow(), manifests, MainNamespace));
        await _feed.WatchAsync(Namespaces, manifests, cancel).ConfigureAwait(false);
        await _feed.CatchUpAsync(_written.ToArray(), _options.PreparationTimeLimit, cancel).ConfigureAwait(false);
        _written.Clear();
        return manifests;
    }

    private async Task<(Manifest? Applied, KubeApiException? Refusal)> ApplyOneAsync(Manifest manifest, ManifestRewriting rewriting, CancellationToken cancel)
    {
        if (await FindResourceAsync(manifest, cancel).ConfigureAwait(false) is not { } resource)
        {
            var status = new ApiStatus(404, "NotFound", $"no matches for kind \"{manifest.Kind}\" in version \"{manifest.ApiVersion}\": the cluster has no such kind; apply its CustomResourceDefinition, or correct apiVersion and kind", [], null);
            return Refused(manifest, new KubeApiException(status.Message, status).About(manifest));
        }

        var target = resource.Namespaced ? _plan!.Of(manifest.Namespace) : null;
        var isShared = target is null || !Namespaces.Contains(target) || !Record.Namespaces.Contains(target);
        var written = rewriting.Rewrite(manifest, resource.Namespaced, isShared);
        try
        {
            if (isShared)
            {
                await RememberAsync(new SharedName(resource.ApiVersion, resource.Kind, target, written.Name), cancel).ConfigureAwait(false);
                await _sharedObjects.ApplyAsync(resource, target, written, cancel).ConfigureAwait(false);
                return (written, null);
            }

            var answer = await _connection.Objects.ApplyAsync(resource, target, written.Name, JsonNode.Parse(written.Root.ToString())!.AsObject(), cancel).ConfigureAwait(false);
            _written.Enqueue((new ObjectKey(resource.Group, resource.Kind, target, written.Name), answer.Get("metadata").Long("generation")));
            return (written, null);
        }
        catch (KubeApiException e) when (e.Status is not null)
        {
            return Refused(manifest, e.About(manifest));
        }
        catch (KubeApiException e)
        {
            throw e.About(manifest);
        }
    }

    private (Manifest?, KubeApiException) Refused(Manifest manifest, KubeApiException refusal)
    {
        _feed.Observe(new Rejected(_connection.Time.GetUtcNow(), manifest, MainNamespace, refusal.Reason, refusal.ServerMessage, IsRetried: false));
        return (null, refusal);
    }

    private static KubeApiException Together(IReadOnlyList<KubeApiException> refusals)
    {
        if (refusals.Count == 1)
            return refusals[0];
        var sorted = refusals.OrderBy(r => r.Message, StringComparer.Ordinal).ToList();
        return new KubeApiException($"The API server refused {sorted.Count} manifests:\n\n  {string.Join("\n\n  ", sorted.Select(r => r.Message.Replace("\n", "\n  ", StringComparison.Ordinal)))}",
            sorted[0].Status, sorted[0], sorted[0].Manifest);
    }

    /// <summary>The resource; waits a little where the set itself defines the kind: discovery lags behind.</summary>
    private async Task<ApiResource?> FindResourceAsync(Manifest manifest, CancellationToken cancel)
    {
        var begin = _connection.Time.GetTimestamp();
        while (true)
        {
            if (await _connection.Discovery.FindAsync(manifest.ApiVersion, manifest.Kind, cancel).ConfigureAwait(false) is { } found)
                return found;
            if (!Record.Defines(manifest) || _connection.Time.GetElapsedTime(begin) > _options.PreparationTimeLimit)
                return null;
            await Task.Delay(LookAgain, _connection.Time, cancel).ConfigureAwait(false);
        }
    }

    private async Task<Dictionary<(string, string), ApiResource>> ResolveAsync(ManifestSet set, CancellationToken cancel)
    {
        var found = new Dictionary<(string, string), ApiResource>();
        foreach (var manifest in set.DistinctBy(m => (m.ApiVersion, m.Kind)))
        {
            if (await _connection.Discovery.FindAsync(manifest.ApiVersion, manifest.Kind, cancel).ConfigureAwait(false) is { } resource)
                found[(manifest.ApiVersion, manifest.Kind)] = resource;
        }

        foreach (var definition in set.Where(ApplyOrder.IsDefinition))
            Record.AddDefinition(definition);
        return found;
    }

    private bool IsNamespaced(Manifest manifest, Dictionary<(string, string), ApiResource> resources) =>
        resources.TryGetValue((manifest.ApiVersion, manifest.Kind), out var resource) ? resource.Namespaced
            : Record.ScopeOf(manifest) is { } scope ? scope == "Namespaced"
            : !KubernetesScopes.IsClusterScoped(manifest.Group, manifest.Kind);

    private async Task MakeNamespaceAsync(string name, ManifestSet set, CancellationToken cancel)
    {
        if (Record.Namespaces.Contains(name) || Record.Borrowed.Contains(name))
            return;
        if (_options.Namespace is not null && await ExistsAsync(name, cancel).ConfigureAwait(false))
        {
            Record.Borrowed.Add(name);
            return;
        }

        var labels = new JsonObject();
        var annotations = new JsonObject();
        foreach (var manifest in set.Where(m => m is { Kind: "Namespace", Group: "" } && _plan!.Of(m.Name) == name))
        {
            foreach (var (key, value) in manifest.Labels.Where(l => l.Key != "kubernetes.io/metadata.name"))
                labels[key] = value;
            foreach (var (key, value) in manifest.Annotations)
                annotations[key] = value;
        }

        foreach (var (key, value) in _options.NamespaceLabels)
            labels[key] = value;
        foreach (var (key, value) in _options.NamespaceAnnotations.Concat(Run.Annotations))
            annotations[key] = value;
        labels[TestRun.Label] = Run.Id;
        Record.Namespaces.Add(name);
        try
        {
            await _connection.Objects.ApplyAsync(CoreResources.Namespaces, null, name, new JsonObject
            {
                ["apiVersion"] = "v1",
                ["kind"] = "Namespace",
                ["metadata"] = new JsonObject { ["name"] = name, ["labels"] = labels, ["annotations"] = annotations },
            }, cancel).ConfigureAwait(false);
        }
        catch (KubeApiException e) when (e.Code == 403)
        {
            Record.Namespaces.Remove(name);
            throw new KubeApiException($"{e.Message}\n  Each deployment gets a fresh namespace. Where you may make none, name one of yours: new DeploymentOptions {{ Namespace = \"...\" }}.", e.Status, e);
        }
    }

    // who may work in a namespace may not always look at it
    private async Task<bool> ExistsAsync(string name, CancellationToken cancel)
    {
        try
        {
            return await _connection.Objects.FindAsync(CoreResources.Namespaces, null, name, cancel).ConfigureAwait(false) is not null;
        }
        catch (KubeApiException e) when (e.Code == 403)
        {
            return true;
        }
    }

    /// <summary>Writes down what is shared before it is made: should this process die, the next run knows.</summary>
    private async Task RememberAsync(SharedName name, CancellationToken cancel)
    {
        await Record.Writing.WaitAsync(cancel).ConfigureAwait(false);
        try
        {
            if (!Record.Shared.Add(name) || !Record.Namespaces.Contains(MainNamespace))
                return;
            await _connection.Objects.MergeAsync(CoreResources.Namespaces, null, MainNamespace, new JsonObject
            {
                ["metadata"] = new JsonObject { ["annotations"] = new JsonObject { [TestRun.SharedAnnotation] = JsonSerializer.Serialize(Record.Shared) } },
            }, cancel).ConfigureAwait(false);
        }
        finally
        {
            Record.Writing.Release();
        }
    }

    /// <summary>Pods can't be made before the namespace's service account is, nor start before the cluster's authority is published there.</summary>
    private async Task AwaitNamespacesAsync(CancellationToken cancel)
    {
        var begin = _connection.Time.GetTimestamp();
        foreach (var name in Namespaces.Where(n => !_readyNamespaces.Contains(n)))
        {
            while (await _connection.Objects.FindAsync(CoreResources.ServiceAccounts, name, "default", cancel).ConfigureAwait(false) is null
                || await _connection.Objects.FindAsync(CoreResources.ConfigMaps, name, "kube-root-ca.crt", cancel).ConfigureAwait(false) is null)
            {
                if (_connection.Time.GetElapsedTime(begin) > _options.PreparationTimeLimit)
                {
                    Say($"namespace {name} has no service account 'default' or no ConfigMap 'kube-root-ca.crt' after {_options.PreparationTimeLimit.TotalSeconds:0} s: does the controller manager run? Going on without.");
                    break;
                }

                await Task.Delay(LookAgain, _connection.Time, cancel).ConfigureAwait(false);
            }

            _readyNamespaces.Add(name);
        }
    }

    private async Task AwaitEstablishedAsync(Manifest definition, CancellationToken cancel)
    {
        var begin = _connection.Time.GetTimestamp();
        while (true)
        {
            var found = await _connection.Objects.FindAsync(CoreResources.CustomResourceDefinitions, null, definition.Name, cancel).ConfigureAwait(false);
            if (found is { } present && present.HasCondition("Established"))
                return;
            if (_connection.Time.GetElapsedTime(begin) > _options.PreparationTimeLimit)
            {
                Say($"{definition} is not established after {_options.PreparationTimeLimit.TotalSeconds:0} s");
                return;
            }

            await Task.Delay(LookAgain, _connection.Time, cancel).ConfigureAwait(false);
        }
    }

    private void Say(string line) => (_options.Output ?? _connection.Options.Output)?.Invoke(line);
}
