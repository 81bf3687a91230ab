using System.Text.Json;
using System.Text.Json.Nodes;
using KubeAssert.Cluster.Observation;
using KubeAssert.Conformance.Replay;

namespace KubeAssert.Cluster.Tests.Diagnosis;

public sealed class ScenarioTests
{
    private static readonly string Folder = Path.Combine(AppContext.BaseDirectory, "Scenarios");

    public static TheoryData<string> Names => new(Directory.GetDirectories(Folder).Select(d => Path.GetFileName(d)!).Order(StringComparer.Ordinal));

    [Theory]
    [MemberData(nameof(Names))]
    public async Task A_recording_is_diagnosed_as_an_operator_would(string name)
    {
        var result = await Replayer.RunAsync(Scenario.Load(Path.Combine(Folder, name)));

        result.Wrong.Should().BeNull();
        (result.Lag ?? TimeSpan.Zero).Should().BeLessThan(TimeSpan.FromSeconds(20), "no verdict may come later after the evidence that decides it");
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task Watches_that_lag_behind_each_other_change_no_verdict(int seed)
    {
        var wrong = new List<string>();
        foreach (var name in Directory.GetDirectories(Folder).Select(d => Path.GetFileName(d)!).Order(StringComparer.Ordinal))
        {
            var result = await Replayer.RunAsync(Scenario.LoadLagging(Path.Combine(Folder, name), seed, TimeSpan.FromSeconds(3)));
            if (result.Wrong is { } why)
                wrong.Add($"{name}: {why}");
        }

        wrong.Should().BeEmpty();
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public void Objects_of_any_shape_are_read_without_an_exception(int seed)
    {
        var random = new Random(seed);
        foreach (var scenario in Scenario.LoadAll(Folder))
        {
            var state = ClusterState.Empty;
            foreach (var observation in scenario.Observations)
            {
                state = state.With(observation is Watched watched ? watched with { Object = Damage(watched.Object, random) } : observation);
                if (random.Next(10) == 0)
                    _ = new Diagnosing.Judgement.Diagnostician(WaitPolicy.Default).Diagnose(state, observation.At + TimeSpan.FromSeconds(random.Next(120))).ToString();
            }

            var last = new Diagnosing.Judgement.Diagnostician(WaitPolicy.Default).Diagnose(state, scenario.End);
            _ = last.ToString() + last.TimeLine;
        }
    }

    private static JsonElement Damage(JsonElement json, Random random)
    {
        var node = JsonNode.Parse(json.GetRawText())!;
        for (var at = node; at is JsonObject or JsonArray;)
        {
            var children = at is JsonObject map ? map.Select(e => ((Action<JsonNode?>)(n => map[e.Key] = n), e.Value)).ToList()
                : ((JsonArray)at).Select((v, i) => ((Action<JsonNode?>)(n => ((JsonArray)at)[i] = n), v)).ToList();
            if (children.Count == 0)
                break;
            var (set, child) = children[random.Next(children.Count)];
            if (child is JsonObject or JsonArray && random.Next(4) > 0)
            {
                at = child;
                continue;
            }

            set(random.Next(5) switch { 0 => null, 1 => JsonValue.Create(7), 2 => JsonValue.Create("x"), 3 => new JsonArray(1, "a", null, new JsonObject()), _ => new JsonObject { ["name"] = 3 } });
            break;
        }

        return JsonSerializer.SerializeToElement(node);
    }

    [Fact]
    public async Task Half_of_the_verdicts_come_within_8_seconds_of_the_apply()
    {
        var times = new List<TimeSpan>();
        foreach (var scenario in Scenario.LoadAll(Folder))
        {
            if ((await Replayer.RunAsync(scenario)).VerdictAfter is { } after)
                times.Add(after);
        }

        times.Sort();
        times[times.Count / 2].Should().BeLessThan(TimeSpan.FromSeconds(8));
    }
}
