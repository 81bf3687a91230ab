using KubeAssert.Cluster.K3s;

namespace KubeAssert.Cluster.Tests.K3s;

public sealed class K3sFactsTests
{
    [Fact]
    public void The_kubeconfig_s_own_address_gives_way_to_the_published_one()
    {
        var written = "kind: Config\nclusters:\n- name: default\n  cluster:\n    server: https://127.0.0.1:6443\n";

        K3sFacts.KubeconfigFor(written, "127.0.0.1", 49153).Should().Contain("server: https://127.0.0.1:49153\n");
        K3sFacts.KubeconfigFor(written, "fd00::1", 6443).Should().Contain("server: https://[fd00::1]:6443\n");
    }

    [Fact]
    public void DNS_and_volumes_are_kept_and_what_manifests_need_is_not_disabled()
    {
        new K3sOptions().Disabled.Should().Equal("traefik", "servicelb", "metrics-server");
        K3sOptions.For(Manifests.Parse("apiVersion: networking.k8s.io/v1\nkind: Ingress\nmetadata: {name: i}\n")).Disabled.Should().Equal("metrics-server");
        K3sOptions.For(Manifests.Parse("apiVersion: v1\nkind: Service\nmetadata: {name: s}\nspec: {type: LoadBalancer}\n")).Disabled.Should().Equal("traefik", "metrics-server");
        K3sOptions.For(Manifests.Parse("apiVersion: autoscaling/v2\nkind: HorizontalPodAutoscaler\nmetadata: {name: h}\n")).Disabled.Should().Equal("traefik", "servicelb");
    }

    [Fact]
    public void Cgroups_of_version_2_are_shared_with_the_host()
    {
        K3sFacts.RunArguments(hasCgroups2: false).Should().Equal("--privileged", "--tmpfs", "/run", "--tmpfs", "/var/run");
        K3sFacts.RunArguments(hasCgroups2: true).Should().EndWith(["--cgroupns=host", "--volume", "/sys/fs/cgroup:/sys/fs/cgroup:rw"]);
    }

    [Fact]
    public async Task Without_an_engine_the_reason_is_said()
    {
        var (command, reason) = await ContainerCommand.FindAsync("no-such-engine", default);

        command.Should().BeNull();
        reason.Should().Be("there is no command 'no-such-engine'");
    }
}
