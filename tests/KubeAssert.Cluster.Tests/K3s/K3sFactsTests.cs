using System.Diagnostics;
using System.Text.RegularExpressions;
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
        K3sFacts.KubeconfigFor(written, "fd00::1", 6443).Should().Contain("server: https://[fd00::1]:6443\n");
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
    public void On_cgroups_of_version_2_the_node_shares_those_of_the_machine() =>
        CommandLine(new K3sOptions(), Local(hasCgroups1: false)).Should().Be(
            "create --publish 127.0.0.1::6443 --privileged --tmpfs /run --tmpfs /var/run --cgroupns=host --volume /sys/fs/cgroup:/sys/fs/cgroup:rw --stop-timeout=0 LABELS "
            + $"{K3sFacts.DefaultImage} server --disable=traefik,servicelb,metrics-server --tls-san=127.0.0.1");

    [Fact]
    public void On_cgroups_of_version_1_the_kubelet_is_told_to_run_all_the_same() =>
        CommandLine(new K3sOptions { ExtraArguments = ["--kubelet-arg=v=2"] }, Local(hasCgroups1: true)).Should().Be(
            "create --publish 127.0.0.1::6443 --privileged --tmpfs /run --tmpfs /var/run --stop-timeout=0 LABELS "
            + $"{K3sFacts.DefaultImage} server --disable=traefik,servicelb,metrics-server --tls-san=127.0.0.1 --kubelet-arg=fail-cgroupv1=false --kubelet-arg=v=2");

    [Theory]
    [InlineData("rancher/k3s:v1.30.14-k3s1", false)]
    [InlineData("registry.example.com:5000/k3s:v1.31.0-k3s1", true)]
    [InlineData("rancher/k3s@sha256:edad48e12bf81c3a09ac1c05c0c0ffaaa22145980b989d6fae84543a76b83657", true)]
    public void Only_kubelets_that_know_it_are_told_of_cgroups_of_version_1(string image, bool isTold) =>
        CommandLine(new K3sOptions { Image = image }, Local(hasCgroups1: true)).Contains("fail-cgroupv1", StringComparison.Ordinal).Should().Be(isTold);

    [Fact]
    public void For_an_engine_elsewhere_the_port_is_published_to_others_and_the_certificate_names_its_host() =>
        CommandLine(new K3sOptions { Disabled = [], Image = "k3s:v1.36.4" }, Local(hasCgroups1: false) with { Host = "build7.example.com" }).Should().Be(
            "create --publish 6443 --privileged --tmpfs /run --tmpfs /var/run --cgroupns=host --volume /sys/fs/cgroup:/sys/fs/cgroup:rw --stop-timeout=0 LABELS k3s:v1.36.4 server --tls-san=build7.example.com");

    [Theory]
    [InlineData("unix:///var/run/docker.sock", "127.0.0.1")]
    [InlineData("npipe:////./pipe/docker_engine", "127.0.0.1")]
    [InlineData("", "127.0.0.1")]
    [InlineData("tcp://localhost:2375", "127.0.0.1")]
    [InlineData("tcp://[::1]:2375", "127.0.0.1")]
    [InlineData("tcp://10.0.0.7:2376", "10.0.0.7")]
    [InlineData("tcp://docker:2375", "docker")]
    [InlineData("tcp://[fd00::7]:2376", "fd00::7")]
    [InlineData("ssh://ci@build7.example.com", "build7.example.com")]
    [InlineData("ssh://core@127.0.0.1:54321/run/user/501/podman/podman.sock", "127.0.0.1")]
    public void Ports_are_reached_on_the_host_of_the_engine(string address, string host) => ContainerEngine.HostAt(address).Should().Be(host);

    [Fact]
    public void A_node_to_use_again_is_told_by_its_options()
    {
        var options = new K3sOptions { Reuse = "dev" };

        NodeContainer.Fingerprint(options, Local(false)).Should().Be(NodeContainer.Fingerprint(new K3sOptions { Reuse = "dev", StartTimeLimit = TimeSpan.FromMinutes(1) }, Local(false)));
        NodeContainer.Fingerprint(options, Local(false)).Should().NotBe(NodeContainer.Fingerprint(options with { RegistriesYaml = "mirrors: {}" }, Local(false)));
        NodeContainer.Fingerprint(options, Local(false)).Should().NotBe(NodeContainer.Fingerprint(options with { Image = "other:1" }, Local(false)));
    }

    [Fact]
    public void The_default_image_names_its_registry_a_release_and_a_digest() =>
        K3sFacts.DefaultImage.Should().MatchRegex(@"^docker\.io/rancher/k3s:v1\.[0-9]+\.[0-9]+-k3s[0-9]+@sha256:[0-9a-f]{64}$");

    [Fact]
    public async Task Without_an_engine_the_reason_is_said()
    {
        var (command, reason) = await ContainerCommand.FindAsync("no-such-engine", default);

        command.Should().BeNull();
        reason.Should().Be("there is no command 'no-such-engine'");
    }

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

    private static ContainerEngine Local(bool hasCgroups1) => new(new ContainerCommand("docker", isPodman: false), ContainerEngine.Loopback, hasCgroups1);

    /// <summary>The command line with the name and the labels, which differ from run to run, as one word.</summary>
    private static string CommandLine(K3sOptions options, ContainerEngine engine) =>
        Regex.Replace(string.Join(' ', NodeContainer.CreateArguments(options, engine)), "--name kubeassert-k3s-[0-9a-f]{8} (--label kubeassert.dev/[a-z]+=[^ ]+ ?){3}", "LABELS ");
}
