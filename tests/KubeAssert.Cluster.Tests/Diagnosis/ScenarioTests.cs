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
