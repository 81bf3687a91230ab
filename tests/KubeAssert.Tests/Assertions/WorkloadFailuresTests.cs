using KubeAssert.Tests.Support;

namespace KubeAssert.Tests.Assertions;

/// <summary>The whole text of each failure; the page of assertions shows it.</summary>
public sealed class WorkloadFailuresTests
{
    private static readonly ManifestSet Shop = Samples.Shop;

    [Fact]
    public void No_container_of_that_name()
    {
        var act = () => Shop.Deployment("web").Should().HaveContainer("wep");

        Failing.Message(act).Should().Be(
            """
            Expected Shop.Deployment("web") to have container wep, but it does not:

              shop.yaml:16:9  Deployment/web  spec.template.spec.containers
                has web, log
                nearest: Deployment/web container web (shop.yaml:16:11)
                fix: rename web to wep, or expect web
            """);
    }

    [Fact]
    public void A_container_that_must_not_be_there()
    {
        var act = () => Shop.Deployment("web").Should().NotHaveContainer("log");

        Failing.Message(act).Should().Be(
            """
            Expected Shop.Deployment("web") to not have container log, but it does:

              shop.yaml:29:11  Deployment/web  spec.template.spec.containers[1]
                is named log
                fix: remove it, or rename it
            """);
    }

    [Fact]
    public void No_init_container_of_that_name()
    {
        var act = () => Shop.Deployment("web").Should().HaveInitContainer("migrate");

        Failing.Message(act).Should().Be(
            """
            Expected Shop.Deployment("web") to have init container migrate, but it does not:

              shop.yaml:15:7  Deployment/web  spec.template.spec.initContainers
                has no init containers
                fix: add an init container named migrate
            """);
    }

    [Fact]
    public void A_container_that_is_no_init_container()
    {
        var act = () => Shop.Deployment("web").Should().HaveInitContainer("log");

        Failing.Message(act).Should().Be(
            """
            Expected Shop.Deployment("web") to have init container log, but it does not:

              shop.yaml:15:7  Deployment/web  spec.template.spec.initContainers
                has no init containers
                nearest: Deployment/web container log (shop.yaml:29:11)
                fix: move log to initContainers, or expect no init container
            """);
    }

    [Fact]
    public void An_init_container_that_must_not_be_there()
    {
        var act = () => Shop.Pod("job").Should().NotHaveInitContainer("wait");

        Failing.Message(act).Should().Be(
            """
            Expected Shop.Pod("job") to not have init container wait, but it does:

              shop.yaml:42:7  Pod/job  spec.initContainers[0]
                is named wait
                fix: remove it, or rename it
            """);
    }

    [Fact]
    public void Another_number_of_replicas()
    {
        var act = () => Shop.Deployment("web").Should().HaveReplicas(3);

        Failing.Message(act).Should().Be(
            """
            Expected Shop.Deployment("web") to have 3 replicas, but it does not:

              shop.yaml:8:13  Deployment/web  spec.replicas
                is 1
                fix: set 3
            """);
    }

    [Fact]
    public void Too_few_replicas()
    {
        var act = () => Shop.Deployment("web").Should().HaveReplicasAtLeast(2);

        Failing.Message(act).Should().Be(
            """
            Expected Shop.Deployment("web") to have at least 2 replicas, but it does not:

              shop.yaml:8:13  Deployment/web  spec.replicas
                is 1
                fix: set 2 or more
            """);
    }

    [Fact]
    public void Replicas_in_quotes_are_no_number()
    {
        var web = Manifests.Parse("apiVersion: apps/v1\nkind: Deployment\nmetadata:\n  name: web\nspec:\n  replicas: \"3\"\n", "web.yaml").Deployment("web");
        var act = () => web.Should().HaveReplicas(3);

        Failing.Message(act).Should().Be(
            """
            Expected web to have 3 replicas, but it does not:

              web.yaml:6:13  Deployment/web  spec.replicas
                is "3", which is no number
                fix: set 3
            """);
    }

    [Fact]
    public void A_pod_has_no_replicas()
    {
        var act = () => Shop.Pod("job").Should().HaveReplicas(2);

        Failing.Message(act).Should().Be(
            """
            Expected Shop.Pod("job") to have 2 replicas, but it does not:

              shop.yaml:41:3  Pod/job  spec
                a Pod has no replicas
            """);
    }

    [Fact]
    public void A_workload_that_runs_as_root()
    {
        var act = () => Shop.Pod("job").Should().RunAsNonRoot();

        Failing.Message(act).Should().Be(
            """
            Expected Shop.Pod("job") to run as non-root, but it does not:

              shop.yaml:44:83  Pod/job  spec.containers[0].securityContext.runAsUser
                job runs as user 0, which is root
                fix: set runAsUser to a user other than 0
            """);
    }

    [Fact]
    public void A_ConfigMap_that_is_not_mounted()
    {
        var act = () => Shop.Deployment("web").Should().MountConfigMap("setting");

        Failing.Message(act).Should().Be(
            """
            Expected Shop.Deployment("web") to mount ConfigMap setting, but it does not:

              shop.yaml:34:9  Deployment/web  spec.template.spec.volumes
                has volumes made from ConfigMap settings
                nearest: ConfigMap settings (shop.yaml:35:29)
                fix: add a volume made from ConfigMap setting, or expect settings
            """);
    }

    [Fact]
    public void A_volume_that_no_container_mounts()
    {
        var act = () => Shop.Deployment("web").Should().MountConfigMap("settings");

        Failing.Message(act).Should().Be(
            """
            Expected Shop.Deployment("web") to mount ConfigMap settings, but it does not:

              shop.yaml:35:29  Deployment/web  spec.template.spec.volumes[0].configMap.name
                the volume settings is made from it, but no container mounts that volume
                fix: add a volumeMount named settings
            """);
    }

    [Fact]
    public void A_Secret_that_is_not_mounted()
    {
        var act = () => Shop.Deployment("web").Should().MountSecret("db");

        Failing.Message(act).Should().Be(
            """
            Expected Shop.Deployment("web") to mount Secret db, but it does not:

              shop.yaml:34:9  Deployment/web  spec.template.spec.volumes
                has no volume made from a Secret
                fix: add a volume made from Secret db
            """);
    }

    [Fact]
    public void Another_service_account()
    {
        var act = () => Shop.Deployment("web").Should().UseServiceAccount("web");

        Failing.Message(act).Should().Be(
            """
            Expected Shop.Deployment("web") to use service account web, but it does not:

              shop.yaml:15:7  Deployment/web  spec.template.spec.serviceAccountName
                is default
                fix: set web
            """);
    }
}
