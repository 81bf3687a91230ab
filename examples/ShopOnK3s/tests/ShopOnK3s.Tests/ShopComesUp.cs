using KubeAssert;
using KubeAssert.Cluster;
using Xunit.Abstractions;

namespace ShopOnK3s.Tests;

/// <summary>What is shipped comes up on a real cluster. Each test has a namespace of its own, so they don't disturb each other.</summary>
public sealed class ShopComesUp(K3sFixture k3s, ITestOutputHelper output) : IClassFixture<K3sFixture>
{
    private static readonly ManifestSet Shop = Manifests.Load("deploy/");

    private DeploymentOptions Options => new() { Output = output.WriteLine, KeepOnFailure = false };

    [ClusterFact]
    public async Task Comes_up_and_answers()
    {
        await using var shop = await k3s.Cluster.DeployAsync(Shop, Options);

        await shop.Should().BecomeReadyAsync(within: 3.Minutes());
        await shop.Service("web").Should().RespondAsync("/health", status: 204);
        shop.Should().HaveNoRestarts();
    }

    [ClusterFact]
    public async Task Answers_on_this_machine_too()
    {
        await using var shop = await k3s.Cluster.DeployAsync(Shop, Options);
        await shop.Should().BecomeReadyAsync(within: 3.Minutes());

        using var http = new HttpClient();
        (await http.GetStringAsync(await shop.ServiceUrlAsync("web"))).Should().Be("welcome\n");
    }

    [ClusterFact]
    public async Task Scales_without_a_restart()
    {
        await using var shop = await k3s.Cluster.DeployAsync(Shop, Options);
        await shop.Should().BecomeReadyAsync(within: 3.Minutes());

        await shop.ScaleAsync("web", 3);
        await shop.Deployment("web").Should().BeReadyWithin(1.Minutes());
        shop.Deployment("web").Should().HaveNoRestarts();
    }
}
