using System.Collections.Concurrent;
using System.Diagnostics;
using FluentAssertions.Extensions;

namespace KubeAssert.Cluster.Tests.K3s;

public sealed class K3sLifeTests : IAsyncLifetime
{
    private readonly ConcurrentQueue<string> _output = [];

    private K3sOptions Options => new() { Image = NodeImage.Name, StartTimeLimit = 90.Seconds(), Output = _output.Enqueue };

    public async Task InitializeAsync()
    {
        if (!DockerFactAttribute.IsSkipped)
            await NodeImage.MadeAsync();
    }

    public Task DisposeAsync() => Task.CompletedTask;

    [DockerFact]
    public async Task A_node_starts_becomes_ready_takes_a_deployment_and_is_removed()
    {
        var k3s = await K3sCluster.StartAsync(Options with { RegistriesYaml = "mirrors: {}", ExtraArguments = ["--kubelet-arg=v=2"] });
        await using (var shop = await k3s.Cluster.DeployAsync(Manifests.Parse("apiVersion: v1\nkind: Pod\nmetadata: {name: once}\nspec: {containers: [{name: main, image: 'a:1'}]}\n")))
            await shop.Should().BecomeReadyAsync(30.Seconds());

        k3s.Kubeconfig.Should().MatchRegex("server: https://127.0.0.1:[0-9]+").And.NotContain(":6443");
        var log = await NodeImage.RunAsync("docker", "logs", k3s.ContainerId);
        log.Should().Contain("started with: server --disable=traefik,servicelb,metrics-server --tls-san=127.0.0.1 --kubelet-arg=v=2");
        log.Should().Contain("registries are configured");
        _output.Should().ContainMatch("K3s is ready after * s");

        await k3s.DisposeAsync();
        (await ContainersAsync()).Should().NotContain(k3s.ContainerId);
    }

    [DockerFact]
    public async Task Two_nodes_run_side_by_side()
    {
        var both = await Task.WhenAll(K3sCluster.StartAsync(Options), K3sCluster.StartAsync(Options));

        both[0].Cluster.Server.Port.Should().NotBe(both[1].Cluster.Server.Port);
        await Task.WhenAll(both.Select(async k => (await k.Cluster.GetVersionAsync()).Should().StartWith("v1.")));
        foreach (var k3s in both)
            await k3s.DisposeAsync();
    }

    [DockerFact]
    public async Task An_image_of_the_local_engine_is_loaded_for_the_node_s_platform()
    {
        await using var k3s = await K3sCluster.StartAsync(Options with { Images = [NodeImage.DyingName] });

        var imported = await NodeImage.RunAsync("docker", "exec", k3s.ContainerId, "cat", "/imported");
        imported.Should().MatchRegex("^--namespace k8s.io images import --platform linux/amd64 /tmp/[0-9a-f]{32}.tar\n$");
        var missing = () => k3s.LoadImageAsync("no-such-image:1");
        await missing.Should().ThrowAsync<K3sException>().WithMessage("The image 'no-such-image:1' could not be taken from docker: *. Build it first, and name it with its tag.");
    }

    [DockerFact]
    public async Task A_node_that_dies_is_reported_with_the_end_of_its_log()
    {
        var act = () => K3sCluster.StartAsync(Options with { Image = NodeImage.DyingName });

        await act.Should().ThrowAsync<K3sException>().WithMessage("The K3s container * ended with code 3. Its log ends:\n  starting\n  level=fatal msg=\"no space left on device\"");
    }

    [DockerFact]
    public async Task A_node_whose_test_process_was_killed_is_removed_by_the_next_run()
    {
        using var sleeper = Process.Start(new ProcessStartInfo("sleep", ["600"]))!;
        var owner = $"{sleeper.Id}.{sleeper.StartTime.ToUniversalTime().Ticks / TimeSpan.TicksPerSecond}";
        var orphan = (await NodeImage.RunAsync("docker", "run", "--detach", "--label", $"kubeassert.dev/host={Environment.MachineName}", "--label", $"kubeassert.dev/process={owner}", NodeImage.Name)).Trim();

        await (await K3sCluster.StartAsync(Options)).DisposeAsync();
        (await ContainersAsync()).Should().Contain(orphan, "its process lives");

        sleeper.Kill();
        await sleeper.WaitForExitAsync();
        await (await K3sCluster.StartAsync(Options)).DisposeAsync();
        (await ContainersAsync()).Should().NotContain(orphan);
        _output.Should().Contain($"removed the K3s container {orphan[..12]}, whose test run was killed");
    }

    [DockerFact]
    public async Task A_node_to_use_again_outlives_its_run_and_serves_the_next()
    {
        var name = Guid.NewGuid().ToString("n");
        var first = await K3sCluster.StartAsync(Options with { Reuse = name });
        await first.DisposeAsync();
        var second = await K3sCluster.StartAsync(Options with { Reuse = name });
        await second.DisposeAsync();

        second.ContainerId.Should().Be(first.ContainerId);
        await NodeImage.RunAsync("docker", "rm", "--force", first.ContainerId);
    }

    private static async Task<string[]> ContainersAsync() =>
        (await NodeImage.RunAsync("docker", "ps", "--all", "--quiet", "--no-trunc")).Split('\n', StringSplitOptions.RemoveEmptyEntries);
}
