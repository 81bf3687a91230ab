using KubeAssert.Tests.Support;

namespace KubeAssert.Tests.Assertions;

/// <summary>The whole text of each failure; the page of assertions shows it.</summary>
public sealed class ContainerAssertionsTests
{
    private static readonly ManifestSet Shop = Samples.Shop;

    [Fact]
    public void A_port_that_is_not_exposed()
    {
        var act = () => Shop.Deployment("web").Container("web").Should().ExposePort("https");

        Failing.Message(act).Should().Be(
            """
            Expected Shop.Deployment("web").Container("web") to expose port https, but it does not:

              shop.yaml:19:13  Deployment/web  spec.template.spec.containers[0].ports
                web exposes http (8080)
                nearest: http (shop.yaml:19:22)
                fix: add a port named https, or expect http
            """);
    }

    [Fact]
    public void A_port_number_that_is_not_exposed()
    {
        var act = () => Shop.Deployment("web").Container("web").Should().ExposePort(9090);

        Failing.Message(act).Should().Be(
            """
            Expected Shop.Deployment("web").Container("web") to expose port 9090, but it does not:

              shop.yaml:19:13  Deployment/web  spec.template.spec.containers[0].ports
                web exposes http (8080)
                fix: add a port 9090
            """);
    }

    [Fact]
    public void A_port_that_must_not_be_exposed()
    {
        var act = () => Shop.Deployment("web").Container("web").Should().NotExposePort(8080);

        Failing.Message(act).Should().Be(
            """
            Expected Shop.Deployment("web").Container("web") to not expose port 8080, but it does:

              shop.yaml:19:15  Deployment/web  spec.template.spec.containers[0].ports[0]
                web exposes 8080
                fix: remove the port
            """);
    }

    [Fact]
    public void A_variable_that_is_not_set()
    {
        var act = () => Shop.Deployment("web").Container("web").Should().HaveEnv("LOGLEVEL");

        Failing.Message(act).Should().Be(
            """
            Expected Shop.Deployment("web").Container("web") to have environment variable LOGLEVEL, but it does not:

              shop.yaml:21:13  Deployment/web  spec.template.spec.containers[0].env
                web sets LOG_LEVEL, PASSWORD; what envFrom brings is not counted
                nearest: LOG_LEVEL (shop.yaml:21:22)
                fix: set LOGLEVEL, or expect LOG_LEVEL
            """);
    }

    [Fact]
    public void A_variable_with_another_value()
    {
        var act = () => Shop.Deployment("web").Container("web").Should().HaveEnvValue("LOG_LEVEL", "debug");

        Failing.Message(act).Should().Be(
            """
            Expected Shop.Deployment("web").Container("web") to have environment variable LOG_LEVEL=debug, but it does not:

              shop.yaml:21:40  Deployment/web  spec.template.spec.containers[0].env[0].value
                web sets LOG_LEVEL to info
                fix: set debug
            """);
    }

    [Fact]
    public void A_variable_whose_value_comes_from_elsewhere()
    {
        var act = () => Shop.Deployment("web").Container("web").Should().HaveEnvValue("PASSWORD", "x");

        Failing.Message(act).Should().Be(
            """
            Expected Shop.Deployment("web").Container("web") to have environment variable PASSWORD=x, but it does not:

              shop.yaml:22:43  Deployment/web  spec.template.spec.containers[0].env[1].valueFrom
                web takes PASSWORD from elsewhere, so its value is not known here
                fix: set value: x
            """);
    }

    [Fact]
    public void A_variable_that_must_not_be_set()
    {
        var act = () => Shop.Deployment("web").Container("web").Should().NotHaveEnv("PASSWORD");

        Failing.Message(act).Should().Be(
            """
            Expected Shop.Deployment("web").Container("web") to not have environment variable PASSWORD, but it does:

              shop.yaml:22:15  Deployment/web  spec.template.spec.containers[0].env[1]
                web sets PASSWORD
                fix: remove it
            """);
    }

    [Fact]
    public void No_variables_from_that_object()
    {
        var act = () => Shop.Deployment("web").Container("web").Should().HaveEnvFrom("setting");

        Failing.Message(act).Should().Be(
            """
            Expected Shop.Deployment("web").Container("web") to have environment variables from setting, but it does not:

              shop.yaml:24:13  Deployment/web  spec.template.spec.containers[0].envFrom
                web takes variables from settings
                nearest: settings (shop.yaml:24:36)
                fix: add setting to envFrom, or expect settings
            """);
    }

    [Fact]
    public void No_liveness_probe()
    {
        var act = () => Shop.Deployment("web").Container("log").Should().HaveLivenessProbe();

        Failing.Message(act).Should().Be(
            """
            Expected Shop.Deployment("web").Container("log") to have a liveness probe, but it does not:

              shop.yaml:29:11  Deployment/web  spec.template.spec.containers[1].livenessProbe
                log has no livenessProbe
                fix: add a livenessProbe
            """);
    }

    [Fact]
    public void A_liveness_probe_that_must_not_be_there()
    {
        var act = () => Shop.Deployment("web").Container("web").Should().NotHaveLivenessProbe();

        Failing.Message(act).Should().Be(
            """
            Expected Shop.Deployment("web").Container("web") to not have a liveness probe, but it does:

              shop.yaml:25:26  Deployment/web  spec.template.spec.containers[0].livenessProbe
                web has a livenessProbe
                fix: remove it
            """);
    }

    [Fact]
    public void A_readiness_probe_that_must_not_be_there()
    {
        var act = () => Shop.Deployment("web").Container("log").Should().NotHaveReadinessProbe();

        Failing.Message(act).Should().Be(
            """
            Expected Shop.Deployment("web").Container("log") to not have a readiness probe, but it does:

              shop.yaml:31:27  Deployment/web  spec.template.spec.containers[1].readinessProbe
                log has a readinessProbe
                fix: remove it
            """);
    }

    [Fact]
    public void A_startup_probe_that_must_not_be_there()
    {
        var shop = Manifests.Parse("{apiVersion: v1, kind: Pod, metadata: {name: web}, spec: {containers: [{name: web, startupProbe: {tcpSocket: {port: 80}}}]}}", "shop.yaml");

        var act = () => shop.Pod("web").Should().HaveContainer("web").Which.Should().NotHaveStartupProbe();

        Failing.Message(act).Should().EndWith(
            """
             to not have a startup probe, but it does:

              shop.yaml:1:98  Pod/web  spec.containers[0].startupProbe
                web has a startupProbe
                fix: remove it
            """);
    }

    [Fact]
    public void No_readiness_probe()
    {
        var act = () => Shop.Deployment("web").Container("web").Should().HaveReadinessProbe();

        Failing.Message(act).Should().Be(
            """
            Expected Shop.Deployment("web").Container("web") to have a readiness probe, but it does not:

              shop.yaml:16:11  Deployment/web  spec.template.spec.containers[0].readinessProbe
                web has no readinessProbe
                fix: add a readinessProbe
            """);
    }

    [Fact]
    public void No_startup_probe()
    {
        var act = () => Shop.Deployment("web").Container("web").Should().HaveStartupProbe();

        Failing.Message(act).Should().Be(
            """
            Expected Shop.Deployment("web").Container("web") to have a startup probe, but it does not:

              shop.yaml:16:11  Deployment/web  spec.template.spec.containers[0].startupProbe
                web has no startupProbe
                fix: add a startupProbe
            """);
    }

    [Fact]
    public void No_limit()
    {
        var act = () => Shop.Deployment("web").Container("web").Should().HaveResources(requests: ["cpu"], limits: ["memory"]);

        Failing.Message(act).Should().Be(
            """
            Expected Shop.Deployment("web").Container("web") to have requests for cpu and limits for memory, but it does not:

              shop.yaml:28:21  Deployment/web  spec.template.spec.containers[0].resources.limits.memory
                web has no limit for memory
                fix: set a limit for memory
            """);
    }

    [Fact]
    public void A_request_that_is_too_large()
    {
        var act = () => Shop.Deployment("web").Container("web").Should().RequestAtMost("memory", "64Mi");

        Failing.Message(act).Should().Be(
            """
            Expected Shop.Deployment("web").Container("web") to request at most 64Mi of memory, but it does not:

              shop.yaml:27:43  Deployment/web  spec.template.spec.containers[0].resources.requests.memory
                web requests 128Mi of memory
                fix: set 64Mi or less
            """);
    }

    [Fact]
    public void A_limit_that_is_too_large()
    {
        var act = () => Shop.Deployment("web").Container("web").Should().LimitAtMost("cpu", "1");

        Failing.Message(act).Should().Be(
            """
            Expected Shop.Deployment("web").Container("web") to limit cpu to at most 1, but it does not:

              shop.yaml:28:27  Deployment/web  spec.template.spec.containers[0].resources.limits.cpu
                web limits cpu to 2
                fix: set 1 or less
            """);
    }

    [Fact]
    public void A_limit_that_is_not_set()
    {
        var act = () => Shop.Deployment("web").Container("log").Should().LimitAtMost("cpu", "1");

        Failing.Message(act).Should().Be(
            """
            Expected Shop.Deployment("web").Container("log") to limit cpu to at most 1, but it does not:

              shop.yaml:29:11  Deployment/web  spec.template.spec.containers[1].resources.limits.cpu
                log has no limit for cpu
                fix: set 1 or less
            """);
    }

    [Fact]
    public void No_limit_of_memory()
    {
        var act = () => Shop.Deployment("web").Container("web").Should().LimitMemory();

        Failing.Message(act).Should().Be(
            """
            Expected Shop.Deployment("web").Container("web") to limit memory, but it does not:

              shop.yaml:28:21  Deployment/web  spec.template.spec.containers[0].resources.limits.memory
                web has no limit for memory
                fix: set a limit for memory
            """);
    }

    [Fact]
    public void A_container_that_runs_as_root()
    {
        var act = () => Shop.Deployment("web").Container("web").Should().RunAsNonRoot();

        Failing.Message(act).Should().Be(
            """
            Expected Shop.Deployment("web").Container("web") to run as non-root, but it does not:

              shop.yaml:16:11  Deployment/web  spec.template.spec.containers[0].securityContext.runAsNonRoot
                web may run as root: neither runAsNonRoot nor runAsUser is set, here or for the pod
                fix: set runAsNonRoot: true
            """);
    }

    [Fact]
    public void An_image_that_is_not_pinned()
    {
        var act = () => Shop.Deployment("web").Container("web").Should().HavePinnedImage();

        Failing.Message(act).Should().Be(
            """
            Expected Shop.Deployment("web").Container("web") to have a pinned image, but it does not:

              shop.yaml:17:18  Deployment/web  spec.template.spec.containers[0].image
                uses nginx:latest
                fix: name the tag of a release
                rule: image-is-pinned
            """);
    }

    [Fact]
    public void An_image_from_elsewhere()
    {
        var act = () => Shop.Deployment("web").Container("web").Should().HaveImageFrom("registry.example.com");

        Failing.Message(act).Should().Be(
            """
            Expected Shop.Deployment("web").Container("web") to have an image from registry.example.com, but it does not:

              shop.yaml:17:18  Deployment/web  spec.template.spec.containers[0].image
                web takes its image from docker.io
                fix: use an image from registry.example.com
            """);
    }
}
