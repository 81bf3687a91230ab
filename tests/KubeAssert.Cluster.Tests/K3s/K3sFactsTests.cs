using System.Diagnostics;
using Docker.DotNet.Models;
using KubeAssert.Cluster.Deploying;
using KubeAssert.Cluster.K3s;

namespace KubeAssert.Cluster.Tests.K3s;

public sealed class K3sFactsTests
{
    [Fact]
    public void The_kubeconfig_s_own_address_gives_way_to_the_published_one()
    {
        var written = "kind: Config\nclusters:\n- name: default\n  cluster:\n    server: https://127.0.0.1:6443\n";

        K3sFacts.KubeconfigFor(written, "127.0.0.1", 49153).Should().Contain("server: https://127.0.0.1:49153\n");
        K3sFacts.KubeconfigFor(written, "fd00::1", 6443).Should().Contain("server: https://[fd00::1]:6443\n    tls-server-name: localhost\n");
    }

    [Fact]
    public void DNS_and_volumes_are_kept_and_what_manifests_need_is_not_disabled()
    {
        new K3sOptions().Disabled.Should().Equal("traefik", "servicelb", "metrics-server");
        K3sOptions.For(Manifests.Parse("apiVersion: networking.k8s.io/v1\nkind: Ingress\nmetadata: {name: i}\n")).Disabled.Should().Equal("metrics-server");
        K3sOptions.For(Manifests.Parse("apiVersion: traefik.io/v1alpha1\nkind: Middleware\nmetadata: {name: m}\n")).Disabled.Should().Equal("metrics-server");
        K3sOptions.For(Manifests.Parse("apiVersion: v1\nkind: Service\nmetadata: {name: s}\nspec: {type: LoadBalancer}\n")).Disabled.Should().Equal("traefik", "metrics-server");
        K3sOptions.For(Manifests.Parse("apiVersion: autoscaling/v2\nkind: HorizontalPodAutoscaler\nmetadata: {name: h}\n")).Disabled.Should().Equal("traefik", "servicelb");
        K3sOptions.For(Manifests.Parse("apiVersion: v1\nkind: PersistentVolumeClaim\nmetadata: {name: p}\n")).Disabled.Should().Equal("traefik", "servicelb", "metrics-server");
    }

    [Fact]
    public void On_cgroups_of_version_2_the_node_shares_those_of_the_machine()
    {
        var created = Created(new K3sOptions(), Local(hasCgroups1: false));

        created.HostConfig!.CgroupnsMode.Should().Be("host");
        created.HostConfig.Mounts!.Select(m => m.Target).Should().Contain("/sys/fs/cgroup");
        Arguments(new K3sOptions(), hasCgroups1: false).Should().Be("server --disable=traefik,servicelb,metrics-server");
    }

    [Fact]
    public void On_cgroups_of_version_1_the_kubelet_is_told_to_run_all_the_same()
    {
        var created = Created(new K3sOptions(), Local(hasCgroups1: true));

        created.HostConfig!.CgroupnsMode.Should().BeEmpty();
        created.HostConfig.Mounts!.Select(m => m.Target).Should().NotContain("/sys/fs/cgroup");
        Arguments(new K3sOptions { ExtraArguments = ["--kubelet-arg=v=2"] }, hasCgroups1: true).Should().Be(
            "server --disable=traefik,servicelb,metrics-server --kubelet-arg=fail-cgroupv1=false --kubelet-arg=v=2");
    }

    [Theory]
    [InlineData("rancher/k3s:v1.30.14-k3s1", false)]
    [InlineData("registry.example.com:5000/k3s:v1.31.0-k3s1", true)]
    [InlineData("rancher/k3s@sha256:edad48e12bf81c3a09ac1c05c0c0ffaaa22145980b989d6fae84543a76b83657", true)]
    public void Only_kubelets_that_know_it_are_told_of_cgroups_of_version_1(string image, bool isTold) =>
        Arguments(new K3sOptions { Image = image }, hasCgroups1: true).Contains("fail-cgroupv1", StringComparison.Ordinal).Should().Be(isTold);

    [Theory]
    [InlineData(true, "127.0.0.1")]
    [InlineData(false, "")]
    public void Ports_of_an_engine_on_this_machine_are_published_for_this_machine_alone(bool isLocal, string address) =>
        Created(new K3sOptions(), Local(hasCgroups1: false) with { IsLocal = isLocal }).HostConfig!.PortBindings!["6443/tcp"].Should().OnlyContain(b => b.HostIP == address);

    [Fact]
    public void A_node_says_whose_it_is_and_ends_at_once()
    {
        var created = Created(new K3sOptions { Reuse = "dev" }, Local(hasCgroups1: false));

        created.Labels.Should().Contain(NodeOwnership.HostLabel, OwnerProcess.Host).And.Contain(NodeOwnership.ProcessLabel, OwnerProcess.Current())
            .And.Contain(NodeOwnership.ReuseLabel, "dev").And.ContainKey(NodeOwnership.OptionsLabel);
        created.StopTimeout.Should().Be(TimeSpan.Zero);
    }

    [Fact]
    public void A_node_to_use_again_is_told_by_its_options()
    {
        var options = new K3sOptions { Reuse = "dev" };
        string Fingerprint(K3sOptions o) => NodeBuild.Fingerprint(Local(false), o);

        Fingerprint(options).Should().Be(Fingerprint(new K3sOptions { Reuse = "dev", StartTimeLimit = TimeSpan.FromMinutes(1) }));
        Fingerprint(options).Should().NotBe(Fingerprint(options with { RegistriesYaml = "mirrors: {}" }));
        Fingerprint(options).Should().NotBe(Fingerprint(options with { Image = "other:1" }));
    }

    [Fact]
    public void The_default_image_names_its_registry_a_release_and_a_digest() =>
        K3sFacts.DefaultImage.Should().MatchRegex(@"^docker\.io/rancher/k3s:v1\.[0-9]+\.[0-9]+-k3s[0-9]+@sha256:[0-9a-f]{64}$");

    [Fact]
    public void A_process_is_told_from_another_that_got_its_id()
    {
        using var sleeper = Process.Start(new ProcessStartInfo("sleep", ["600"]))!;
        var other = OwnerProcess.Current().Split('.')[1];

        OwnerProcess.IsGone(OwnerProcess.Current()).Should().BeFalse();
        OwnerProcess.IsGone($"{sleeper.Id}.{long.Parse(other, System.Globalization.CultureInfo.InvariantCulture) - 1}").Should().BeTrue("another process had that id before");
        OwnerProcess.IsGone("not a process").Should().BeFalse("nothing is sure of it");
        sleeper.Kill();
    }

    private static NodeEngine Local(bool hasCgroups1) => new(null!, hasCgroups1, IsLocal: true);

    private static string Arguments(K3sOptions options, bool hasCgroups1) => string.Join(' ', K3sFacts.ServerArguments(options, hasCgroups1));

    /// <summary>What the engine is asked to create: of Testcontainers' own parameters those that a node changes.</summary>
    private static CreateContainerParameters Created(K3sOptions options, NodeEngine engine)
    {
        var parameters = new CreateContainerParameters
        {
            HostConfig = new HostConfig
            {
                CgroupnsMode = "host",
                Mounts = [new Mount { Target = "/sys/fs/cgroup" }],
                PortBindings = new Dictionary<string, IList<PortBinding>> { ["6443/tcp"] = [new PortBinding { HostIP = "" }] },
            },
        };
        NodeBuild.Adjust(parameters, engine, options, "1");
        return parameters;
    }
}
