using KubeAssert.Cluster.Observation;
using static KubeAssert.Cluster.Tests.Diagnosis.WebCluster;

namespace KubeAssert.Cluster.Tests.Diagnosis;

/// <summary>What looks like a failure, or like success, and is none.</summary>
public sealed class TrapTests
{
    [Fact]
    public void Available_with_nothing_ready_is_not_ready() =>
        new WebCluster().Deployment(ready: 0, conditions: """{"type":"Available","status":"True"}""").At(60).Outcome.Should().Be(Outcome.Progressing);

    [Fact]
    public void Numbers_of_an_older_generation_are_not_believed() =>
        new WebCluster().Healthy().Deployment(ready: 1, generation: 2, observed: 1).At(60).Outcome.Should().Be(Outcome.Progressing);

    [Fact]
    public void A_deployment_is_not_ready_while_an_older_revision_s_pods_are_left() =>
        new WebCluster().Healthy().Deployment(ready: 2, replicas: 1, updated: 1, current: 2).At(60).Outcome.Should().Be(Outcome.Progressing);

    [Fact]
    public void A_stateful_set_is_not_ready_while_pods_beyond_its_number_are_left()
    {
        var cluster = new WebCluster("apiVersion: apps/v1\nkind: StatefulSet\nmetadata: {name: db}\n", withWeb: false);
        cluster.Object("apps/v1", "StatefulSet", "db", "\"spec\":{\"replicas\":0},\"status\":{\"observedGeneration\":1,\"replicas\":1}").At(60).Outcome.Should().Be(Outcome.Progressing);
        cluster.Object("apps/v1", "StatefulSet", "db", "\"spec\":{\"replicas\":0},\"status\":{\"observedGeneration\":1,\"replicas\":0}").At(64).Outcome.Should().Be(Outcome.Ready);
    }

    [Fact]
    public void A_replication_controller_that_nobody_watches_is_as_ready_as_its_pods()
    {
        var cluster = new WebCluster("apiVersion: v1\nkind: ReplicationController\nmetadata: {name: old}\n", withWeb: false).At(1);
        cluster.Outcome.Should().Be(Outcome.Progressing);
        cluster.Pod(Running, ready: true, phase: "Running", owner: Owner("v1", "ReplicationController", "old")).At(4).Outcome.Should().Be(Outcome.Ready);
        cluster.Pod(Running, ready: false, phase: "Running", owner: Owner("v1", "ReplicationController", "old")).At(30).Outcome.Should().Be(Outcome.Progressing);
    }

    [Fact]
    public void An_older_revision_s_pods_never_fail_a_rolling_update() =>
        new WebCluster().At(1).Pod(Waiting("CrashLoopBackOff"), restarts: 5, last: Ended(1)).ReplicaSet("web-2", revision: "2").Deployment(ready: 0)
            .At(60).Failure.Should().BeNull();

    [Fact]
    public void A_pod_on_its_way_out_never_fails() =>
        new WebCluster().At(1).Pod(Ended(137), restarts: 3, last: Ended(1), deleting: true).At(60).Failure.Should().BeNull();

    [Fact]
    public void Events_of_a_dead_object_of_the_same_name_say_nothing() =>
        new WebCluster().At(1).Event("FailedMount", "MountVolume.SetUp failed for volume \"c\" : configmap \"x\" not found", onContainer: false, uid: "Pod-older").At(60).Failure.Should().BeNull();

    [Fact]
    public void Ready_means_ready_for_the_stability_window()
    {
        var cluster = new WebCluster().At(1).Healthy();
        cluster.At(3.9).Outcome.Should().Be(Outcome.Progressing);
        cluster.Diagnose().NextLook.Should().Be(cluster.Now + TimeSpan.FromSeconds(0.1));
        cluster.At(4).Outcome.Should().Be(Outcome.Ready);
    }

    [Fact]
    public void A_crash_after_being_ready_is_no_longer_ready() =>
        new WebCluster().At(1).Healthy().At(9).Pod(Ended(9), phase: "Running").Outcome.Should().Be(Outcome.Progressing);

    [Fact]
    public void Before_anything_was_applied_nothing_is_ready() =>
        new Diagnosing.Judgement.Diagnostician(WaitPolicy.Default).Diagnose(ClusterState.Empty, default).Outcome.Should().Be(Outcome.Progressing);

    [Fact]
    public void An_old_picture_stops_the_clock()
    {
        var cluster = new WebCluster().At(1).Pod(Waiting("CreateContainerConfigError", "secret \"db\" not found")).At(5).Tell(new WatchLost(default, "", "Pod"));
        cluster.Tell(new WatchResumed(default, "", "Pod")).At(10).Tell(new WatchLost(cluster.Now, "", "Pod")).At(60).Failure.Should().BeNull();
        cluster.Tell(new WatchResumed(cluster.Now, "", "Pod")).Failure.Should().Be(ErrorState.CreateContainerConfigError);
    }

    [Fact]
    public void A_list_that_lacks_an_object_takes_it_out_of_the_picture()
    {
        var cluster = new WebCluster().At(1).Pod(Waiting("InvalidImageName"));
        cluster.Failure.Should().NotBeNull();
        cluster.Tell(new Listed(cluster.Now, "", "Pod", [], "elsewhere")).Failure.Should().NotBeNull("another namespace's list says nothing about this one");
        cluster.Tell(new Listed(cluster.Now, "", "Pod", [], "shop")).Failure.Should().BeNull();
    }

    [Fact]
    public void What_nobody_applied_is_nobody_s_failure() =>
        new WebCluster().Healthy().At(1).Pod(Waiting("InvalidImageName"), name: "svclb-web-x", owner: Owner("apps/v1", "DaemonSet", "svclb-web")).At(5).Outcome.Should().Be(Outcome.Ready);

    [Fact]
    public void Patience_is_a_deployment_s_own() =>
        new WebCluster(policy: WaitPolicy.Default with { GracePeriod = TimeSpan.FromSeconds(60) }).At(1).Pod(Waiting("CreateContainerConfigError", "secret \"db\" not found")).At(30).Failure.Should().BeNull();
}
