using System.IO.Compression;
using System.Text.Json;
using KubeAssert.Cluster;
using KubeAssert.Cluster.Observation;

namespace KubeAssert.Conformance.Replay;

/// <summary>What an operator would conclude from a scenario.</summary>
internal sealed record Expectation(string? Object, string? Container, string? State, int? ExitCode, string? Log, string? Missing, IReadOnlyList<string> AlsoSeen)
{
    public static Expectation Read(JsonElement json) => new(
        json.Text("object"), json.Text("container"), json.Text("state"), json.IntOrNull("exitCode"), json.Text("log"), json.Text("missing"),
        json.Items("alsoSeen").Select(s => s.GetString()!).ToArray());

    /// <summary>What of it a cause does not say; null when it says all.</summary>
    public string? Misses(Cause cause) =>
        Object is not null && cause.Object.ToString() != Object ? $"object {cause.Object}, not {Object}"
        : State is not null && cause.State.Name != State && !AlsoSeen.Contains(cause.State.Name, StringComparer.Ordinal) ? $"state {cause.State.Name}, not {State}"
        : Container is not null && cause.Container != Container ? $"container {cause.Container}, not {Container}"
        : ExitCode is not null && cause.ExitCode != ExitCode ? $"exit code {cause.ExitCode}, not {ExitCode}"
        : Missing is not null && cause.Missing?.ToString() != Missing ? $"missing {cause.Missing}, not {Missing}"
        : Log is not null && !cause.Log.Any(l => l.Contains(Log, StringComparison.Ordinal)) ? $"a log without \"{Log}\""
        : null;
}

/// <summary>A recorded deployment: what was observed and when, and what is to be concluded from it.</summary>
internal sealed class Scenario : IClusterEvidence
{
    /// <summary>When a recording's clock stands at 0; any time will do.</summary>
    public static readonly DateTimeOffset Zero = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private readonly Dictionary<(string Pod, string Container, bool Previous), string> _logs = [];
    private readonly string _namespace;
    private ClusterState? _atEnd;

    private Scenario(string folder, Func<List<Observation>, IReadOnlyList<Observation>>? change = null)
    {
        using var json = JsonDocument.Parse(File.ReadAllText(Path.Combine(folder, "scenario.json")));
        var root = json.RootElement;
        Name = root.Text("name") ?? Path.GetFileName(folder);
        _namespace = root.Text("namespace") ?? "default";
        End = Zero + TimeSpan.FromSeconds(root.Int("seconds"));
        var expected = root.Get("expected");
        Outcome = expected.Text("outcome") ?? "";
        Expected = expected.Items("objects").Any() ? expected.Items("objects").Select(Expectation.Read).ToArray() : [Expectation.Read(expected)];

        var observations = new List<Observation>();
        foreach (var line in Lines(folder))
            Read(line, observations);
        observations = RecordedApply.WithDefinitions(observations);
        Observations = change?.Invoke(observations) ?? observations;
        if (Observations.Count > 0 && Observations[^1].At > End)
            End = Observations[^1].At;
    }

    public string Name { get; }

    public string Outcome { get; }

    public IReadOnlyList<Expectation> Expected { get; }

    public DateTimeOffset End { get; }

    public IReadOnlyList<Observation> Observations { get; private init; }

    /// <summary>The picture as the replay has it now: what the recorded cluster would answer from.</summary>
    public ClusterState Now { get; set; } = ClusterState.Empty;

    public DateTimeOffset Clock { get; set; } = Zero;

    public static Scenario Load(string folder) => new(folder);

    /// <summary>The same recording with each kind's watch lagging by a random time: what one watch says may come long before what another says.</summary>
    public static Scenario LoadLagging(string folder, int seed, TimeSpan most)
    {
        var random = new Random(seed);
        var lags = new Dictionary<string, TimeSpan>(StringComparer.Ordinal);
        return new Scenario(folder, observations => observations.Select(o => o is Watched w ? w with { At = w.At + Lag(w) } : o).OrderBy(o => o.At).ToArray());

        TimeSpan Lag(Watched watched)
        {
            var kind = watched.Object.TextOrEmpty("kind");
            if (!lags.TryGetValue(kind, out var lag))
                lags[kind] = lag = most * random.NextDouble();
            return lag;
        }
    }


    public static IEnumerable<Scenario> LoadAll(string folder) => Folders(folder).Select(Load);

    public static IEnumerable<string> Folders(string folder) =>
        Directory.GetDirectories(folder).Where(d => File.Exists(Path.Combine(d, "scenario.json"))).Order(StringComparer.Ordinal);

    /// <summary>
    /// What the cluster would have answered then. A recording has the logs of its end alone: of the container's last instance
    /// and the one before, so an instance of earlier days is told by the latter, which has ended as well.
    /// </summary>
    public Task<string?> ReadLogAsync(LogRequest request, CancellationToken cancellationToken)
    {
        var pod = ObjectKey.Core("Pod", request.Namespace, request.Pod);
        var restarts = Now.Find<ObservedPod>(pod)?.Container(request.Container)?.Restarts ?? 0;
        var isOfBefore = request.Previous ? restarts <= Restarts(pod, request.Container) : restarts < Restarts(pod, request.Container);
        return Task.FromResult(Log(isOfBefore) ?? Log(!isOfBefore));

        string? Log(bool previous) =>
            _logs.GetValueOrDefault((request.Pod, request.Container, previous)) is { } log && !log.StartsWith("unable to retrieve container logs", StringComparison.Ordinal) ? log : null;
    }

    private int Restarts(ObjectKey pod, string container) =>
        (_atEnd ??= Observations.OfType<Watched>().Where(w => w.Object.Text("kind") == "Pod").Aggregate(ClusterState.Empty, (s, w) => s.With(w)))
            .Find<ObservedPod>(pod)?.Container(container)?.Restarts ?? 0;

    public Task<LookedUp> LookUpAsync(ObjectKey key, CancellationToken cancellationToken)
    {
        var applied = Now.Targets.GetValueOrDefault(key);
        var keys = applied?.Manifest is { } m
            ? m["data"].Entries.Concat(m["stringData"].Entries).Concat(m["binaryData"].Entries).Select(e => e.Key).ToArray()
            : null;
        return Task.FromResult(new LookedUp(Clock, key, Now.Find(key) is not null || applied is not null, keys));
    }

    private void Read(JsonElement line, List<Observation> observations)
    {
        var at = Zero + TimeSpan.FromMilliseconds(line.Long("t"));
        if (line.TryGetProperty("nodes", out var nodes))
        {
            observations.Add(new Listed(at, "", "Node", nodes.EnumerateArray().ToArray()));
        }
        else if (line.Text("watch") is not null)
        {
            observations.Add(new Watched(at, Enum.Parse<WatchEventType>(line.TextOrEmpty("type"), ignoreCase: true), line.Get("object")));
        }
        else if (line.Text("apply") is { } yaml)
        {
            // a recording of a later apply holds what was applied then
            observations.AddRange(RecordedApply.Read(at, Manifests.Parse(yaml, "manifests.yaml").ToArray(), _namespace, line.TextOrEmpty("stdout"), line.TextOrEmpty("stderr")));
        }
        else if (line.Get("log") is { ValueKind: JsonValueKind.Object } log && line.Int("status") == 200)
        {
            _logs[(log.TextOrEmpty("pod"), log.TextOrEmpty("container"), log.Flag("previous") == true)] = line.TextOrEmpty("body");
        }
    }

    private static IEnumerable<JsonElement> Lines(string folder)
    {
        using var reader = new StreamReader(new GZipStream(File.OpenRead(Path.Combine(folder, "timeline.jsonl.gz")), CompressionMode.Decompress));
        while (reader.ReadLine() is { } line)
        {
            using var json = JsonDocument.Parse(line);
            yield return json.RootElement.Clone();
        }
    }
}
