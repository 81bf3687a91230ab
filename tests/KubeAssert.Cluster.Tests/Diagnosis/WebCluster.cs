using System.Text.Json;
using KubeAssert.Cluster.Diagnosing.Context;
using KubeAssert.Cluster.Diagnosing.Judgement;
using KubeAssert.Cluster.Diagnosing.Parsing;
using KubeAssert.Cluster.Diagnosing.Rendering;
using KubeAssert.Cluster.Observation;

namespace KubeAssert.Cluster.Tests.Diagnosis;

/// <summary>
/// A cluster in small: one ready node, and Deployment/web with one ReplicaSet and one pod, applied at second 0.
/// Each call tells one observation at the present second; what is not told stays as it was.
/// </summary>
internal sealed class WebCluster
{
    public const string Yaml = """
        apiVersion: apps/v1
        kind: Deployment
        metadata:
          name: web
        spec:
          selector:
            matchLabels: {app: web}
          template:
            metadata:
              labels: {app: web}
            spec:
              containers:
              - name: web
                image: shop/web:1
        """;

    private static readonly DateTimeOffset Zero = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);
    private readonly WaitPolicy _patience;
    private readonly string _spec;
    private int _events;
    private double _second;

    public WebCluster(string yaml = Yaml, string spec = """{"containers":[{"name":"web","image":"shop/web:1"}]}""", WaitPolicy? policy = null, bool withWeb = true, bool withNode = true)
    {
        _patience = policy ?? WaitPolicy.Default;
        _spec = spec;
        if (withNode)
            Node();
        Tell(new Applied(Now, Manifests.Parse(yaml, "web.yaml").ToArray(), "shop"));
        if (!withWeb)
            return;
        Deployment(ready: 0);
        ReplicaSet();
        Pod("{}", scheduled: false);
        Pod(Waiting("ContainerCreating"));
    }

    public ClusterState State { get; private set; } = ClusterState.Empty;

    public DateTimeOffset Now => Zero + TimeSpan.FromSeconds(_second);

    public WebCluster At(double second)
    {
        _second = second;
        return this;
    }

    public WebCluster Answering()
    {
        State = State.AnsweringQuestions();
        return this;
    }

    public WebCluster Tell(Observation.Observation observation)
    {
        State = State.With(observation);
        return this;
    }

    public WebCluster Object(string json, WatchEventType type = WatchEventType.Modified)
    {
        using var document = JsonDocument.Parse(json);
        return Tell(new Watched(Now, type, document.RootElement.Clone()));
    }

    public WebCluster Object(string apiVersion, string kind, string name, string rest = "\"spec\":{}", string metadata = "", string? ns = "shop", WatchEventType type = WatchEventType.Modified) =>
        Object($$"""{"apiVersion":"{{apiVersion}}","kind":"{{kind}}","metadata":{"name":"{{name}}","uid":"{{kind}}-{{name}}"{{(ns is null ? "" : $",\"namespace\":\"{ns}\"")}}{{metadata}}},{{rest}}}""", type);

    public WebCluster Node(string labels = """{"kubernetes.io/arch":"amd64"}""", string spec = "{}", string ready = "True", string name = "node1") =>
        Object("v1", "Node", name, $$"""
            "spec":{{spec}},"status":{"allocatable":{"cpu":"2","memory":"4Gi","pods":"110"},"conditions":[{"type":"Ready","status":"{{ready}}"}]}
            """, $",\"labels\":{labels}", null);

    public WebCluster Deployment(int ready, int replicas = 1, string conditions = "", int generation = 1, int observed = 1, int? updated = null, int? current = null) =>
        Object("apps/v1", "Deployment", "web", $$$$"""
            "spec":{"replicas":{{{{replicas}}}},"selector":{"matchLabels":{"app":"web"}},"template":{"metadata":{"labels":{"app":"web"}},"spec":{{{{_spec}}}}}},
            "status":{"observedGeneration":{{{{observed}}}},"replicas":{{{{current ?? replicas}}}},"updatedReplicas":{{{{updated ?? replicas}}}},"readyReplicas":{{{{ready}}}},"availableReplicas":{{{{ready}}}},"conditions":[{{{{conditions}}}}]}
            """, $",\"generation\":{generation},\"annotations\":{{\"deployment.kubernetes.io/revision\":\"1\"}}");

    public WebCluster ReplicaSet(string name = "web-1", int replicas = 1, string revision = "1", string conditions = "") =>
        Object("apps/v1", "ReplicaSet", name, $$$$"""
            "spec":{"replicas":{{{{replicas}}}},"template":{"spec":{}}},"status":{"observedGeneration":1,"replicas":{{{{replicas}}}},"conditions":[{{{{conditions}}}}]}
            """, $",\"generation\":1,\"annotations\":{{\"deployment.kubernetes.io/revision\":\"{revision}\"}}," + Owner("apps/v1", "Deployment", "web"));

    public static string Owner(string apiVersion, string kind, string name) =>
        $$"""
        "ownerReferences":[{"apiVersion":"{{apiVersion}}","kind":"{{kind}}","name":"{{name}}","uid":"{{kind}}-{{name}}","controller":true}]
        """;

    /// <summary>The pod, its only container in the given state.</summary>
    public WebCluster Pod(
        string state, bool ready = false, int restarts = 0, string last = "{}", string name = "web-1-a", string? owner = "", string phase = "Pending",
        string? reason = null, string message = "", bool scheduled = true, string? conditions = null, string? spec = null, bool deleting = false, bool init = false, bool started = false)
    {
        var flag = ready ? "True" : "False";
        var body = (spec ?? _spec)[..^1] + (scheduled ? ",\"nodeName\":\"node1\"}" : "}");
        var statuses = state == "{}" ? "" : $$"""
            ,"{{(init ? "initContainerStatuses" : "containerStatuses")}}":[{"name":"{{(init ? "setup" : "web")}}","ready":{{(ready ? "true" : "false")}},"started":{{(started ? "true" : "false")}},"restartCount":{{restarts}},"state":{{state}},"lastState":{{last}}}]
            """;
        conditions ??= scheduled ? $$"""{"type":"PodScheduled","status":"True"},{"type":"Ready","status":"{{flag}}"}""" : "";
        return Object("v1", "Pod", name, $$"""
            "spec":{{body}},"status":{"phase":"{{phase}}","reason":"{{reason}}","message":"{{message}}","conditions":[{{conditions}}]{{statuses}}}
            """, ",\"labels\":{\"app\":\"web\"}" + (deleting ? ",\"deletionTimestamp\":\"2026-03-01T12:00:00Z\"" : "") + (owner is null ? "" : "," + (owner.Length > 0 ? owner : Owner("apps/v1", "ReplicaSet", "web-1"))));
    }

    public WebCluster Event(string reason, string message, int count = 1, string about = "Pod/web-1-a", bool onContainer = true, string type = "Warning", string? uid = null, string id = "")
    {
        var (kind, name) = (about.Split('/')[0], about.Split('/')[1]);
        var field = onContainer && kind == "Pod" ? ",\"fieldPath\":\"spec.containers{web}\"" : "";
        _events++;
        return Object($$$"""
            {"apiVersion":"v1","kind":"Event","metadata":{"name":"{{{(id.Length > 0 ? id : reason + _events)}}}","namespace":"shop","uid":"e{{{(id.Length > 0 ? id : _events.ToString(System.Globalization.CultureInfo.InvariantCulture))}}}"},
             "involvedObject":{"kind":"{{{kind}}}","namespace":"shop","name":"{{{name}}}","uid":"{{{uid ?? kind + "-" + name}}}"{{{field}}}},
             "type":"{{{type}}}","reason":"{{{reason}}}","message":{{{JsonSerializer.Serialize(message)}}},"count":{{{count}}}}
            """);
    }

    public static string Waiting(string reason, string message = "") => $$$"""{"waiting":{"reason":"{{{reason}}}","message":{{{JsonSerializer.Serialize(message)}}}}}""";

    public static string Running => """{"running":{"startedAt":"2026-03-01T12:00:00Z"}}""";

    public static string Ended(int code, string reason = "Error", string message = "") =>
        $$$"""{"terminated":{"exitCode":{{{code}}},"reason":"{{{reason}}}","message":{{{JsonSerializer.Serialize(message)}}},"startedAt":"2026-03-01T12:00:00Z","finishedAt":"2026-03-01T12:00:01Z"}}""";

    public WebCluster Healthy() => Pod(Running, ready: true, phase: "Running", started: true).Deployment(ready: 1);

    public Cluster.Diagnosis Diagnose() => new Diagnostician(_patience).Diagnose(State, Now);

    /// <summary>The state it fails with; null while it does not.</summary>
    public ErrorState? Failure => Diagnose() is { Outcome: Outcome.Failing } failing ? failing.Causes[0].State : null;

    public Outcome Outcome => Diagnose().Outcome;

    public IEnumerable<ErrorState> Awaited => Diagnose().Awaited.Select(a => a.State);
}
