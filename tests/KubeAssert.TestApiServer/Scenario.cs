using System.IO.Compression;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace KubeAssert.TestApiServer;

/// <summary>A recorded deployment: what a real cluster's watches said, each with its millisecond.</summary>
public sealed class Scenario
{
    private readonly List<(TimeSpan At, string Type, string Json)> _events = [];
    private readonly Dictionary<(string Kind, string Name), string> _uids = [];
    private readonly Dictionary<(string Pod, string Container, bool Previous), (int Code, string Body)> _logs = [];

    private Scenario(string folder)
    {
        using var about = JsonDocument.Parse(File.ReadAllText(Path.Combine(folder, "scenario.json")));
        Namespace = about.RootElement.GetProperty("namespace").GetString()!;
        Manifests = File.ReadAllText(Path.Combine(folder, "manifests.yaml"));
        using var file = File.OpenRead(Path.Combine(folder, "timeline.jsonl.gz"));
        using var lines = new StreamReader(new GZipStream(file, CompressionMode.Decompress));
        while (lines.ReadLine() is { } line)
            Read(line);
    }

    public string Namespace { get; }

    public string Manifests { get; }

    public static Scenario Load(string folder) => new(folder);

    public string? UidOf(string kind, string name) => _uids.GetValueOrDefault((kind, name));

    public (int Code, string Body)? Log(string pod, string container, bool previous) =>
        _logs.TryGetValue((pod, container, previous), out var found) ? found
            : container.Length == 0 ? _logs.Where(l => l.Key.Pod == pod && l.Key.Previous == previous).Select(l => ((int, string)?)l.Value).FirstOrDefault() : null;

    /// <summary>Nodes and what else was there from the start.</summary>
    public void Furnish(ObjectStore store)
    {
        foreach (var (_, _, json) in _events.Where(e => e.Type == "NODE"))
            Put(store, JsonNode.Parse(json)!.AsObject(), "ADDED", store.Resource("Node"), null);
    }

    /// <summary>Plays the recording into a namespace, in the server's time.</summary>
    public async Task PlayAsync(TestServer server, string @namespace, CancellationToken cancel)
    {
        var begin = server.Time.GetUtcNow();
        foreach (var (at, type, json) in _events.Where(e => e.Type != "NODE"))
        {
            var wait = begin + at - server.Time.GetUtcNow();
            if (wait > TimeSpan.Zero)
                await Task.Delay(wait, server.Time, cancel);
            if (cancel.IsCancellationRequested)
                return;
            var item = JsonNode.Parse(json.Replace($"\"{Namespace}\"", $"\"{@namespace}\"", StringComparison.Ordinal))!.AsObject();
            var (apiVersion, kind) = ((string)item["apiVersion"]!, (string)item["kind"]!);
            if (server.Store.Resources.FirstOrDefault(r => r.Kind == kind && r.ApiVersion == apiVersion) is { } resource)
                Put(server.Store, item, type, resource, resource.Namespaced ? @namespace : null);
        }
    }

    private static void Put(ObjectStore store, JsonObject item, string type, Served resource, string? @namespace)
    {
        var name = (string)item["metadata"]!["name"]!;
        if (type == "DELETED")
            store.Delete(resource, @namespace, name, DateTimeOffset.UnixEpoch);
        else
            store.Write(resource, @namespace, name, _ => item);
    }

    private void Read(string line)
    {
        using var json = JsonDocument.Parse(line);
        var entry = json.RootElement;
        var at = TimeSpan.FromMilliseconds(entry.GetProperty("t").GetDouble());
        if (entry.TryGetProperty("nodes", out var nodes))
        {
            foreach (var node in nodes.EnumerateArray())
                _events.Add((TimeSpan.Zero, "NODE", node.GetRawText()));
        }
        else if (entry.TryGetProperty("watch", out _) && entry.TryGetProperty("object", out var item))
        {
            var metadata = item.GetProperty("metadata");
            if (metadata.TryGetProperty("name", out var name) && metadata.TryGetProperty("uid", out var uid))
                _uids.TryAdd((item.GetProperty("kind").GetString()!, name.GetString()!), uid.GetString()!);
            _events.Add((at, entry.GetProperty("type").GetString()!, item.GetRawText()));
        }
        else if (entry.TryGetProperty("log", out var log))
        {
            _logs[(log.GetProperty("pod").GetString()!, log.GetProperty("container").GetString()!, log.GetProperty("previous").GetBoolean())] =
                (entry.GetProperty("status").GetInt32(), entry.GetProperty("body").GetString() ?? "");
        }
    }
}
