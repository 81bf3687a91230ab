using KubeAssert.Tests.Support;

namespace KubeAssert.Tests.Assertions;

/// <summary>The whole text of each failure; the page of assertions shows it.</summary>
public sealed class ContainersAssertionsTests
{
    private static readonly ManifestSet Shop = Samples.Shop;

    [Fact]
    public void Images_that_are_not_pinned()
    {
        var act = () => Shop.Containers().Should().HavePinnedImages();

        Failing.Message(act).Should().Be(
            """
            Expected Shop.Containers() to have pinned images, but 1 of 4 does not:

              shop.yaml:17:18  Deployment/web  spec.template.spec.containers[0].image
                uses nginx:latest
                fix: name the tag of a release
                rule: image-is-pinned
            """);
    }

    [Fact]
    public void Images_that_name_no_digest()
    {
        var act = () => Shop.Containers().Where(c => c.Name == "log").Should().HavePinnedImages().ByDigest();

        Failing.Message(act).Should().Be(
            """
            Expected Shop.Containers().Where(c => c.Name == "log") to have images pinned by digest, but 1 of 1 does not:

              shop.yaml:30:18  Deployment/web  spec.template.spec.containers[1].image
                uses registry.example.com/log:1.4, which names no digest
                fix: add @sha256:... as the registry shows it for registry.example.com/log:1.4
                rule: image-is-pinned-by-digest
            """);
    }

    [Fact]
    public void Images_from_elsewhere()
    {
        var act = () => Shop.Containers().Should().HaveImagesFrom("registry.example.com");

        Failing.Message(act).Should().Be(
            """
            Expected Shop.Containers() to have images from registry.example.com, but 1 of 4 does not:

              shop.yaml:17:18  Deployment/web  spec.template.spec.containers[0].image
                web takes its image from docker.io
                fix: use an image from registry.example.com
            """);
    }

    [Fact]
    public void Images_from_elsewhere_with_a_reason()
    {
        var act = () => Shop.Containers().Should().HaveImagesFrom(["registry.example.com", "ghcr.io/shop"], because: "{0} scans them", "security");

        Failing.Message(act).Should().Be(
            """
            Expected Shop.Containers() to have images from registry.example.com or ghcr.io/shop because security scans them, but 1 of 4 does not:

              shop.yaml:17:18  Deployment/web  spec.template.spec.containers[0].image
                web takes its image from docker.io
                fix: use an image from registry.example.com or ghcr.io/shop
            """);
    }

    [Fact]
    public void Containers_that_run_as_root()
    {
        var act = () => Shop.Containers().Should().RunAsNonRoot();

        Failing.Message(act).Should().Be(
            """
            Expected Shop.Containers() to run as non-root, but 2 of 4 do not:

              shop.yaml:16:11  Deployment/web  spec.template.spec.containers[0].securityContext.runAsNonRoot
                web may run as root: neither runAsNonRoot nor runAsUser is set, here or for the pod
                fix: set runAsNonRoot: true

              shop.yaml:44:83  Pod/job  spec.containers[0].securityContext.runAsUser
                job runs as user 0, which is root
                fix: set runAsUser to a user other than 0
            """);
    }

    [Fact]
    public void Containers_without_limits()
    {
        var act = () => Shop.Containers().Where(c => c.Name == "web").Should().HaveResources(requests: ["cpu"], limits: ["memory"]);

        Failing.Message(act).Should().Be(
            """
            Expected Shop.Containers().Where(c => c.Name == "web") to have requests for cpu and limits for memory, but 1 of 1 does not:

              shop.yaml:28:21  Deployment/web  spec.template.spec.containers[0].resources.limits.memory
                web has no limit for memory
                fix: set a limit for memory
            """);
    }

    [Fact]
    public void Containers_without_a_limit_of_memory()
    {
        var act = () => Shop.Containers().Should().LimitMemory();

        Failing.Message(act).Should().Be(
            """
            Expected Shop.Containers() to limit memory, but 4 of 4 do not:

              shop.yaml:28:21  Deployment/web  spec.template.spec.containers[0].resources.limits.memory
                web has no limit for memory
                fix: set a limit for memory

              shop.yaml:29:11  Deployment/web  spec.template.spec.containers[1].resources.limits.memory
                log has no limit for memory
                fix: set a limit for memory

              shop.yaml:42:7  Pod/job  spec.initContainers[0].resources.limits.memory
                wait has no limit for memory
                fix: set a limit for memory

              shop.yaml:44:7  Pod/job  spec.containers[0].resources.limits.memory
                job has no limit for memory
                fix: set a limit for memory
            """);
    }

    [Fact]
    public void Containers_without_liveness_probe()
    {
        var act = () => Shop.Containers().Where(c => c.Workload.Name == "web", "of web").Should().HaveLivenessProbe();

        Failing.Message(act).Should().Be(
            """
            Expected Shop.Containers().Where(c => c.Workload.Name == "web", "of web") to have a liveness probe, but 1 of 2 does not:

              shop.yaml:29:11  Deployment/web  spec.template.spec.containers[1].livenessProbe
                log has no livenessProbe
                fix: add a livenessProbe
            """);
    }

    [Fact]
    public void Containers_without_readiness_probe()
    {
        var act = () => Shop.Containers().Where(c => c.Workload.Name == "web", "of web").Should().HaveReadinessProbe();

        Failing.Message(act).Should().Be(
            """
            Expected Shop.Containers().Where(c => c.Workload.Name == "web", "of web") to have a readiness probe, but 1 of 2 does not:

              shop.yaml:16:11  Deployment/web  spec.template.spec.containers[0].readinessProbe
                web has no readinessProbe
                fix: add a readinessProbe
            """);
    }

    [Fact]
    public void Containers_with_a_variable()
    {
        var act = () => Shop.Containers().Should().NotHaveEnv("PASSWORD");

        Failing.Message(act).Should().Be(
            """
            Expected Shop.Containers() to not have environment variable PASSWORD, but 1 of 4 does:

              shop.yaml:22:15  Deployment/web  spec.template.spec.containers[0].env[1]
                web sets PASSWORD
                fix: remove it
            """);
    }
}
