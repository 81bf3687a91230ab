using static KubeAssert.Cluster.Tests.Diagnosis.WebCluster;

namespace KubeAssert.Cluster.Tests.Diagnosis;

/// <summary>After an init container the kubelet's events say why a container does not start some 10 s before the pod's status does.</summary>
public sealed class EarlyWordTests
{
    private const string NotFound = "Failed to pull image \"shop/web:1\": rpc error: code = NotFound desc = failed to resolve image: shop/web:1: not found";

    [Fact]
    public void An_image_that_does_not_exist_fails_at_the_event_while_the_status_still_says_PodInitializing()
    {
        var cluster = new WebCluster().At(3).Pod(Waiting("PodInitializing")).Event("Pulling", "Pulling image \"shop/web:1\"", type: "Normal").Event("Failed", NotFound).Event("Failed", "Error: ErrImagePull");
        cluster.Failure.Should().Be(ErrorState.ErrImagePull);
    }

    [Fact]
    public void The_grace_for_a_missing_ConfigMap_begins_at_the_event()
    {
        var cluster = new WebCluster().At(3).Pod(Waiting("PodInitializing")).Event("Pulled", "already present", type: "Normal").Event("Failed", "Error: configmap \"settings\" not found");
        cluster.Awaited.Should().Equal(ErrorState.CreateContainerConfigError);
        cluster.At(15).Pod(Waiting("CreateContainerConfigError", "configmap \"settings\" not found")).At(17.9).Failure.Should().BeNull();
        cluster.At(18).Failure.Should().Be(ErrorState.CreateContainerConfigError);
        cluster.Diagnose().Causes[0].Missing.ToString().Should().Be("ConfigMap/settings");
    }

    [Fact]
    public void A_container_that_was_created_after_all_is_believed()
    {
        var cluster = new WebCluster().At(3).Pod(Waiting("PodInitializing")).Event("Failed", "Error: configmap \"settings\" not found").At(13).Event("Created", "Container created", type: "Normal");
        cluster.At(60).Failure.Should().BeNull();
        cluster.Awaited.Should().Equal(ErrorState.ContainerCreating);
    }

    [Fact]
    public void An_image_that_was_pulled_after_all_is_believed()
    {
        var cluster = new WebCluster().At(3).Pod(Waiting("PodInitializing")).Event("Failed", "Failed to pull image \"shop/web:1\": i/o timeout", id: "pull")
            .At(14).Event("Failed", "Failed to pull image \"shop/web:1\": i/o timeout", count: 2, id: "pull").At(14).Event("Pulled", "Successfully pulled", type: "Normal").At(15).Event("Pulled", "Successfully pulled", count: 2, type: "Normal");
        cluster.Failure.Should().BeNull();
    }

    [Fact]
    public void A_container_that_ran_before_is_judged_by_its_status_alone()
    {
        var cluster = new WebCluster().At(1).Event("Failed", NotFound).At(20).Pod(Running, ready: true, restarts: 1, last: Ended(1), phase: "Running", started: true).Deployment(ready: 1);
        cluster.At(40).Failure.Should().BeNull();
    }

    [Fact]
    public void What_is_said_of_another_container_does_not_count()
    {
        var cluster = new WebCluster(spec: """{"containers":[{"name":"main","image":"shop/web:1"}]}""").At(3).Event("Failed", NotFound);
        cluster.Failure.Should().BeNull();
    }

    [Fact]
    public void The_time_line_ends_the_init_container_where_the_next_one_is_heard_of()
    {
        var cluster = new WebCluster(spec: """{"initContainers":[{"name":"setup","image":"shop/setup:1"}],"containers":[{"name":"web","image":"shop/web:1"}]}""")
            .At(1).Pod(Running, init: true).At(4).Event("Pulling", "Pulling image \"shop/web:1\"", type: "Normal").Event("Failed", NotFound);

        var diagnosis = cluster.At(5).Diagnose();

        diagnosis.Causes[0].State.Should().Be(ErrorState.ErrImagePull);
        diagnosis.TimeLine.ToString().Should().Be("""
            Deployment/web
                0.0 s  schedule: 0.0 s
                1.0 s  init setup: 3.0 s  <- slowest
                4.0 s  ErrImagePull: 1.0 s, not ended
            """);
    }
}
