using KubeAssert.Tests.Support;

namespace KubeAssert.Tests.Documentation;

using Policies = KubeAssert.Policies;
using Schemas = KubeAssert.Schemas;

/// <summary>What the pages about moving from other tools show, run.</summary>
public sealed class MigrationTests
{
    private static readonly ManifestSet Shop = Manifests.Load(Path.Combine(Repository.Root, "examples", "Shop", "deploy"))
        .Expecting("Secret/shop-tls", "StorageClass/shared", "IngressClass/nginx");

    [Fact]
    public void From_kubetest()
    {
        Shop.Workloads().Should().AllSatisfy(workload => workload.Should().HaveLabel("app.kubernetes.io/part-of", because: "it says which team owns it"));
        Shop.Deployments().Should().OnlyContain(deployment => deployment.PodTemplate.Labels.ContainsKey("app.kubernetes.io/name"), "Deployments whose pods have a name");
    }

    [Fact]
    public void From_conftest()
    {
        var nonRoot = Rule
            .For<Container>("containers-run-as-non-root", "Containers do not run as root")
            .Because("a break-out would be root on the node")
            .Fix("set runAsNonRoot: true")
            .Must(
                container => container["securityContext"]["runAsNonRoot"].AsBoolean() ?? container.PodTemplate.Spec["securityContext"]["runAsNonRoot"].AsBoolean() ?? false,
                container => $"{container.Name} may run as root");

        Shop.Should().Satisfy(nonRoot);
    }

    [Fact]
    public void From_kubeval() =>
        Shop.Should().BeValid(KubernetesVersion.V1_34);

    [Fact]
    public void From_kubeconform()
    {
        var schemas = Schemas.BuiltIn.Expecting("cert-manager.io").Expecting("monitoring.coreos.com", "PodMonitor").AllowStaleExpectations();

        Shop.Should().BeValid(KubernetesVersion.V1_34, schemas);
    }

    [Fact]
    public void From_kube_linter()
    {
        var checks = Policy.Of("our checks", Rules.ImageIsPinned, Rules.MemoryLimitIsSet, Rules.RunAsNonRoot, Rules.NoPrivilegedContainers)
            .Except("run-as-non-root").For("Deployment/legacy-*").Because("to be replaced this year");

        Shop.Should().Satisfy(checks.AllowStaleExemptions());
    }

    [Fact]
    public void Packs_of_rules() =>
        Shop.Should().Satisfy(Policies.Essential);
}
