using System.Diagnostics;
using System.Globalization;
using FluentAssertions.Extensions;

namespace KubeAssert.Cluster.Tests.K3s;

/// <summary>Real runners of real test projects, killed and interrupted while their cluster runs.</summary>
[Collection(nameof(Engines))]
public sealed class KilledRunTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("killed-run-").FullName;

    [EngineTheory, Engines]
    public async Task A_test_process_that_is_killed_leaves_its_node_to_the_next_run(string engine)
    {
        await NodeImage.MadeAsync(engine);
        using var run = Start("vstest", Built("KubeAssert.OnXunitV2"), "--TestCaseFilter:FullyQualifiedName~Killed");
        var (process, container) = await NoteAsync(run);
        var volumes = await K3sLifeTests.VolumesAsync(engine, container);

        await NodeImage.RunAsync("kill", "-KILL", process.ToString(CultureInfo.InvariantCulture));
        await run.WaitForExitAsync();
        (await K3sLifeTests.ContainersAsync(engine)).Should().Contain(container, "nobody was left to remove it");

        var output = new List<string>();
        await (await K3sCluster.StartAsync(new K3sOptions { Image = NodeImage.Name, Output = output.Add })).DisposeAsync();
        output.Should().Contain($"removed the K3s container {container[..12]}, whose test run was killed");
        (await K3sLifeTests.ContainersAsync(engine)).Should().NotContain(container);
        volumes.Should().HaveCount(2);
        (await NodeImage.RunAsync(engine, "volume", "ls", "--quiet")).Should().NotContainAny(volumes);
    }

    [EngineTheory, Engines]
    public async Task Ctrl_C_removes_the_node_of_xunit_2_under_dotnet(string engine)
    {
        await NodeImage.MadeAsync(engine);
        using var run = Start("vstest", Built("KubeAssert.OnXunitV2"), "--TestCaseFilter:FullyQualifiedName~Killed");
        await InterruptedAsync(engine, run);
    }

    [EngineTheory, Engines]
    public async Task Ctrl_C_removes_the_node_of_xunit_v3(string engine)
    {
        await NodeImage.MadeAsync(engine);
        using var run = Start(Built("KubeAssert.OnXunitV3"), "-class", "KubeAssert.OnCluster.Killed");
        await InterruptedAsync(engine, run);
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private async Task InterruptedAsync(string engine, Process run)
    {
        var (_, container) = await NoteAsync(run);

        // a terminal sends the signal to all that runs in its foreground
        await NodeImage.RunAsync("kill", "-INT", "--", $"-{run.Id}");
        using var limit = new CancellationTokenSource(60.Seconds());
        await run.WaitForExitAsync(limit.Token);

        // a runner may not wait for the process that runs the tests
        while ((await K3sLifeTests.ContainersAsync(engine)).Contains(container))
            await Task.Delay(100, limit.Token);
    }

    /// <summary>A runner in a process group of its own, as a shell starts it.</summary>
    private Process Start(params string[] arguments)
    {
        var start = new ProcessStartInfo("setsid", ["dotnet", .. arguments]) { RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment["NODE_IMAGE"] = NodeImage.Name;
        start.Environment["NODE_NOTE"] = Path.Combine(_folder, "note");
        var run = Process.Start(start)!;
        run.OutputDataReceived += (_, _) => { };
        run.ErrorDataReceived += (_, _) => { };
        run.BeginOutputReadLine();
        run.BeginErrorReadLine();
        return run;
    }

    /// <summary>The process that runs the test and the container of its node, once both are there.</summary>
    private async Task<(int Process, string Container)> NoteAsync(Process run)
    {
        var note = Path.Combine(_folder, "note");
        for (var waited = Stopwatch.StartNew(); !File.Exists(note); await Task.Delay(100))
        {
            run.HasExited.Should().BeFalse("the test is to run until it is killed");
            waited.Elapsed.Should().BeLessThan(90.Seconds());
        }

        var words = (await File.ReadAllTextAsync(note)).Split(' ');
        return (int.Parse(words[0], CultureInfo.InvariantCulture), words[1]);
    }

    private static string Built(string project) =>
        Path.Combine(AppContext.BaseDirectory.Replace("KubeAssert.Cluster.Tests", project, StringComparison.Ordinal), project + ".dll");
}
