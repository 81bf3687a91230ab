using KubeAssert.Cluster.Observation;
using static KubeAssert.Cluster.Tests.Diagnosis.WebCluster;

namespace KubeAssert.Cluster.Tests.Diagnosis;

/// <summary>Updates: pods of the older template beside those of the present one; scaling; autoscalers.</summary>
public sealed class RevisionTests
{
    private static WebCluster Stateful(string spec = "", int observed = 2, string revision = "db-2") =>
        new WebCluster("apiVersion: apps/v1\nkind: StatefulSet\nmetadata: {name: db}\nspec: {template: {spec: {containers: [{name: web, image: shop/db:2}]}}}\n", withWeb: false)
            .Object("apps/v1", "StatefulSet", "db", $$$"""
                "spec":{"replicas":1{{{spec}}}},"status":{"observedGeneration":{{{observed}}},"replicas":1,"currentRevision":"db-1","updateRevision":"{{{revision}}}"}
                """, ",\"generation\":2");

    private static WebCluster Broken(WebCluster cluster, string revision = "db-1") => cluster.Object("v1", "Pod", "db-0", $$$"""
        "spec":{"nodeName":"node1","containers":[{"name":"web","image":"shop/db:1"}]},"status":{"phase":"Pending","containerStatuses":[{"name":"web","restartCount":0,"state":{{{Waiting("ErrImagePull", "shop/db:1: not found")}}},"lastState":{}}]}
        """, $",\"labels\":{{\"controller-revision-hash\":\"{revision}\"}}," + Owner("apps/v1", "StatefulSet", "db"));

    [Fact]
    public void A_broken_pod_that_holds_up_a_stateful_set_s_update_has_to_be_deleted()
    {
        var cause = Broken(Stateful()).At(2).Diagnose().Causes.Should().ContainSingle().Which;
        cause.State.Should().Be(ErrorState.ErrImagePull);
        cause.Fix.Should().Be("delete Pod/db-0: it is made anew from the present template; podManagementPolicy: Parallel replaces broken pods by itself");
        cause.Explanation.Should().StartWith("Pod/db-0 is still of the older revision. A StatefulSet goes on only when all its pods are ready");
    }

    [Fact]
    public void A_broken_pod_that_the_controller_replaces_is_no_failure()
    {
        Broken(Stateful(",\"podManagementPolicy\":\"Parallel\"")).At(2).Failure.Should().BeNull();
        Broken(Stateful(observed: 1)).At(2).Failure.Should().BeNull("the controller has not looked at the new template yet");
    }

    [Fact]
    public void A_pod_below_the_partition_is_meant_to_be_old() =>
        Broken(Stateful(",\"updateStrategy\":{\"type\":\"RollingUpdate\",\"rollingUpdate\":{\"partition\":1}}")).At(2).Diagnose().Causes[0].Fix.Should().NotContain("delete");

    [Fact]
    public void A_daemon_set_replaces_its_broken_pods()
    {
        var cluster = new WebCluster("apiVersion: apps/v1\nkind: DaemonSet\nmetadata: {name: agent}\n", withWeb: false).Object("apps/v1", "DaemonSet", "agent", """
            "spec":{},"status":{"observedGeneration":2,"desiredNumberScheduled":1}
            """, ",\"generation\":2,\"annotations\":{\"deprecated.daemonset.template.generation\":\"2\"}");
        WebCluster Pod(string generation) => cluster.Object("v1", "Pod", "agent-x", $$$"""
            "spec":{"nodeName":"node1","containers":[{"name":"web","image":"x"}]},"status":{"phase":"Pending","containerStatuses":[{"name":"web","restartCount":0,"state":{{{Waiting("InvalidImageName")}}},"lastState":{}}]}
            """, $",\"labels\":{{\"pod-template-generation\":\"{generation}\"}}," + Owner("apps/v1", "DaemonSet", "agent"));
        Pod("1").At(60).Failure.Should().BeNull();
        Pod("2").At(61).Failure.Should().Be(ErrorState.InvalidImageName);
    }

    [Fact]
    public void A_deployment_that_was_just_changed_is_not_judged_by_its_old_pods() =>
        new WebCluster().At(1).Pod(Waiting("InvalidImageName")).Deployment(ready: 0, generation: 2, observed: 1).At(2).Failure.Should().BeNull();

    [Fact]
    public void A_deployment_scaled_to_none_is_ready()
    {
        var cluster = new WebCluster().Healthy().At(10).Deployment(ready: 0, replicas: 0).ReplicaSet(replicas: 0).Pod(Running, deleting: true);
        cluster.At(14).Outcome.Should().Be(Outcome.Ready);
    }

    [Fact]
    public void A_paused_deployment_is_ready_with_the_pods_it_has_and_awaited_without()
    {
        const string spec = """{"containers":[{"name":"web","image":"x"}]}""";
        WebCluster Paused(int ready) => new WebCluster().Object("apps/v1", "Deployment", "web", $$$$"""
            "spec":{"replicas":1,"paused":true,"template":{"metadata":{"labels":{"app":"web"}},"spec":{{{{spec}}}}}},"status":{"observedGeneration":2,"replicas":{{{{ready}}}},"updatedReplicas":{{{{ready}}}},"readyReplicas":{{{{ready}}}},"availableReplicas":{{{{ready}}}}}
            """, ",\"generation\":2,\"annotations\":{\"deployment.kubernetes.io/revision\":\"1\"}");
        Paused(1).Pod(Running, ready: true, phase: "Running", started: true).At(5).Outcome.Should().Be(Outcome.Ready);
        Paused(0).At(60).Diagnose().Objects.Should().ContainSingle().Which.Summary.Should().StartWith("paused");
    }

    private const string Autoscaler = "apiVersion: autoscaling/v2\nkind: HorizontalPodAutoscaler\nmetadata: {name: web}\n";

    private static WebCluster Scaling(string conditions, string kind = "Deployment", string name = "web", WaitPolicy? policy = null) =>
        new WebCluster(Autoscaler, policy: policy).Healthy().Object("autoscaling/v2", "HorizontalPodAutoscaler", "web", $$$$"""
            "spec":{"scaleTargetRef":{"apiVersion":"apps/v1","kind":"{{{{kind}}}}","name":"{{{{name}}}}"}},"status":{"conditions":[{{{{conditions}}}}]}
            """);

    private const string NoMetrics = """{"type":"AbleToScale","status":"True"},{"type":"ScalingActive","status":"False","reason":"FailedGetResourceMetric","message":"failed to get cpu utilization: missing request for cpu in container web of Pod web-1-a"}""";

    [Fact]
    public void An_autoscaler_without_metrics_is_remarked_and_holds_up_nobody()
    {
        var cluster = Scaling(NoMetrics).At(300);
        cluster.Outcome.Should().Be(Outcome.Ready);
        cluster.Diagnose().Awaited.Should().ContainSingle().Which.Fix.Should().StartWith("give every container of the target a request");
    }

    [Fact]
    public void An_autoscaler_s_metrics_are_awaited_where_that_is_wanted()
    {
        var policy = WaitPolicy.Default with { AwaitMetrics = true };
        Scaling(NoMetrics, policy: policy).At(300).Outcome.Should().Be(Outcome.Progressing);
        Scaling("""{"type":"ScalingActive","status":"True"}""", policy: policy).At(300).Outcome.Should().Be(Outcome.Ready);
        Scaling("""{"type":"ScalingActive","status":"False","reason":"ScalingDisabled"}""", policy: policy).At(300).Outcome.Should().Be(Outcome.Ready);
    }

    [Fact]
    public void An_autoscaler_of_what_can_not_be_scaled_fails_after_the_grace_period()
    {
        const string refused = """{"type":"AbleToScale","status":"False","reason":"FailedGetScale","message":"the HPA controller was unable to get the target's current scale: the server could not find the requested resource"}""";
        var cluster = Scaling(refused, "DaemonSet", "agent").Object("apps/v1", "DaemonSet", "agent", "\"spec\":{},\"status\":{\"desiredNumberScheduled\":1}");
        cluster.At(14).Failure.Should().BeNull();
        cluster.At(15).Failure.Should().Be(ErrorState.FailedGetScale);
    }

    [Fact]
    public void An_autoscaler_of_the_first_version_keeps_its_conditions_in_an_annotation()
    {
        var cluster = new WebCluster(Autoscaler).Healthy().Object("autoscaling/v1", "HorizontalPodAutoscaler", "web", """
            "spec":{"scaleTargetRef":{"apiVersion":"apps/v1","kind":"Deployment","name":"web"}}
            """, ",\"annotations\":{\"autoscaling.alpha.kubernetes.io/conditions\":\"[{\\\"type\\\":\\\"ScalingActive\\\",\\\"status\\\":\\\"False\\\",\\\"reason\\\":\\\"FailedGetResourceMetric\\\",\\\"message\\\":\\\"no metrics\\\"}]\"}");
        cluster.At(60).Awaited.Should().Contain(ErrorState.FailedGetMetrics);
    }
}
