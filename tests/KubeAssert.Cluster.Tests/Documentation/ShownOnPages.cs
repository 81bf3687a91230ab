using FluentAssertions.Extensions;

namespace KubeAssert.Cluster.Tests.Documentation;

/// <summary>What docs/existing-clusters.md and docs/k3s.md show; compiled here, run against a cluster by who has one.</summary>
internal static class ShownOnPages
{
    public static async Task Existing(string kubeconfigYaml)
    {
        using var usual = KubeCluster.ConnectDefault();                  // KUBECONFIG, ~/.kube/config, or a pod's service account
        using var staging = KubeCluster.ConnectFile("staging.yaml", new KubeClusterOptions { Context = "tests" });
        using var cluster = KubeCluster.Connect(kubeconfigYaml);         // a text

        await using var shop = await cluster.DeployAsync(Manifests.Load("deploy/"));
        await shop.Should().BecomeReadyAsync(within: 2.Minutes());
    }

    public static async Task Reported(DeployedManifests shop, ManifestSet manifests, Policy policy)
    {
        var diagnosis = await shop.WaitAsync(within: 2.Minutes());
        diagnosis.ToReport().Titled("Shop on K3s").WriteTo("artifacts/", "k3s");
        Report.Of(manifests, policy).With(diagnosis).WriteTo("artifacts/");
    }

    public static async Task Later(ShopOnK3s k3s)
    {
        await k3s.K3s.LoadImageAsync("shop:dev");
    }
}

internal sealed class ShopOnK3s : K3sLifetime
{
    protected override K3sOptions Options => new()
    {
        Images = ["shop:dev"],              // from the local engine
        ImageArchives = ["shop.tar"],       // dotnet publish /t:PublishContainer -p:ContainerArchiveOutputPath=shop.tar
    };
}
