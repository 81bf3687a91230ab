using KubeAssert.Cluster.Observation;
using static KubeAssert.Cluster.Tests.Diagnosis.WebCluster;

namespace KubeAssert.Cluster.Tests.Diagnosis;

/// <summary>What comes late, goes and comes again, or is replaced: deployments that heal, and must not be called failing meanwhile.</summary>
public sealed class LateTests
{
    private const string ServiceYaml = "apiVersion: v1\nkind: Service\nmetadata: {name: db}\nspec: {selector: {app: db}, ports: [{port: 5432}]}\n";

    private static string Spec(string selector = "{\"app\":\"db\"}", string target = "5432") => $$$$"""
        "spec":{"selector":{{{{selector}}}},"ports":[{"port":5432,"targetPort":{{{{target}}}}}]}
        """;

    private static WebCluster Template(WebCluster cluster, string name, string labels, string ports = "[]", int generation = 1) => cluster.Object("apps/v1", "Deployment", name, $$$$"""
        "spec":{"replicas":1,"template":{"metadata":{"labels":{{{{labels}}}}},"spec":{"containers":[{"name":"c","image":"x","ports":{{{{ports}}}}}]}}},"status":{"observedGeneration":{{{{generation}}}}}
        """, $",\"generation\":{generation}");

    private static void NeverFails(WebCluster cluster, double from, double to)
    {
        for (var second = from; second <= to; second += 0.5)
            cluster.At(second).Failure.Should().BeNull($"at {second} s nothing speaks for a failure");
    }

    [Fact]
    public void A_workload_that_comes_12_seconds_after_its_service_is_no_failure()
    {
        var cluster = new WebCluster(WebCluster.Yaml + "\n---\n" + ServiceYaml).Healthy().Object("v1", "Service", "db", Spec());
        NeverFails(cluster, 1, 12);
        Template(cluster, "db", """{"app":"db"}""");
        NeverFails(cluster, 12, 40);
    }

    [Fact]
    public void A_selector_that_nearly_names_what_is_there_fails_soon() =>
        Template(new WebCluster(ServiceYaml, withWeb: false).Object("v1", "Service", "db", Spec()), "data", """{"app":"dbs"}""").At(5).Failure.Should().Be(ErrorState.NoEndpoints);

    [Fact]
    public void Labels_and_selector_that_change_together_are_not_caught_between_two_watch_events()
    {
        var cluster = Template(new WebCluster(ServiceYaml, withWeb: false).Object("v1", "Service", "db", Spec()), "db", """{"app":"db"}""");
        cluster.At(60).Object("v1", "Service", "db", Spec("{\"app\":\"db2\"}")).Failure.Should().BeNull();
        Template(cluster.At(60.1), "db", """{"app":"db2"}""", generation: 2);
        NeverFails(cluster, 60.1, 90);
    }

    [Fact]
    public void A_port_that_is_renamed_on_both_sides_is_not_caught_between_two_watch_events()
    {
        var cluster = Template(new WebCluster(ServiceYaml, withWeb: false).Object("v1", "Service", "db", Spec(target: "\"sql\"")), "db", """{"app":"db"}""", """[{"name":"sql","containerPort":5432}]""");
        Template(cluster.At(60), "db", """{"app":"db"}""", """[{"name":"pg","containerPort":5432}]""", 2).Failure.Should().BeNull();
        cluster.At(60.2).Object("v1", "Service", "db", Spec(target: "\"pg\""));
        NeverFails(cluster, 60.2, 90);
    }

    private const string IngressYaml = "apiVersion: networking.k8s.io/v1\nkind: Ingress\nmetadata: {name: web}\nspec: {defaultBackend: {service: {name: shop, port: {number: 80}}}}\n";

    [Fact]
    public void A_backend_that_is_applied_12_seconds_after_its_ingress_is_no_failure()
    {
        var cluster = new WebCluster(IngressYaml, withWeb: false);
        NeverFails(cluster, 1, 12);
        cluster.Object("v1", "Service", "shop", "\"spec\":{\"ports\":[{\"port\":80}]}");
        NeverFails(cluster, 12, 40);
    }

    [Fact]
    public void A_backend_s_port_that_changes_before_its_ingress_is_no_failure()
    {
        var cluster = new WebCluster(IngressYaml, withWeb: false).Object("v1", "Service", "shop", "\"spec\":{\"ports\":[{\"port\":80}]}");
        cluster.At(60).Object("v1", "Service", "shop", "\"spec\":{\"ports\":[{\"port\":8080}]}").Failure.Should().BeNull();
        cluster.Outcome.Should().Be(Outcome.Progressing, "what will be a failure is not ready before");
        cluster.At(60.2).Tell(new Applied(cluster.Now, Manifests.Parse(IngressYaml.Replace("80", "8080", StringComparison.Ordinal), "web.yaml").ToArray(), "shop"));
        NeverFails(cluster, 60.2, 90);
    }

    [Fact]
    public void An_ingress_to_a_missing_port_is_never_ready_before_it_fails()
    {
        var cluster = new WebCluster(IngressYaml, withWeb: false).Object("v1", "Service", "shop", "\"spec\":{\"ports\":[{\"port\":81}]}");
        cluster.At(10).Outcome.Should().Be(Outcome.Progressing);
        cluster.At(15).Failure.Should().Be(ErrorState.BackendNotFound);
        cluster.Diagnose().Causes[0].Should().Match<Cause>(c => c.Path == "spec.defaultBackend.service.port" && c.Fix == "send to port 81 of Service/shop");
    }

    [Fact]
    public void A_key_that_comes_12_seconds_late_is_no_failure()
    {
        var cluster = new WebCluster().Object("v1", "ConfigMap", "settings", "\"data\":{}").At(1).Pod(Waiting("CreateContainerConfigError", "couldn't find key mode in ConfigMap shop/settings"));
        NeverFails(cluster, 1, 12);
        cluster.Object("v1", "ConfigMap", "settings", "\"data\":{\"mode\":\"x\"}");
        NeverFails(cluster, 12, 40);
    }

    private const string QuotaYaml = "apiVersion: v1\nkind: ResourceQuota\nmetadata: {name: team}\nspec: {hard: {pods: '9'}}\n";

    [Fact]
    public void A_quota_raised_after_12_seconds_shows_at_the_controller_s_next_try_only()
    {
        const string message = "pods \"web-1-x\" is forbidden: exceeded quota: team, requested: pods=1, used: pods=1, limited: pods=1";
        var cluster = new WebCluster().Tell(new Listed(default, "", "Pod", [])).At(10).Event("FailedCreate", "Error creating: " + message, about: "ReplicaSet/web-1")
            .At(1).ReplicaSet(conditions: $$"""{"type":"ReplicaFailure","status":"True","reason":"FailedCreate","message":{{System.Text.Json.JsonSerializer.Serialize(message)}}}""");
        NeverFails(cluster, 1, 12);
        cluster.Tell(new Applied(cluster.Now, Manifests.Parse(QuotaYaml, "quota.yaml").ToArray(), "shop"));
        NeverFails(cluster, 12, 41);
        cluster.At(42).Event("FailedCreate", "Error creating: " + message, about: "ReplicaSet/web-1").Failure.Should().Be(ErrorState.FailedCreate, "the next try was refused as well");
    }

    [Fact]
    public void A_quota_that_a_pod_of_the_new_revision_frees_by_getting_ready_is_waited_for()
    {
        var cluster = new WebCluster().Pod(Running, ready: true, phase: "Running").At(1).Pod(Running, phase: "Running", name: "web-2-a", owner: Owner("apps/v1", "ReplicaSet", "web-2"))
            .ReplicaSet("web-2", replicas: 2, revision: "2", conditions: """{"type":"ReplicaFailure","status":"True","reason":"FailedCreate","message":"exceeded quota: team"}""");
        cluster.At(60).Failure.Should().BeNull();
        cluster.Pod(Running, ready: true, phase: "Running", name: "web-2-a", owner: Owner("apps/v1", "ReplicaSet", "web-2")).Failure.Should().Be(ErrorState.FailedCreate);
    }

    [Fact]
    public void A_job_s_pod_that_ends_frees_its_quota() =>
        new WebCluster().Tell(new Listed(default, "", "Pod", [])).Pod(Running, name: "load-x", owner: Owner("batch/v1", "Job", "load"), phase: "Running").At(1)
            .ReplicaSet(conditions: """{"type":"ReplicaFailure","status":"True","reason":"FailedCreate","message":"exceeded quota: team"}""").At(60).Failure.Should().BeNull();

    private static WebCluster Dependent(bool ready) =>
        Endpoints(Template(new WebCluster(WebCluster.Yaml + "\n---\n" + ServiceYaml).Object("v1", "Service", "db", Spec()), "db", """{"app":"db"}"""), ready);

    private static WebCluster Endpoints(WebCluster cluster, bool ready) => cluster.Object("discovery.k8s.io/v1", "EndpointSlice", "db-x", $$$"""
        "endpoints":[{"addresses":["10.0.0.1"],"conditions":{"ready":{{{(ready ? "true" : "false")}}}}}],"ports":[{"name":"","port":5432}]
        """, ",\"labels\":{\"kubernetes.io/service-name\":\"db\"}");

    private static void Crash(WebCluster cluster, double second, int restarts) =>
        cluster.At(second).Pod(Waiting("CrashLoopBackOff"), restarts: restarts, last: Ended(1), phase: "Running");

    [Fact]
    public void A_program_that_ends_until_its_database_is_up_gets_up_to_two_more_tries()
    {
        var cluster = Dependent(ready: false);
        Crash(cluster, 3, 1);
        NeverFails(cluster, 3, 9);
        Endpoints(cluster, ready: true);
        NeverFails(cluster, 9, 14);
        cluster.Pod(Running, ready: true, restarts: 2, last: Ended(1), phase: "Running").Deployment(ready: 1);
        NeverFails(cluster, 14, 30);
    }

    [Fact]
    public void A_program_that_ends_a_fourth_time_or_with_its_database_up_is_a_crash_loop()
    {
        var fourth = Dependent(ready: false);
        Crash(fourth, 14, 2);
        fourth.Failure.Should().BeNull();
        Crash(fourth, 36, 3);
        fourth.Failure.Should().Be(ErrorState.CrashLoopBackOff);

        var up = Dependent(ready: true);
        Crash(up, 5, 1);
        up.Failure.Should().Be(ErrorState.CrashLoopBackOff);
    }

    private const string JobYaml = "apiVersion: batch/v1\nkind: Job\nmetadata: {name: load}\n";

    [Fact]
    public void A_job_that_is_cleared_away_once_it_is_done_stays_ready()
    {
        const string done = "\"spec\":{},\"status\":{\"succeeded\":1,\"conditions\":[{\"type\":\"Complete\",\"status\":\"True\"}]}";
        var cluster = new WebCluster(JobYaml, withWeb: false).At(2).Object("batch/v1", "Job", "load", done).At(4).Object("batch/v1", "Job", "load", done, type: WatchEventType.Deleted);
        cluster.At(9).Outcome.Should().Be(Outcome.Ready);
        cluster.At(10).Tell(new Applied(cluster.Now, Manifests.Parse(JobYaml, "load.yaml").ToArray(), "shop")).At(20).Outcome.Should().Be(Outcome.Progressing, "it was applied once more");
    }

    [Fact]
    public void A_node_that_runs_pods_has_started_whatever_was_last_heard_of_it()
    {
        var cluster = new WebCluster(withNode: false).Node(ready: "False").At(1).Pod(Running, ready: true, phase: "Running", name: "other", owner: Owner("apps/v1", "ReplicaSet", "web-1"))
            .Object("v1", "Pod", "web-1-b", """
                "spec":{"containers":[{"name":"web","image":"x"}]},"status":{"phase":"Pending","conditions":[{"type":"PodScheduled","status":"False","reason":"Unschedulable","message":"0/1 nodes are available: 1 node(s) didn't have free ports for the requested pod ports."}]}
                """, "," + Owner("apps/v1", "ReplicaSet", "web-1"));
        cluster.At(16).Failure.Should().Be(ErrorState.Unschedulable);
    }

    private const string Once = """{"restartPolicy":"Never","initContainers":[{"name":"proxy","image":"x","restartPolicy":"Always"}],"containers":[{"name":"web","image":"x"}]}""";

    [Fact]
    public void A_sidecar_that_is_stopped_at_the_end_fails_no_pod() =>
        new WebCluster("apiVersion: v1\nkind: Pod\nmetadata: {name: once}\n", withWeb: false).Object("v1", "Pod", "once", $$$"""
            "spec":{{{Once}}},"status":{"phase":"Running","initContainerStatuses":[{"name":"proxy","restartCount":0,"state":{{{Ended(137)}}},"lastState":{}}],"containerStatuses":[{"name":"web","restartCount":0,"state":{{{Ended(0, "Completed")}}},"lastState":{}}]}
            """).At(5).Failure.Should().BeNull();

    [Fact]
    public void A_sidecar_that_holds_up_the_others_is_awaited_by_name()
    {
        const string spec = """{"initContainers":[{"name":"proxy","image":"x","restartPolicy":"Always","startupProbe":{"tcpSocket":{"port":1}}}],"containers":[{"name":"web","image":"x"}]}""";
        var cluster = new WebCluster(spec: spec).Object("v1", "Pod", "web-1-a", $$$"""
            "spec":{{{spec[..^1]}}},"nodeName":"node1"},"status":{"phase":"Pending","initContainerStatuses":[{"name":"proxy","started":false,"restartCount":0,"state":{{{Running}}},"lastState":{}}],"containerStatuses":[{"name":"web","restartCount":0,"state":{{{Waiting("PodInitializing")}}},"lastState":{}}]}
            """, "," + Owner("apps/v1", "ReplicaSet", "web-1")).At(9);
        cluster.Failure.Should().BeNull();
        cluster.Diagnose().Awaited.Should().Contain(a => a.State == ErrorState.PodInitializing && a.Container == "proxy");
    }

    [Fact]
    public void A_readiness_gate_that_nobody_opens_is_awaited_by_name()
    {
        const string spec = """{"readinessGates":[{"conditionType":"shop/live"}],"containers":[{"name":"web","image":"x"}]}""";
        var cluster = new WebCluster(spec: spec).Pod(Running, ready: true, phase: "Running", conditions: """{"type":"PodScheduled","status":"True"},{"type":"ContainersReady","status":"True"},{"type":"Ready","status":"False","reason":"ReadinessGatesNotReady"}""").At(90);
        cluster.Failure.Should().BeNull();
        cluster.Diagnose().Awaited.Should().Contain(a => a.Found.Contains("readiness gate shop/live", StringComparison.Ordinal));
    }
}
