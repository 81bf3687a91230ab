using FluentAssertions.Extensions;
using k8s;
using k8s.Models;
using Testcontainers.K3s;

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

    public static async Task BesideTestcontainers()
    {
        await using var k3s = new K3sBuilder("docker.io/rancher/k3s:v1.36.4-k3s1").Build();
        await k3s.StartAsync();
        using var cluster = await k3s.ConnectAsync();                    // of KubeAssert.K3s; or KubeCluster.Connect(await k3s.GetKubeconfigAsync())
    }

    public static async Task OfYourOwn()
    {
        await using var container = new K3sBuilder("docker.io/rancher/k3s:v1.36.4-k3s1").Build();
        await container.StartAsync();
        using var cluster = await container.ConnectAsync();
        await container.LoadImageAsync("shop:dev");
    }

    public static async Task BesideKubernetesClient()
    {
        using var cluster = KubeCluster.ConnectDefault();
        await using var shop = await cluster.DeployAsync(Manifests.Load("deploy/"));
        V1Secret secret = await cluster.Client.CoreV1.ReadNamespacedSecretAsync("generated", shop.Namespace);
        secret.Data.Should().NotBeEmpty();
    }

    public static void ByAClient()
    {
        using var client = new Kubernetes(KubernetesClientConfiguration.BuildDefaultConfig());
        using var byClient = KubeCluster.Connect(client);
        using var byConfiguration = KubeCluster.Connect(KubernetesClientConfiguration.BuildDefaultConfig());
    }

    public static int? Replicas(ManifestSet shop)
    {
        var deployment = shop.Single(m => m.Kind == "Deployment").As<V1Deployment>();
        return deployment.Spec.Replicas;
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
