using KubeAssert.Cluster.Observation;
using static KubeAssert.Cluster.Tests.Diagnosis.WebCluster;

namespace KubeAssert.Cluster.Tests.Diagnosis;

/// <summary>Every state of volumes, scheduling and other objects: a case that fails, and one that heals and never fails.</summary>
public sealed class ObjectStateTests
{
    private const string WithConfig = """{"volumes":[{"name":"config","configMap":{"name":"settings"}}],"containers":[{"name":"web","image":"x"}]}""";

    private static WebCluster Mounting(string message, string spec = WithConfig) => new WebCluster(spec: spec).At(1).Event("FailedMount", message, id: "m", onContainer: false);

    [Fact]
    public void A_missing_ConfigMap_fails_after_the_grace_period()
    {
        var cluster = Mounting("MountVolume.SetUp failed for volume \"config\" : configmap \"settings\" not found");
        cluster.At(15).Failure.Should().BeNull();
        cluster.At(16).Failure.Should().Be(ErrorState.FailedMount);
    }

    [Fact]
    public void A_ConfigMap_that_comes_12_seconds_late_is_healthy() =>
        Mounting("MountVolume.SetUp failed for volume \"config\" : configmap \"settings\" not found").At(12).Object("v1", "ConfigMap", "settings", "\"data\":{}")
            .At(30).Failure.Should().BeNull();

    [Fact]
    public void A_missing_object_is_asked_for_before_it_is_believed()
    {
        var cluster = Mounting("MountVolume.SetUp failed for volume \"config\" : configmap \"settings\" not found").Answering().At(16);
        cluster.Failure.Should().BeNull();
        var key = cluster.Diagnose().Questions.Should().ContainSingle().Which;

        cluster.Tell(new LookedUp(cluster.Now, key, Exists: true)).Failure.Should().BeNull();
        cluster.Tell(new LookedUp(cluster.Now, key, Exists: false)).Failure.Should().Be(ErrorState.FailedMount);
    }

    [Theory]
    [InlineData("MountVolume.SetUp failed for volume \"kube-api-access-x\" : configmap \"kube-root-ca.crt\" not found")]
    [InlineData("MountVolume.SetUp failed for volume \"config\" : object \"shop\"/\"settings\" not registered")]
    [InlineData("MountVolume.SetUp failed for volume \"config\" : failed to sync configmap cache: timed out waiting for the condition")]
    [InlineData("Unable to attach or mount volumes: unmounted volumes=[config], unattached volumes=[]: timed out waiting for the condition")]
    public void What_belongs_to_a_new_namespace_never_fails(string message) => Mounting(message).At(300).Failure.Should().BeNull();

    [Fact]
    public void A_key_that_a_volume_names_and_a_ConfigMap_lacks_fails_after_the_grace_period_and_a_misspelled_one_after_settling()
    {
        var cluster = Mounting("MountVolume.SetUp failed for volume \"config\" : configmap references non-existent config key: app.ini").Object("v1", "ConfigMap", "settings", "\"data\":{\"web.ini\":\"\"}");
        cluster.At(14).Failure.Should().BeNull();
        cluster.At(16).Failure.Should().Be(ErrorState.FailedMount);
        cluster.Object("v1", "ConfigMap", "settings", "\"data\":{\"App.ini\":\"\"}").At(6).Failure.Should().Be(ErrorState.FailedMount);
    }

    [Fact]
    public void A_key_that_was_added_is_healthy() =>
        Mounting("MountVolume.SetUp failed for volume \"config\" : configmap references non-existent config key: app.ini").At(4).Object("v1", "ConfigMap", "settings", "\"data\":{\"app.ini\":\"\"}")
            .At(30).Failure.Should().BeNull();

    [Fact]
    public void A_path_of_another_type_on_the_node_fails_after_settling() =>
        Mounting("MountVolume.SetUp failed for volume \"host\" : hostPath type check failed: /data is not a directory").At(6).Failure.Should().Be(ErrorState.FailedMount);

    [Fact]
    public void A_volume_held_elsewhere_fails_after_half_a_minute_and_heals_before()
    {
        var cluster = new WebCluster().At(1).Event("FailedAttachVolume", "Multi-Attach error for volume \"pvc-1\" Volume is already used by pod(s) web-0", onContainer: false);
        cluster.At(30).Failure.Should().BeNull();
        cluster.At(31).Failure.Should().Be(ErrorState.FailedAttachVolume);
        cluster.Healthy().At(40).Outcome.Should().Be(Outcome.Ready);
    }

    private static WebCluster Unschedulable(string message, string spec = """{"containers":[{"name":"web","image":"x","resources":{"requests":{"cpu":"1500m"}}}]}""", bool node = true)
    {
        var cluster = new WebCluster(spec: spec, withNode: node);
        return cluster.At(1).Object("v1", "Pod", "web-1-a", $$"""
            "spec":{{spec}},"status":{"phase":"Pending","conditions":[{"type":"PodScheduled","status":"False","reason":"Unschedulable","message":"{{message}}"}]}
            """, "," + Owner("apps/v1", "ReplicaSet", "web-1"));
    }

    [Theory]
    [InlineData("0/1 nodes are available: 1 node(s) didn't match Pod's node affinity/selector. preemption: 0/1 nodes are available: 1 Preemption is not helpful for scheduling.")]
    [InlineData("0/1 nodes are available: 1 node(s) had untolerated taint(s).")]
    [InlineData("0/1 nodes are available: 1 node(s) had untolerated taint {gpu: yes}. preemption: 0/1 nodes are available: 1 Preemption is not helpful.")]
    [InlineData("0/1 nodes are available: 1 node(s) didn't match pod anti-affinity rules. preemption: 0/1 nodes are available: 1 No preemption victims found for incoming pod.")]
    [InlineData("0/1 nodes are available: 1 node(s) didn't have free ports for the requested pod ports.")]
    [InlineData("0/1 nodes are available: 1 node(s) didn't match pod topology spread constraints.")]
    [InlineData("0/1 nodes are available: 1 node(s) didn't find available persistent volumes to bind.")]
    [InlineData("0/1 nodes are available: 1 node(s) were unschedulable.")]
    [InlineData("0/1 nodes are available: persistentvolumeclaim \\\"data\\\" not found. preemption: not eligible")]
    public void What_no_node_admits_fails_after_the_grace_period(string message) => Unschedulable(message).At(16).Failure.Should().Be(ErrorState.Unschedulable);

    [Theory]
    [InlineData("0/1 nodes are available: 1 Insufficient cpu. no new claims to deallocate, preemption: 0/1 nodes are available: 1 No preemption victims found for incoming pod.")]
    [InlineData("0/1 nodes are available: 1 Too many pods.")]
    [InlineData("0/1 nodes are available: pod has unbound immediate PersistentVolumeClaims. preemption: 0/1 nodes are available")]
    [InlineData("0/2 nodes are available: 1 Insufficient cpu, 1 node(s) had untolerated taint {a: b}.")]
    public void What_may_become_free_never_fails(string message) => Unschedulable(message).At(300).Failure.Should().BeNull();

    [Fact]
    public void A_request_that_no_node_is_large_enough_for_fails_after_settling() =>
        Unschedulable("0/1 nodes are available: 1 Insufficient cpu, 1 Insufficient memory.", """{"containers":[{"name":"web","image":"x","resources":{"requests":{"cpu":"3","memory":"8Gi"}}}]}""")
            .At(6).Diagnose().Causes[0].Found.Should().Be("asks for 3 cpu; the largest node has 2; asks for 8Gi memory; the largest node has 4Gi");

    [Fact]
    public void Nothing_is_unschedulable_while_the_node_is_coming()
    {
        var cluster = Unschedulable("no nodes available to schedule pods", node: false).Tell(new Listed(default, "", "Node", [], null)).At(30);
        cluster.Failure.Should().BeNull();
        cluster.Node(spec: """{"taints":[{"key":"node.kubernetes.io/not-ready","effect":"NoSchedule"}]}""", ready: "False").At(60).Failure.Should().BeNull();
        cluster.Node().Healthy().At(70).Outcome.Should().Be(Outcome.Ready);
    }

    [Theory]
    [InlineData("0/3 nodes are available: 3 node(s) didn't match Pod's node affinity/selector.", true)]
    [InlineData("0/3 nodes are available: 3 Insufficient cpu.", false)]
    [InlineData("0/1 nodes are available: 1 node(s) had untolerated taint {node.kubernetes.io/not-ready: }.", false)]
    [InlineData("no nodes available to schedule pods", false)]
    public void Where_nodes_may_not_be_looked_at_the_scheduler_is_believed(string message, bool fails)
    {
        var cluster = Unschedulable(message, node: false).At(60);
        cluster.Failure.Should().Be(fails ? ErrorState.Unschedulable : null);
        cluster.Diagnose().Awaited.Concat(cluster.Diagnose().Causes).Should().NotContain(c => c.Found.Contains("no node yet"));
    }

    [Fact]
    public void A_scheduling_gate_that_nobody_opens_fails_and_one_that_is_opened_does_not()
    {
        const string gated = """{"schedulingGates":[{"name":"shop/wait"}],"containers":[{"name":"web","image":"x"}]}""";
        var cluster = new WebCluster(spec: gated).Pod("{}", scheduled: false);
        cluster.At(14).Failure.Should().BeNull();
        cluster.At(15).Failure.Should().Be(ErrorState.SchedulingGated);
        cluster.Pod(Running, ready: true, spec: """{"containers":[{"name":"web","image":"x"}]}""").Deployment(ready: 1).At(19).Outcome.Should().Be(Outcome.Ready);
    }

    private static WebCluster Refused(string message) =>
        new WebCluster().Tell(new Listed(default, "", "Pod", [])).At(1).ReplicaSet(conditions: $$"""{"type":"ReplicaFailure","status":"True","reason":"FailedCreate","message":{{System.Text.Json.JsonSerializer.Serialize(message)}}}""");

    [Theory]
    [InlineData("pods \"web-1-x\" is forbidden: exceeded quota: team, requested: pods=1, used: pods=4, limited: pods=4")]
    [InlineData("pods \"web-1-x\" is forbidden: failed quota: team: must specify limits.cpu for: web")]
    [InlineData("pods \"web-1-x\" is forbidden: [maximum cpu usage per Container is 1, but limit is 2]")]
    [InlineData("pods \"web-1-x\" is forbidden: violates PodSecurity \"baseline:latest\": host namespaces (hostNetwork=true)")]
    [InlineData("pods \"web-1-\" is forbidden: no PriorityClass with name urgent was found")]
    [InlineData("pods \"web-1-\" is forbidden: pod rejected: RuntimeClass \"gvisor\" not found")]
    [InlineData("pods \"web-1-\" is forbidden: error looking up service account shop/robot: serviceaccount \"robot\" not found")]
    [InlineData("admission webhook \"policy.example.com\" denied the request: no")]
    [InlineData("Internal error occurred: failed calling webhook \"w.example.com\": failed to call webhook: Post \"https://w.tools.svc:443/\": service \"w\" not found")]
    [InlineData("Pod \"web-1-x\" is invalid: spec.containers[0].image: Required value")]
    public void Pods_that_may_not_be_created_fail_within_the_grace_period(string message)
    {
        Refused(message).Failure.Should().BeNull();
        Refused(message).At(16).Failure.Should().Be(ErrorState.FailedCreate);
    }

    [Fact]
    public void The_default_service_account_comes_by_itself() =>
        Refused("pods \"web-1-\" is forbidden: error looking up service account shop/default: serviceaccount \"default\" not found").At(60).Failure.Should().BeNull();

    [Fact]
    public void A_webhook_that_starts_late_is_waited_for() =>
        Refused("Internal error occurred: failed calling webhook \"inject.example.com\": Post \"https://x\": connect: connection refused").At(30).Failure.Should().BeNull();

    [Fact]
    public void A_quota_that_an_older_revision_frees_is_waited_for_and_one_that_it_keeps_is_not()
    {
        var cluster = new WebCluster().Pod(Running, ready: true, phase: "Running").At(1)
            .ReplicaSet("web-2", revision: "2", conditions: """{"type":"ReplicaFailure","status":"True","reason":"FailedCreate","message":"exceeded quota: team"}""")
            .Event("FailedCreate", "exceeded quota: team", about: "ReplicaSet/web-2");
        cluster.At(16).Failure.Should().Be(ErrorState.FailedCreate);

        cluster.At(16).Pod(Running, ready: true, phase: "Running", deleting: true).At(60).Failure.Should().BeNull("the old pod gives back what it holds");
        cluster.Object("v1", "Pod", "web-1-a", type: WatchEventType.Deleted).At(90).Failure.Should().BeNull("nobody has tried since");
        cluster.Event("FailedCreate", "exceeded quota: team", about: "ReplicaSet/web-2").At(91).Failure.Should().Be(ErrorState.FailedCreate, "the next try was refused as well");
    }

    [Fact]
    public void A_quota_of_ReplicaSets_refuses_the_Deployment_s()
    {
        const string message = "replicasets.apps \"web-1\" is forbidden: exceeded quota: objects, requested: count/replicasets.apps=1, used: count/replicasets.apps=0, limited: count/replicasets.apps=0";
        var cluster = new WebCluster().At(0).Object("v1", "ResourceQuota", "objects", "\"spec\":{\"hard\":{\"count/replicasets.apps\":\"0\"}}")
            .At(1).Deployment(ready: 0, conditions: $$"""{"type":"Progressing","status":"False","reason":"ReplicaSetCreateError","message":{{System.Text.Json.JsonSerializer.Serialize(message)}}}""");
        cluster.At(14).Failure.Should().BeNull();
        cluster.At(16).Failure.Should().Be(ErrorState.FailedCreate);
    }

    [Fact]
    public void A_quota_that_was_raised_is_waited_for_until_the_next_try()
    {
        const string message = "pods \"web-1-x\" is forbidden: exceeded quota: team, requested: pods=1, used: pods=4, limited: pods=4";
        var cluster = Refused(message).At(0).Object("v1", "ResourceQuota", "team", "\"spec\":{\"hard\":{\"pods\":\"4\"}}").At(6).Event("FailedCreate", message, about: "ReplicaSet/web-1");
        cluster.At(16).Failure.Should().Be(ErrorState.FailedCreate);
        cluster.At(8).Object("v1", "ResourceQuota", "team", "\"spec\":{\"hard\":{\"pods\":\"9\"}}");
        cluster.At(10).Event("FailedCreate", message, about: "ReplicaSet/web-1").At(20).Failure.Should().BeNull();
        cluster.Event("FailedCreate", message, about: "ReplicaSet/web-1").Failure.Should().Be(ErrorState.FailedCreate);
    }

    private const string Claim = "apiVersion: v1\nkind: PersistentVolumeClaim\nmetadata: {name: data}\n";

    private static WebCluster Pending(string reason, string message, string spec = "{\"storageClassName\":\"fast\"}") =>
        new WebCluster(Claim, withWeb: false).Object("v1", "PersistentVolumeClaim", "data", $"\"spec\":{spec},\"status\":{{\"phase\":\"Pending\"}}")
            .At(1).Event(reason, message, about: "PersistentVolumeClaim/data", type: "Normal");

    [Fact]
    public void A_claim_without_a_class_fails_after_the_grace_period_and_is_ready_when_bound()
    {
        var cluster = Pending("FailedBinding", "no persistent volumes available for this claim and no storage class is set", "{}");
        cluster.At(15).Failure.Should().BeNull();
        cluster.At(16).Failure.Should().Be(ErrorState.Pending);
        cluster.Object("v1", "PersistentVolumeClaim", "data", "\"spec\":{},\"status\":{\"phase\":\"Bound\"}").At(20).Outcome.Should().Be(Outcome.Ready);
    }

    [Fact]
    public void A_claim_of_an_unknown_class_fails_after_the_grace_period() =>
        Pending("ProvisioningFailed", "storageclass.storage.k8s.io \"fast\" not found").At(16).Diagnose().Causes[0].Should()
            .Match<Cause>(c => c.State == ErrorState.ProvisioningFailed && c.Missing!.Value.ToString() == "StorageClass/fast");

    [Theory]
    [InlineData("{\"storageClassName\":\"fast\",\"capacity\":{\"storage\":\"1Gi\"},\"accessModes\":[\"ReadWriteOnce\"]}", true)]
    [InlineData("{\"storageClassName\":\"slow\",\"capacity\":{\"storage\":\"1Gi\"},\"accessModes\":[\"ReadWriteOnce\"]}", false)]
    [InlineData("{\"storageClassName\":\"fast\",\"capacity\":{\"storage\":\"1Mi\"},\"accessModes\":[\"ReadWriteOnce\"]}", false)]
    [InlineData("{\"storageClassName\":\"fast\",\"capacity\":{\"storage\":\"1Gi\"},\"accessModes\":[\"ReadOnlyMany\"]}", false)]
    [InlineData("{\"storageClassName\":\"fast\",\"capacity\":{\"storage\":\"1Gi\"},\"accessModes\":[\"ReadWriteOnce\"],\"claimRef\":{\"namespace\":\"shop\",\"name\":\"other\"}}", false)]
    public void A_volume_that_came_late_and_fits_is_given_time_to_be_bound(string volume, bool fits)
    {
        var cluster = Pending("ProvisioningFailed", "storageclass.storage.k8s.io \"fast\" not found", "{\"storageClassName\":\"fast\",\"accessModes\":[\"ReadWriteOnce\"],\"resources\":{\"requests\":{\"storage\":\"10Mi\"}}}")
            .At(12).Tell(new Listed(default, "", "PersistentVolume", [])).Object("v1", "PersistentVolume", "late", $"\"spec\":{volume}", ns: null);
        (cluster.At(27).Failure is null).Should().Be(fits);
        cluster.At(60).Failure.Should().Be(ErrorState.ProvisioningFailed);
    }

    [Fact]
    public void A_claim_whose_consumer_came_is_awaited_while_its_volume_is_being_made() =>
        Pending("WaitForFirstConsumer", "waiting for first consumer to be created before binding").Event("ExternalProvisioning", "Waiting for a volume to be created", about: "PersistentVolumeClaim/data", type: "Normal")
            .At(60).Diagnose().Awaited.Should().ContainSingle().Which.Found.Should().Be("its volume is being provisioned");

    [Fact]
    public void A_claim_that_waits_for_its_first_consumer_is_ready() =>
        Pending("WaitForFirstConsumer", "waiting for first consumer to be created before binding").At(60).Outcome.Should().Be(Outcome.Ready);

    [Fact]
    public void A_claim_whose_volume_is_being_made_is_awaited()
    {
        var cluster = Pending("ExternalProvisioning", "Waiting for a volume to be created").At(60);
        cluster.Failure.Should().BeNull();
        cluster.Awaited.Should().Equal(ErrorState.Pending);
    }

    [Fact]
    public void A_claim_that_a_default_class_took_over_is_awaited()
    {
        var cluster = Pending("FailedBinding", "no persistent volumes available for this claim and no storage class is set", "{}");
        cluster.At(12).Event("WaitForFirstConsumer", "waiting for first consumer", about: "PersistentVolumeClaim/data", type: "Normal").At(60).Failure.Should().BeNull();
    }

    [Fact]
    public void A_claim_that_a_stateful_set_made_is_told_at_the_stateful_set()
    {
        const string spec = """{"volumes":[{"name":"data","persistentVolumeClaim":{"claimName":"data-db-0"}}],"containers":[{"name":"web","image":"x"}]}""";
        var cluster = new WebCluster("apiVersion: apps/v1\nkind: StatefulSet\nmetadata: {name: db}\n", withWeb: false)
            .Object("apps/v1", "StatefulSet", "db", "\"spec\":{\"replicas\":1},\"status\":{\"observedGeneration\":1}", ",\"generation\":1")
            .Pod("{}", name: "db-0", owner: Owner("apps/v1", "StatefulSet", "db"), scheduled: false, spec: spec)
            .Object("v1", "PersistentVolumeClaim", "data-db-0", "\"spec\":{\"storageClassName\":\"fast\"},\"status\":{\"phase\":\"Pending\"}")
            .Event("ProvisioningFailed", "storageclass.storage.k8s.io \"fast\" not found", about: "PersistentVolumeClaim/data-db-0").At(16);

        var cause = cluster.Diagnose().Causes.Should().ContainSingle().Which;
        cause.Object.ToString().Should().Be("StatefulSet/db");
        cause.Chain.Should().Equal("StatefulSet/db", "Pod/db-0", "PersistentVolumeClaim/data-db-0");
        cause.State.Should().Be(ErrorState.ProvisioningFailed);
    }

    [Fact]
    public void A_bad_image_does_not_hide_a_ConfigMap_that_is_missing_as_well() =>
        new WebCluster(spec: WithConfig).Tell(new Listed(default, "", "ConfigMap", [])).At(2).Pod(Waiting("ErrImagePull", "manifest unknown")).Diagnose().Causes[0].Also
            .Should().Contain("ConfigMap/settings, which it will need next, does not exist either");

    [Fact]
    public void A_claim_that_lost_its_volume_fails_at_once() =>
        new WebCluster(Claim, withWeb: false).Object("v1", "PersistentVolumeClaim", "data", "\"spec\":{},\"status\":{\"phase\":\"Lost\"}").Failure.Should().Be(ErrorState.ClaimLost);

    private const string WithService = WebCluster.Yaml + "\n---\napiVersion: v1\nkind: Service\nmetadata: {name: web}\n";

    private static WebCluster Service(string selector, string target = "8080", bool ready = true)
    {
        var cluster = new WebCluster(WithService).Healthy().Object("v1", "Service", "web", $$"""
            "spec":{"selector":{{selector}},"ports":[{"port":80,"targetPort":{{target}}}]}
            """);
        return ready ? cluster.Object("discovery.k8s.io/v1", "EndpointSlice", "web-x", """
            "endpoints":[{"addresses":["10.0.0.1"],"conditions":{"ready":true}}],"ports":[{"name":"","port":8080}]
            """, ",\"labels\":{\"kubernetes.io/service-name\":\"web\"}") : cluster;
    }

    [Fact]
    public void A_service_with_ready_endpoints_is_ready() => Service("""{"app":"web"}""").At(4).Outcome.Should().Be(Outcome.Ready);

    [Fact]
    public void A_service_that_selects_nothing_fails_after_the_grace_period_and_not_if_its_workload_comes()
    {
        var cluster = Service("""{"app":"shop"}""", ready: false);
        cluster.At(14).Failure.Should().BeNull();
        cluster.At(15).Failure.Should().Be(ErrorState.NoEndpoints);
        cluster.At(14).Object("apps/v1", "Deployment", "shop", "\"spec\":{\"template\":{\"metadata\":{\"labels\":{\"app\":\"shop\"}}}}").At(60).Failure.Should().BeNull();
    }

    [Fact]
    public void A_service_whose_selector_is_nearly_that_of_a_workload_without_a_service_fails_after_settling()
    {
        var cluster = Service("""{"app":"webapp"}""", ready: false);
        cluster.At(5).Failure.Should().Be(ErrorState.NoEndpoints);
        cluster.Object("v1", "Service", "front", "\"spec\":{\"selector\":{\"app\":\"web\"}}").Failure.Should().BeNull("the workload has a Service of its own, and webapp may still come");
    }

    [Fact]
    public void A_service_that_turns_to_other_pods_is_given_its_time_anew()
    {
        var cluster = Service("""{"app":"web"}""").At(30).Object("v1", "Service", "web", "\"spec\":{\"selector\":{\"app\":\"green\"}}")
            .Object("discovery.k8s.io/v1", "EndpointSlice", "web-x", "\"endpoints\":[]", ",\"labels\":{\"kubernetes.io/service-name\":\"web\"}");
        cluster.At(44).Failure.Should().BeNull();
        cluster.At(45).Failure.Should().Be(ErrorState.NoEndpoints);
    }

    [Fact]
    public void What_is_applied_later_gives_a_service_its_time_anew() =>
        Service("""{"app":"shop"}""", ready: false).At(12).Tell(new Applied(new WebCluster().At(12).Now, Manifests.Parse("apiVersion: v1\nkind: ConfigMap\nmetadata: {name: shop}\n", "shop.yaml").ToArray(), "shop"))
            .At(26).Failure.Should().BeNull();

    [Fact]
    public void A_service_whose_port_name_no_container_has_fails_after_settling() => Service("""{"app":"web"}""", "\"http\"").At(5).Failure.Should().Be(ErrorState.NoEndpoints);

    [Fact]
    public void A_service_whose_pods_are_not_ready_follows_them()
    {
        var cluster = Service("""{"app":"web"}""", ready: false).At(60);
        cluster.Outcome.Should().Be(Outcome.Progressing);
        cluster.Awaited.Should().Equal(ErrorState.NoEndpoints);
        cluster.Pod(Waiting("ContainerCreating")).Awaited.Should().Equal([ErrorState.ContainerCreating, ErrorState.NoEndpoints], "the pod tells more");
    }

    private const string Ingress = "apiVersion: networking.k8s.io/v1\nkind: Ingress\nmetadata: {name: web}\n";

    private static WebCluster IngressTo(string service, string port) =>
        new WebCluster(Ingress, withWeb: false).Object("networking.k8s.io/v1", "Ingress", "web", $$$$$$$"""
            "spec":{"rules":[{"http":{"paths":[{"backend":{"service":{"name":"{{{{{{{service}}}}}}}","port":{{{{{{{port}}}}}}}}}}]}}]}
            """);

    [Fact]
    public void An_ingress_without_its_service_fails_after_the_grace_period_and_not_if_it_comes()
    {
        var cluster = IngressTo("shop", "{\"number\":80}");
        cluster.At(15).Failure.Should().Be(ErrorState.BackendNotFound);
        cluster.Object("v1", "Service", "shop", "\"spec\":{\"ports\":[{\"port\":80}]}").Outcome.Should().Be(Outcome.Progressing);
        cluster.At(18).Outcome.Should().Be(Outcome.Ready, "the stability window counts from when the Service came");
    }

    [Fact]
    public void An_ingress_to_a_name_outside_the_cluster_needs_no_port() =>
        IngressTo("shop", "{\"number\":80}").Object("v1", "Service", "shop", "\"spec\":{\"type\":\"ExternalName\",\"externalName\":\"shop.example.com\"}").At(60).Outcome.Should().Be(Outcome.Ready);

    [Fact]
    public void An_ingress_to_a_port_that_the_service_lacks_fails_after_the_grace_period() =>
        IngressTo("shop", "{\"name\":\"http\"}").Object("v1", "Service", "shop", "\"spec\":{\"ports\":[{\"port\":80,\"name\":\"web\"}]}").At(15).Failure.Should().Be(ErrorState.BackendNotFound);

    [Fact]
    public void An_ingress_that_nobody_watches_is_judged_by_what_is_written()
    {
        const string yaml = Ingress + "spec: {defaultBackend: {service: {name: shop, port: {number: 80}}}}\n";
        new WebCluster(yaml, withWeb: false).At(15).Diagnose().Causes.Should().ContainSingle().Which.Location.ToString().Should().Be("web.yaml:4:41");
        new WebCluster(yaml, withWeb: false).Object("v1", "Service", "shop", "\"spec\":{\"ports\":[{\"port\":80}]}").At(15).Outcome.Should().Be(Outcome.Ready);
    }

    private const string Autoscaler = "apiVersion: autoscaling/v2\nkind: HorizontalPodAutoscaler\nmetadata: {name: web}\n";

    private static WebCluster Scaling(string conditions) =>
        new WebCluster(Autoscaler).Object("autoscaling/v2", "HorizontalPodAutoscaler", "web", $$$$"""
            "spec":{"scaleTargetRef":{"apiVersion":"apps/v1","kind":"Deployment","name":"shop"}},"status":{"conditions":[{{{{conditions}}}}]}
            """);

    [Fact]
    public void An_autoscaler_without_its_target_fails_after_the_grace_period_and_not_if_it_comes()
    {
        const string refused = """{"type":"AbleToScale","status":"False","reason":"FailedGetScale","message":"deployments.apps \"shop\" not found"}""";
        Scaling(refused).At(15).Failure.Should().Be(ErrorState.FailedGetScale);
        Scaling(refused).At(10).Object("apps/v1", "Deployment", "shop").At(60).Failure.Should().BeNull();
    }

    private static WebCluster Daemons(int desired) =>
        new WebCluster("apiVersion: apps/v1\nkind: DaemonSet\nmetadata: {name: agent}\n", withWeb: false).Object("apps/v1", "DaemonSet", "agent", $$$$$"""
            "spec":{"template":{"spec":{"nodeSelector":{"disk":"ssd"}}}},"status":{"observedGeneration":1,"desiredNumberScheduled":{{{{{desired}}}}},"updatedNumberScheduled":{{{{{desired}}}}}}
            """, ",\"generation\":1");

    [Fact]
    public void A_daemon_set_without_nodes_fails_after_the_grace_period_but_not_while_a_node_is_coming()
    {
        Daemons(0).At(14).Failure.Should().BeNull("a node may still be labelled");
        Daemons(0).Node(labels: """{"disk":"ssd1"}""").At(5).Failure.Should().Be(ErrorState.NoMatchingNodes, "a label is misspelled");
        Daemons(0).At(15).Failure.Should().Be(ErrorState.NoMatchingNodes);
        Daemons(0).Node(ready: "False", name: "node2").At(60).Failure.Should().BeNull();
    }

    private static WebCluster Job(string status) =>
        new WebCluster("apiVersion: batch/v1\nkind: Job\nmetadata: {name: load}\n", withWeb: false).Object("batch/v1", "Job", "load", "\"spec\":{\"backoffLimit\":1},\"status\":" + status);

    [Theory]
    [InlineData("BackoffLimitExceeded", "BackoffLimitExceeded")]
    [InlineData("MaxFailedIndexesExceeded", "BackoffLimitExceeded")]
    [InlineData("DeadlineExceeded", "DeadlineExceeded")]
    [InlineData("PodFailurePolicy", "PodFailurePolicy")]
    public void A_job_that_gave_up_fails_as_soon_as_it_means_to(string reason, string state) =>
        Job($$"""{"conditions":[{"type":"FailureTarget","status":"True","reason":"{{reason}}","message":"m"}]}""").Failure!.Name.Should().Be(state);

    [Fact]
    public void A_job_that_gave_up_waits_a_moment_for_the_pod_that_says_why()
    {
        var cluster = Job("""{"failed":1,"conditions":[{"type":"FailureTarget","status":"True","reason":"BackoffLimitExceeded","message":"m"}]}""")
            .Pod(Running, name: "load-a", owner: Owner("batch/v1", "Job", "load"), phase: "Running").At(2);
        cluster.Failure.Should().BeNull();
        cluster.Diagnose().NextLook.Should().Be(cluster.Now + TimeSpan.FromSeconds(3));
        cluster.At(5).Failure.Should().Be(ErrorState.BackoffLimitExceeded, "the pod may be gone");
        cluster.At(3).Pod(Ended(4), name: "load-a", owner: Owner("batch/v1", "Job", "load"), phase: "Failed").Diagnose().Causes[0].ExitCode.Should().Be(4);
    }

    [Fact]
    public void A_job_that_failed_once_and_then_completed_is_ready() =>
        Job("""{"failed":1,"succeeded":1,"conditions":[{"type":"Complete","status":"True"}]}""").At(3).Outcome.Should().Be(Outcome.Ready);

    [Fact]
    public void A_job_that_completed_and_was_removed_in_its_time_is_ready()
    {
        var cluster = Job("""{"succeeded":1,"conditions":[{"type":"Complete","status":"True"}]}""").At(10);
        cluster.Object("batch/v1", "Job", "load", type: WatchEventType.Deleted).At(30).Outcome.Should().Be(Outcome.Ready);
        cluster.Object("batch/v1", "Job", "load").Outcome.Should().Be(Outcome.Progressing, "it was applied once more");
    }

    [Fact]
    public void A_schedule_that_can_not_be_read_fails_at_once_and_a_readable_one_is_ready()
    {
        var cluster = new WebCluster("apiVersion: batch/v1\nkind: CronJob\nmetadata: {name: night}\n", withWeb: false).Object("batch/v1", "CronJob", "night", "\"spec\":{\"schedule\":\"61 * * * *\"}");
        cluster.At(3).Outcome.Should().Be(Outcome.Ready);
        cluster.Event("UnparseableSchedule", "unparseable schedule", about: "CronJob/night").Failure.Should().Be(ErrorState.UnparseableSchedule);
    }

    private const string Stuck = """{"type":"Progressing","status":"False","reason":"ProgressDeadlineExceeded","message":"ReplicaSet \"web-1\" has timed out progressing."}""";

    [Fact]
    public void A_deadline_that_passed_fails_unless_the_pods_say_more()
    {
        new WebCluster().At(20).Deployment(ready: 0, conditions: Stuck).Failure.Should().Be(ErrorState.ProgressDeadlineExceeded);
        new WebCluster().At(20).Deployment(ready: 0, conditions: Stuck).Pod(Waiting("ErrImagePull", "manifest unknown")).Diagnose().Causes.Should().ContainSingle().Which.State.Should().Be(ErrorState.ErrImagePull);
    }

    [Fact]
    public void A_custom_kind_is_waited_for_and_a_clash_of_names_fails()
    {
        const string yaml = "apiVersion: apiextensions.k8s.io/v1\nkind: CustomResourceDefinition\nmetadata: {name: shops.example.com}\n";
        var cluster = new WebCluster(yaml, withWeb: false).Object("apiextensions.k8s.io/v1", "CustomResourceDefinition", "shops.example.com", "\"status\":{\"conditions\":[]}", ns: null).At(60);
        cluster.Failure.Should().BeNull();
        cluster.Object("apiextensions.k8s.io/v1", "CustomResourceDefinition", "shops.example.com", """
            "status":{"conditions":[{"type":"NamesAccepted","status":"False","message":"shops is already in use"}]}
            """, ns: null).At(65).Failure.Should().Be(ErrorState.NotEstablished);
    }

    [Theory]
    [InlineData("unable to create new content in namespace shop because it is being terminated", "NamespaceTerminating")]
    [InlineData("Deployment.apps \"web\" is invalid: spec.selector: Required value", "ApplyRejected")]
    public void What_the_server_refused_fails_at_once(string message, string state)
    {
        var manifest = Manifests.Parse(WebCluster.Yaml, "web.yaml")[0];
        new WebCluster(withWeb: false).Tell(new Rejected(default, manifest, "shop", "Invalid", message, IsRetried: false)).Failure!.Name.Should().Be(state);
        new WebCluster(withWeb: false).Tell(new Rejected(default, manifest, "shop", "NotFound", "no matches for kind", IsRetried: true)).Failure.Should().BeNull();
    }
}
