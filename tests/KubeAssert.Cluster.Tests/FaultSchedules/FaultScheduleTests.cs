using System.Collections.Concurrent;
using KubeAssert.TestApiServer;
using Xunit.Abstractions;

namespace KubeAssert.Cluster.Tests.FaultSchedules;

public sealed class FaultScheduleTests(ITestOutputHelper output)
{
    private const int Schedules = 500;
    private const int AtOnce = 24;
    private const double Faster = 20;
    private static readonly TimeSpan Span = TimeSpan.FromSeconds(25);
    private static readonly TimeSpan Patient = TimeSpan.FromMinutes(4);
    private static readonly string[] Healthy = ["healthy", "job-completes", "restarts-once-then-recovers"];

    [Fact]
    public async Task No_fault_of_network_or_server_fails_a_healthy_deployment_or_leaves_it_behind()
    {
        var scenarios = Healthy.Select(name => Scenario.Load(Path.Combine(AppContext.BaseDirectory, "Scenarios", name))).ToArray();
        var failures = new ConcurrentBag<string>();
        var slowest = TimeSpan.Zero;
        await Parallel.ForEachAsync(Enumerable.Range(0, Schedules), new ParallelOptions { MaxDegreeOfParallelism = AtOnce }, async (seed, _) =>
        {
            var time = new ScaledTime(Faster);
            var begin = time.GetUtcNow();
            var faults = new Faults(seed, Span);
            if (await RunAsync(seed, time, faults, scenarios[seed % scenarios.Length]) is { } failure)
                failures.Add($"seed {seed} ({string.Join(", ", faults.Schedule)}): {failure}");
            var took = time.GetUtcNow() - begin;
            slowest = took > slowest ? took : slowest;
        });

        output.WriteLine($"{Schedules} schedules, slowest {slowest.TotalSeconds:0} s of scaled time");
        failures.Should().BeEmpty();
    }

    private static async Task<string?> RunAsync(int seed, ScaledTime time, Faults faults, Scenario scenario)
    {
        await using var server = new TestServer { Time = time, Faults = faults, Scenario = scenario };
        await server.StartAsync();
        using var cluster = KubeCluster.Connect(server.Kubeconfig(), new KubeClusterOptions { Time = time, Random = new Random(seed), RetryFor = TimeSpan.FromMinutes(2) });
        DeployedManifests? deployed = null;
        try
        {
            deployed = await cluster.DeployAsync(Manifests.Parse(scenario.Manifests));
            var diagnosis = await deployed.WaitAsync(Patient);
            if (diagnosis.Outcome != Outcome.Ready)
                return diagnosis + deployed.Troubles();
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            return e.ToString();
        }
        finally
        {
            if (deployed is not null)
                await deployed.DisposeAsync();
        }

        var left = server.Store.List(server.Store.Resource("Namespace"), null).Items.Count;
        return deployed.LeftBehind.Count > 0 || left > 0 ? $"{left} namespaces left: {string.Join("; ", deployed.LeftBehind)}" : null;
    }
}
