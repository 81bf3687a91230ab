using System.Collections.Concurrent;
using System.Text.Json;
using KubeAssert.Cluster.Connection;
using KubeAssert.Cluster.Observation;
using KubeAssert.Comparing;
using KubeAssert.Yaml;

namespace KubeAssert.Cluster.Reading;

/// <summary>Reads what is deployed in a namespace, as manifests.</summary>
internal sealed class NamespaceReading(ClusterConnection connection, string @namespace, ReadOptions options)
{
    private const int AtOnce = 8;
    private readonly Source _source = new($"{connection.Context}/{@namespace}");

    public async Task<ManifestSet> ReadAsync(CancellationToken cancel)
    {
        var resources = await ResourcesAsync(cancel).ConfigureAwait(false);
        var found = new ConcurrentDictionary<(string Group, string Kind, string? Namespace, string Name), Manifest>();
        var limit = new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = cancel };
        await Parallel.ForEachAsync(resources, limit, async (resource, token) =>
        {
            foreach (var item in await ListAsync(resource, token).ConfigureAwait(false))
            {
                if (options.IncludesMade || !MadeObjects.IsMade(resource, item))
                    Add(resource, item);
            }
        }).ConfigureAwait(false);

        if (!options.IncludesMade)
        {
            var sets = found.Where(f => f.Key is { Group: "apps", Kind: "StatefulSet" }).Select(f => f.Value).ToList();
            foreach (var claim in found.Keys.Where(k => k is { Group: "", Kind: "PersistentVolumeClaim" } && MadeObjects.IsMadeClaim(k.Name, sets)))
                found.TryRemove(claim, out _);
        }

        // what is written is asked for by name and version, wherever it is and whoever owns it
        await Parallel.ForEachAsync(options.Like ?? Enumerable.Empty<Manifest>(), limit, async (manifest, token) =>
        {
            if (await connection.Discovery.FindAsync(manifest.ApiVersion, manifest.Kind, token).ConfigureAwait(false) is not { } resource || manifest.Name.Length == 0)
                return;
            var place = resource.Namespaced ? manifest.Namespace ?? @namespace : null;
            var isRead = found.TryGetValue((resource.Group, resource.Kind, place, manifest.Name), out var read) && read.ApiVersion == resource.ApiVersion;
            if (!isRead && await connection.Objects.FindAsync(resource, place, manifest.Name, token).ConfigureAwait(false) is { } item)
                Add(resource, item);
        }).ConfigureAwait(false);

        var ordered = found.OrderBy(f => f.Key.Group, StringComparer.Ordinal).ThenBy(f => f.Key.Kind, StringComparer.Ordinal)
            .ThenBy(f => f.Key.Namespace, StringComparer.Ordinal).ThenBy(f => f.Key.Name, StringComparer.Ordinal).Select(f => f.Value);
        return new ManifestSet(ordered, @namespace).With(new LiveObjects(_source.Name));

        void Add(ApiResource resource, JsonElement item)
        {
            var metadata = item.Get("metadata");
            found[(resource.Group, resource.Kind, metadata.Text("namespace"), metadata.Text("name") ?? "")] = Manifest(resource, item);
        }
    }

    /// <summary>Each kind once: in the version that manifests name, else in the most stable and newest.</summary>
    private async Task<IReadOnlyList<ApiResource>> ResourcesAsync(CancellationToken cancel)
    {
        var all = await connection.Discovery.AllAsync(cancel).ConfigureAwait(false);
        var wanted = (options.Like ?? Enumerable.Empty<Manifest>()).Select(m => (m.ApiVersion, m.Kind)).ToHashSet();

        // what can't be created, such as metrics, is a view of something else
        return [.. all
            .Where(r => r.Namespaced && r.Can("list") && r.Can("create") && (options.Kinds.Count == 0 || options.Kinds.Contains(r.Kind, StringComparer.Ordinal)))
            .Where(r => options.IncludesMade || !MadeObjects.IsMadeKind(r))
            .GroupBy(r => (r.Group, r.Kind))
            .Select(g => g.FirstOrDefault(r => wanted.Contains((r.ApiVersion, r.Kind))) ?? g.MaxBy(r => Stability(r.Version))!)];
    }

    /// <summary>As versions rank: <c>v2</c> over <c>v1</c> over <c>v2beta1</c> over <c>v1alpha3</c>.</summary>
    private static (int Level, int Major, int Minor) Stability(string version)
    {
        var level = version.Contains("alpha", StringComparison.Ordinal) ? 0 : version.Contains("beta", StringComparison.Ordinal) ? 1 : 2;
        var numbers = version.Split(["v", "alpha", "beta"], StringSplitOptions.RemoveEmptyEntries);
        return (level, Number(0), Number(1));

        int Number(int at) => at < numbers.Length && int.TryParse(numbers[at], out var number) ? number : 0;
    }

    private async Task<IReadOnlyList<JsonElement>> ListAsync(ApiResource resource, CancellationToken cancel)
    {
        try
        {
            return (await connection.Objects.ListAsync(resource, @namespace, null, cancel).ConfigureAwait(false)).Items;
        }
        catch (KubeApiException e) when (e.Code is 404 or 405 or 503)
        {
            // a kind that is going, or whose own server is away
            connection.Options.Output?.Invoke($"{resource} was not read from {@namespace}: {e.Message}");
            return [];
        }
    }

    private Manifest Manifest(ApiResource resource, JsonElement item)
    {
        var problems = new List<ReadProblem>();
        var read = new List<YamlDocument>();
        JsonReader.TryRead(item.GetRawText(), _source, new TextPool(), read, problems);
        if (problems.Count > 0 || read is not [{ Root: MapNode root }])
            throw new KubeApiException($"The API server sent a {resource} that can't be read{(problems.Count > 0 ? ": " + problems[0].Message : "")}", null);

        // there are no lines to show: all is at the cluster
        MapEntry[] type = [Entry("apiVersion", resource.ApiVersion), Entry("kind", resource.Kind)];
        var entries = root.Entries.Where(e => e.Key is not ("apiVersion" or "kind")).Select(e => new MapEntry(e.Key, 0, 0, NodeCopy.Of(e.Value, (0, 0))));
        return new Manifest(new MapNode([.. type, .. entries], 0, 0, _source));
    }

    private static MapEntry Entry(string key, string value) => new(key, 0, 0, new ScalarNode(NodeKind.String, value, isPlain: false, 0, 0));
}
