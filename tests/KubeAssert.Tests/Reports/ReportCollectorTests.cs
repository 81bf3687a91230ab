using System.Diagnostics;
using System.Text.Json.Nodes;
using KubeAssert.Reports;

namespace KubeAssert.Tests.Reports;

public sealed class ReportCollectorTests : IDisposable
{
    private readonly Repo _repo = new();

    private readonly List<ReportCollector> _collectors = [];

    private string Folder => Path.Combine(_repo.Root, "artifacts");

    public void Dispose()
    {
        _collectors.ForEach(collector => collector.Dispose());
        _repo.Dispose();
    }

    [Fact]
    public void Findings_of_parallel_tests_in_several_processes_come_together_in_one_report()
    {
        var collectors = Enumerable.Range(1, 4).Select(process => Collector("tests", process)).ToList();

        Parallel.For(0, 200, i => collectors[i % 4].Add([Finding($"rule-{i}")]));
        collectors.ForEach(c => c.Flush());

        Reported().Should().HaveCount(200).And.OnlyHaveUniqueItems();
        File.ReadAllText(Path.Combine(Folder, "kubeassert.html")).Should().Contain("rule-199");
    }

    [Fact]
    public void The_same_finding_of_two_tests_is_one()
    {
        using var collector = Collector("tests", 1);
        collector.Add([Finding("a")]);
        collector.Add([Finding("a"), Finding("b")]);
        Collector("other tests", 2).Add([Finding("a")]);
        collector.Flush();

        Reported().Should().Equal("a", "b");
    }

    [Fact]
    public void A_run_replaces_what_the_same_tests_reported_before_and_keeps_the_others()
    {
        Collector("tests", 1).Add([Finding("mended")]);
        Collector("other tests", 2).Add([Finding("of others")]);

        using var next = Collector("tests", 3, alive: _ => false);

        Reported().Should().Equal("of others");
        next.Add([Finding("new")]);
        next.Flush();
        Reported().Should().Equal("new", "of others");
    }

    [Fact]
    public void A_failed_assertion_without_a_place_is_reported_too()
    {
        using var collector = Collector("tests", 1);
        collector.Add("Expected services to have count 3, but it has 2.");
        collector.Flush();

        JsonNode.Parse(File.ReadAllText(Path.Combine(Folder, "kubeassert.sarif")))!["runs"]![0]!["results"]![0]!["message"]!["text"]!.GetValue<string>()
            .Should().Be("Expected services to have count 3, but it has 2.");
        SarifSchema.Violations(File.ReadAllText(Path.Combine(Folder, "kubeassert.sarif"))).Should().BeEmpty();
    }

    [Fact]
    public void Lines_of_source_survive_the_way_through_the_file()
    {
        using var collector = Collector("tests", 1);
        collector.Add(Repo.TwoReplicas.Evaluate(_repo.Load()));
        collector.Flush();

        File.ReadAllText(Path.Combine(Folder, "kubeassert.html")).Should().Contain("replicas: <mark>1</mark>");
    }

    [Fact]
    public void A_folder_that_cannot_be_written_fails_no_test()
    {
        File.WriteAllText(Folder, "a file where the folder should be");

        var add = () => Collector("tests", 1).Add([Finding("a")]);

        add.Should().NotThrow();
    }

    [Fact]
    public async Task Test_processes_with_the_variable_report_what_fails()
    {
        var tests = Path.Combine(AppContext.BaseDirectory.Replace("KubeAssert.Tests", "KubeAssert.OnXunitV3", StringComparison.Ordinal), "KubeAssert.OnXunitV3.dll");
        var runs = Enumerable.Range(0, 2).Select(_ => Process.Start(new ProcessStartInfo("dotnet", [tests, "-noColor", "-method", "KubeAssert.OnXunitV3.FailingTest.A_container_is_missing"])
        {
            RedirectStandardOutput = true,
            Environment = { [ReportCollector.Variable] = Folder },
        })!).ToList();
        foreach (var run in runs)
        {
            await run.StandardOutput.ReadToEndAsync();
            await run.WaitForExitAsync();
            run.Dispose();
        }

        var html = await File.ReadAllTextAsync(Path.Combine(Folder, "kubeassert.html"));
        html.Should().Contain("add a container named api").And.Contain("<b>1</b> error</li>");
    }

    private IEnumerable<string> Reported() =>
        JsonNode.Parse(File.ReadAllText(Path.Combine(Folder, "kubeassert.sarif")))!["runs"]![0]!["results"]!.AsArray().Select(r => r!["ruleId"]!.GetValue<string>());

    private ReportCollector Collector(string binaries, int process, Func<int, bool>? alive = null)
    {
        var collector = new ReportCollector(Folder, binaries, process, alive ?? (_ => true));
        _collectors.Add(collector);
        return collector;
    }

    private static Finding Finding(string rule) => new() { RuleId = rule, Location = new Location("deploy/web.yaml", 1, 1), Message = "is wrong" };
}
