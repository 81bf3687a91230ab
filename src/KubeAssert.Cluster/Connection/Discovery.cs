using KubeAssert.Cluster.Observation;
using System.Collections.Concurrent;
using System.Text.Json;

namespace KubeAssert.Cluster.Connection;

/// <summary>Which kinds a server serves. Read once, and again when a kind is asked for that was not there. Thread-safe.</summary>
internal sealed class Discovery(ApiClient client) : IDisposable
{
    private const string Aggregated =
        "application/json;g=apidiscovery.k8s.io;v=v2;as=APIGroupDiscoveryList,application/json;g=apidiscovery.k8s.io;v=v2beta1;as=APIGroupDiscoveryList,application/json";

    private readonly SemaphoreSlim _gate = new(1, 1);
    private IReadOnlyList<ApiResource>? _resources;

    public void Dispose() => _gate.Dispose();

    /// <summary>The resource of a kind; null when the server serves none such.</summary>
    /// <param name="apiVersion">As written in manifests: <c>apps/v1</c>.</param>
    /// <param name="kind">As written in manifests: <c>Deployment</c>.</param>
    /// <param name="cancel">Ends the waiting.</param>
    public async Task<ApiResource?> FindAsync(string apiVersion, string kind, CancellationToken cancel)
    {
        var known = _resources;
        if (known is not null && Pick(known, apiVersion, kind) is { } found)
            return found;
        return Pick(await ReadAsync(known, cancel).ConfigureAwait(false), apiVersion, kind);
    }

    public async Task<IReadOnlyList<ApiResource>> AllAsync(CancellationToken cancel) =>
        _resources ?? await ReadAsync(null, cancel).ConfigureAwait(false);

    private static ApiResource? Pick(IReadOnlyList<ApiResource> among, string apiVersion, string kind) =>
        among.FirstOrDefault(r => r.Kind == kind && r.ApiVersion == apiVersion);

    private async Task<IReadOnlyList<ApiResource>> ReadAsync(IReadOnlyList<ApiResource>? stale, CancellationToken cancel)
    {
        await _gate.WaitAsync(cancel).ConfigureAwait(false);
        try
        {
            if (_resources is not null && !ReferenceEquals(_resources, stale))
                return _resources;
            var core = ReadRootAsync("api", cancel);
            var groups = ReadRootAsync("apis", cancel);
            return _resources = [.. await core.ConfigureAwait(false), .. await groups.ConfigureAwait(false)];
        }
        finally
        {
            _gate.Release();
        }
    }

    private async Task<IReadOnlyList<ApiResource>> ReadRootAsync(string root, CancellationToken cancel)
    {
        var answer = await client.SendJsonAsync(ApiRequest.Get(root) with { Accept = Aggregated }, cancel).ConfigureAwait(false);
        if (answer.Text("kind") == "APIGroupDiscoveryList")
            return ReadAggregated(answer).ToArray();

        var versions = root == "api"
            ? answer.Items("versions").Select(v => v.GetString() ?? "")
            : answer.Items("groups").SelectMany(g => g.Items("versions")).Select(v => v.Text("groupVersion") ?? "");
        var lists = new ConcurrentBag<ApiResource>();
        await Parallel.ForEachAsync(versions.Where(v => v.Length > 0), new ParallelOptions { MaxDegreeOfParallelism = 8, CancellationToken = cancel }, async (version, token) =>
        {
            // an aggregated API whose server is away answers 404 or 503: the others still count
            var list = await client.SendJsonAsync(ApiRequest.Get($"{root}/{version}") with { OnlyOnce = root == "apis", Accepted = [404, 503] }, token).ConfigureAwait(false);
            foreach (var resource in ReadPlain(version, list))
                lists.Add(resource);
        }).ConfigureAwait(false);
        return lists.ToArray();
    }

    private static IEnumerable<ApiResource> ReadAggregated(JsonElement answer) =>
        from item in answer.Items("items")
        let name = item.Get("metadata").Text("name") ?? ""
        from version in item.Items("versions")
        from resource in version.Items("resources")
        let kind = resource.Get("responseKind").Text("kind")
        where kind is not null
        select new ApiResource(name, version.Text("version") ?? "", kind, resource.Text("resource") ?? "",
            resource.Text("scope") == "Namespaced", resource.Items("verbs").Select(v => v.GetString() ?? "").ToArray());

    private static IEnumerable<ApiResource> ReadPlain(string groupVersion, JsonElement list)
    {
        var slash = groupVersion.IndexOf('/', StringComparison.Ordinal);
        var (group, version) = slash < 0 ? ("", groupVersion) : (groupVersion[..slash], groupVersion[(slash + 1)..]);
        return list.Items("resources")
            .Where(r => r.Text("name")?.Contains('/', StringComparison.Ordinal) == false)
            .Select(r => new ApiResource(group, version, r.Text("kind") ?? "", r.Text("name")!,
                r.Flag("namespaced") == true, r.Items("verbs").Select(v => v.GetString() ?? "").ToArray()));
    }
}
