using KubeAssert.Cluster.Observation;
using static KubeAssert.Cluster.Tests.Diagnosis.WebCluster;

namespace KubeAssert.Cluster.Tests.Diagnosis;

/// <summary>A pod that finds no place waits for what others give back, and for nodes that get their labels.</summary>
public sealed class GivenBackTests
{
    private static WebCluster Refused(string why, string spec = """{"containers":[{"name":"web","image":"x"}]}""") => new WebCluster(spec: spec).At(1).Object("v1", "Pod", "web-1-a", $$"""
        "spec":{{spec}},"status":{"phase":"Pending","conditions":[{"type":"PodScheduled","status":"False","reason":"Unschedulable","message":"0/1 nodes are available: 1 node(s) {{why}}."}]}
        """, "," + Owner("apps/v1", "ReplicaSet", "web-1"));

    [Theory]
    [InlineData("didn't match pod anti-affinity rules")]
    [InlineData("didn't have free ports for the requested pod ports")]
    [InlineData("didn't match pod topology spread constraints")]
    public void What_an_old_pod_still_holds_is_waited_for_until_it_is_gone(string why)
    {
        var cluster = Refused(why).Pod(Running, ready: true, phase: "Running", name: "web-0-a", owner: Owner("apps/v1", "ReplicaSet", "web-0"), deleting: true);
        cluster.At(25).Failure.Should().BeNull();
        cluster.Object("v1", "Pod", "web-0-a", type: WatchEventType.Deleted).At(39).Failure.Should().BeNull("the scheduler has yet to look again");
        cluster.At(40).Failure.Should().Be(ErrorState.Unschedulable);
    }

    [Fact]
    public void A_label_that_no_node_has_fails_after_the_grace_period_and_a_misspelled_one_after_settling()
    {
        var cluster = Refused("didn't match Pod's node affinity/selector", """{"nodeSelector":{"disk":"ssd"},"containers":[{"name":"web","image":"x"}]}""");
        cluster.At(15).Failure.Should().BeNull();
        cluster.At(16).Failure.Should().Be(ErrorState.Unschedulable);
        cluster.Node(labels: """{"disk":"ssd1"}""").At(6).Failure.Should().Be(ErrorState.Unschedulable);
    }

    [Fact]
    public void A_node_that_was_labelled_since_is_found_by_the_next_try()
    {
        var cluster = Refused("didn't match Pod's node affinity/selector", """{"nodeSelector":{"disk":"ssd"},"containers":[{"name":"web","image":"x"}]}""").At(12).Node(labels: """{"disk":"ssd"}""").At(20);
        cluster.Failure.Should().BeNull();
        cluster.Diagnose().Awaited[0].Found.Should().Be("a node has disk=ssd by now; the next try will find it");
    }

    [Fact]
    public void An_init_container_whose_image_is_being_pulled_is_awaited_by_name()
    {
        var cluster = new WebCluster(spec: """{"initContainers":[{"name":"setup","image":"shop/setup:1"}],"containers":[{"name":"web","image":"x"}]}""").At(1).Pod(Waiting("PodInitializing"), init: true).At(30);
        cluster.Diagnose().Awaited.Should().ContainSingle().Which.Should().Match<Cause>(c => c.State == ErrorState.ContainerCreating && c.Container == "setup");
    }
}
