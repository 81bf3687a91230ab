using System.Collections.Concurrent;
using System.Diagnostics;
using DotNet.Testcontainers.Builders;
using FluentAssertions.Extensions;
using KubeAssert.Cluster.Deploying;
using Testcontainers.K3s;

namespace KubeAssert.Cluster.Tests.K3s;

[Collection(nameof(Engines))]
public sealed class K3sLifeTests
{
    private readonly ConcurrentQueue<string> _output = [];

    [EngineTheory, Engines]
    public async Task A_node_starts_becomes_ready_takes_a_deployment_and_is_removed(string engine)
    {
        var options = await OptionsAsync(engine);
        var k3s = await K3sCluster.StartAsync(options with { RegistriesYaml = "mirrors: {}", ExtraArguments = ["--kubelet-arg=v=2"] });
        await using (var shop = await k3s.Cluster.DeployAsync(Manifests.Parse("apiVersion: v1\nkind: Pod\nmetadata: {name: once}\nspec: {containers: [{name: main, image: 'a:1'}]}\n")))
            await shop.Should().BecomeReadyAsync(30.Seconds());

        k3s.Kubeconfig.Should().MatchRegex("server: https://127.0.0.1:[0-9]+").And.NotContain(":6443");
        var log = await NodeImage.RunAsync(engine, "logs", k3s.ContainerId);
        log.Should().MatchRegex("started with: server --disable=traefik,servicelb,metrics-server (--kubelet-arg=fail-cgroupv1=false )?--kubelet-arg=v=2\n");
        log.Should().Contain("registries are configured");
        _output.Should().ContainMatch("K3s is ready after * s");
        var volumes = await VolumesAsync(engine, k3s.ContainerId);
        volumes.Should().HaveCount(2);

        await k3s.DisposeAsync();
        (await ContainersAsync(engine)).Should().NotContain(k3s.ContainerId);
        (await NodeImage.RunAsync(engine, "volume", "ls", "--quiet")).Should().NotContainAny(volumes);
    }

    [EngineTheory, Engines]
    public async Task Two_nodes_run_side_by_side(string engine)
    {
        var options = await OptionsAsync(engine);
        var both = await Task.WhenAll(K3sCluster.StartAsync(options), K3sCluster.StartAsync(options));

        both[0].Cluster.Server.Port.Should().NotBe(both[1].Cluster.Server.Port);
        await Task.WhenAll(both.Select(async k => (await k.Cluster.GetVersionAsync()).Should().StartWith("v1.")));
        foreach (var k3s in both)
            await k3s.DisposeAsync();
    }

    [EngineTheory, Engines]
    public async Task An_image_of_the_local_engine_is_loaded_for_the_node_s_platform_under_the_name_that_manifests_use(string engine)
    {
        await using var k3s = await K3sCluster.StartAsync(await OptionsAsync(engine) with { Images = [NodeImage.DyingName] });

        (await NodeImage.RunAsync(engine, "exec", k3s.ContainerId, "ctr", "--namespace", "k8s.io", "images", "list")).Should().MatchRegex($"docker.io/library/{NodeImage.DyingName} .* linux/amd64 ");
        _output.Should().Contain($"loaded docker.io/library/{NodeImage.DyingName} into the node");

        var missing = () => k3s.LoadImageAsync("no-such-image:1");
        await missing.Should().ThrowAsync<K3sException>().WithMessage($"The image 'no-such-image:1' could not be taken from the container engine: *. Build it first, and name it with its tag.");
        var byDigest = () => k3s.LoadImageAsync("shop@sha256:edad48e12bf81c3a09ac1c05c0c0ffaaa22145980b989d6fae84543a76b83657");
        await byDigest.Should().ThrowAsync<K3sException>().WithMessage("The image 'shop@sha256:*' is named by its digest, which an image archive does not keep. Load it by a tag *");
    }

    [EngineTheory, Engines]
    public async Task Archives_of_the_NET_SDK_are_loaded_and_a_warning_says_what_becomes_of_latest(string engine)
    {
        using var archives = new SampleArchives();
        await using var k3s = await K3sCluster.StartAsync(await OptionsAsync(engine) with
        {
            ImageArchives = [archives.OfOnePlatform("one:dev"), archives.OfSeveralPlatforms("several:dev"), SampleArchives.Compressed(archives.OfDockersImageStore("store:latest"))],
        });

        (await NodeImage.RunAsync(engine, "exec", k3s.ContainerId, "ctr", "--namespace", "k8s.io", "images", "list", "--quiet")).Split('\n').Should()
            .Contain(["docker.io/library/one:dev", "docker.io/library/several:dev", "docker.io/library/store:latest"]);
        _output.Should().Contain("loaded docker.io/library/store:latest into the node; its tag is latest, which Kubernetes pulls all the same unless the container's imagePullPolicy is IfNotPresent or Never");
    }

    [EngineTheory, Engines]
    public async Task A_container_that_somebody_else_built_is_connected_to_and_takes_images(string engine)
    {
        await NodeImage.MadeAsync(engine);
        await using var container = new K3sBuilder(NodeImage.Name).WithWaitStrategy(Wait.ForUnixContainer()).WithCleanUp(false).Build();
        await container.StartAsync();
        using var cluster = await container.ConnectAsync();
        (await cluster.GetVersionAsync()).Should().StartWith("v1.");

        await container.LoadImageAsync(NodeImage.DyingName);
        (await NodeImage.RunAsync(engine, "exec", container.Id, "ctr", "--namespace", "k8s.io", "images", "list", "--quiet")).Should().Contain($"docker.io/library/{NodeImage.DyingName}");
        await NodeImage.RunAsync(engine, "rm", "--force", "--volumes", container.Id);
    }

    [EngineTheory, Engines]
    public async Task A_node_that_dies_is_reported_with_the_end_of_its_log(string engine)
    {
        var options = await OptionsAsync(engine);
        var act = () => K3sCluster.StartAsync(options with { Image = NodeImage.DyingName });

        await act.Should().ThrowAsync<K3sException>().WithMessage("The K3s container * ended with code 3. Its log ends:\n  starting\n  level=fatal msg=\"no space left on device\"");
    }

    [EngineTheory, Engines]
    public async Task A_node_that_never_becomes_ready_is_reported_with_what_it_waited_for(string engine)
    {
        var options = await OptionsAsync(engine);
        var act = () => K3sCluster.StartAsync(options with { Image = NodeImage.SilentName, StartTimeLimit = 10.Seconds() });

        await act.Should().ThrowAsync<K3sException>().WithMessage(
            "K3s was not ready within 10 s: it still waited for the kubeconfig (cat: can't open '/etc/rancher/k3s/k3s.yaml': No such file or directory). Its log ends:\n  silent");
        _output.Should().ContainMatch("waiting for the kubeconfig (cat: can't open '/etc/rancher/k3s/k3s.yaml': No such file or directory), ? s so far");
    }

    [EngineTheory, Engines]
    public async Task An_image_that_is_not_to_be_had_is_named_with_what_the_engine_said(string engine)
    {
        await NodeImage.MadeAsync(engine);
        var act = () => K3sCluster.StartAsync(new K3sOptions { Image = "127.0.0.1:1/k3s:v1.36.4-k3s1" });

        await act.Should().ThrowAsync<K3sException>().WithMessage($"The image 127.0.0.1:1/k3s:v1.36.4-k3s1 is not here and could not be pulled: *127.0.0.1:1*");
    }

    [EngineTheory, Engines]
    public async Task A_node_whose_process_is_gone_is_removed_and_those_of_living_processes_and_other_hosts_are_not(string engine)
    {
        var options = await OptionsAsync(engine);
        using var sleeper = Process.Start(new ProcessStartInfo("sleep", ["600"]))!;
        var living = $"{sleeper.Id}.{(await File.ReadAllTextAsync($"/proc/{sleeper.Id}/stat")).Split(' ')[21]}";
        var orphan = await LabelledAsync(engine, OwnerProcess.Host, living);
        var reborn = await LabelledAsync(engine, OwnerProcess.Host, $"{sleeper.Id}.1");
        var elsewhere = await LabelledAsync(engine, "another-host", "1.1");

        await (await K3sCluster.StartAsync(options)).DisposeAsync();
        (await ContainersAsync(engine)).Should().Contain([orphan, elsewhere]).And.NotContain(reborn, "its process id belongs to another process now");

        sleeper.Kill();
        await sleeper.WaitForExitAsync();
        await (await K3sCluster.StartAsync(options)).DisposeAsync();
        (await ContainersAsync(engine)).Should().NotContain(orphan).And.Contain(elsewhere);
        _output.Should().Contain($"removed the K3s container {orphan[..12]}, whose test run was killed");
        await NodeImage.RunAsync(engine, "rm", "--force", "--volumes", elsewhere);
    }

    [EngineTheory, Engines]
    public async Task A_node_to_use_again_outlives_its_run_serves_the_next_and_is_replaced_when_options_differ(string engine)
    {
        var options = await OptionsAsync(engine) with { Reuse = Guid.NewGuid().ToString("n") };
        var both = await Task.WhenAll(K3sCluster.StartAsync(options), K3sCluster.StartAsync(options));
        both[1].ContainerId.Should().Be(both[0].ContainerId, "runs that begin together share it");
        foreach (var first in both)
            await first.DisposeAsync();

        var second = await K3sCluster.StartAsync(options);
        await second.DisposeAsync();
        second.ContainerId.Should().Be(both[0].ContainerId);

        var third = await K3sCluster.StartAsync(options with { ExtraArguments = ["--debug"] });
        await third.DisposeAsync();
        (await ContainersAsync(engine)).Should().Contain(third.ContainerId).And.NotContain(second.ContainerId);
        await NodeImage.RunAsync(engine, "rm", "--force", "--volumes", third.ContainerId);
    }

    internal static async Task<string[]> ContainersAsync(string engine) =>
        (await NodeImage.RunAsync(engine, "ps", "--all", "--quiet", "--no-trunc")).Split('\n', StringSplitOptions.RemoveEmptyEntries);

    internal static async Task<string[]> VolumesAsync(string engine, string id) =>
        (await NodeImage.RunAsync(engine, "container", "inspect", "--format", "{{range .Mounts}}{{if eq .Type \"volume\"}}{{.Name}} {{end}}{{end}}", id)).Split(' ', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    private static async Task<string> LabelledAsync(string engine, string host, string process) =>
        (await NodeImage.RunAsync(engine, "create", "--label", $"kubeassert.dev/host={host}", "--label", $"kubeassert.dev/process={process}", NodeImage.Name)).Trim();

    private async Task<K3sOptions> OptionsAsync(string engine)
    {
        await NodeImage.MadeAsync(engine);
        return new() { Image = NodeImage.Name, StartTimeLimit = 60.Seconds(), Output = _output.Enqueue };
    }
}
