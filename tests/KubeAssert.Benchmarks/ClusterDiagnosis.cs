using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using KubeAssert.Cluster;
using KubeAssert.Cluster.Diagnosing.Context;
using KubeAssert.Cluster.Diagnosing.Judgement;
using KubeAssert.Cluster.Diagnosing.Parsing;
using KubeAssert.Cluster.Diagnosing.Rendering;
using KubeAssert.Cluster.Observation;

namespace KubeAssert.Benchmarks;

/// <summary>What an event costs in a namespace of many pods: folding it in and diagnosing anew, and what the picture holds in memory.</summary>
internal static class ClusterDiagnosis
{
    private static readonly DateTimeOffset Zero = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    public static void Measure()
    {
        foreach (var pods in new[] { 50, 500, 5000 })
        {
            Run(pods, failing: false);
            Run(pods, failing: true);
        }
    }

    private static void Run(int pods, bool failing)
    {
        var before = GC.GetTotalMemory(forceFullCollection: true);
        var state = Build(pods, failing);
        var memory = (GC.GetTotalMemory(forceFullCollection: true) - before) / 1048576.0;
        var diagnostician = new Diagnostician(WaitPolicy.Default);

        var rounds = Math.Max(5, 20000 / pods);
        for (var i = 0; i < rounds; i++)
            diagnostician.Diagnose(state, Zero.AddSeconds(60));

        var (folds, diagnoses) = (new List<double>(), new List<double>());
        for (var i = 0; i < rounds; i++)
        {
            using var json = JsonDocument.Parse(Pod(i % pods, failing));
            var start = Stopwatch.GetTimestamp();
            state = state.With(new Watched(Zero.AddSeconds(60), WatchEventType.Modified, json.RootElement));
            folds.Add(Stopwatch.GetElapsedTime(start).TotalMilliseconds);
            start = Stopwatch.GetTimestamp();
            diagnostician.Diagnose(state, Zero.AddSeconds(60));
            diagnoses.Add(Stopwatch.GetElapsedTime(start).TotalMilliseconds);
        }

        // the median: what else the machine does shows in the mean
        var (fold, diagnose) = (folds.Order().ElementAt(rounds / 2), diagnoses.Order().ElementAt(rounds / 2));
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"cluster diagnosis, {pods,5} pods, {(failing ? "all failing" : "all ready"),-11}: fold {fold:0.000} ms, diagnose {diagnose:0.00} ms per event, {1000 * diagnose / pods:0.0} us per pod, picture {memory:0.0} MB"));
        GC.KeepAlive(state);
    }

    private static ClusterState Build(int pods, bool failing)
    {
        var yaml = string.Join("\n---\n", Enumerable.Range(0, (pods + 9) / 10).Select(i => $"apiVersion: apps/v1\nkind: Deployment\nmetadata: {{name: web-{i}}}\nspec: {{template: {{spec: {{containers: [{{name: web, image: x}}]}}}}}}"));
        var state = ClusterState.Empty.With(new Applied(Zero, Manifests.Parse(yaml).ToArray(), "shop"));
        for (var i = 0; i < (pods + 9) / 10; i++)
        {
            state = Tell(state, $$$"""{"apiVersion":"apps/v1","kind":"Deployment","metadata":{"name":"web-{{{i}}}","namespace":"shop","uid":"d{{{i}}}","generation":1,"annotations":{"deployment.kubernetes.io/revision":"1"}},"spec":{"replicas":10},"status":{"observedGeneration":1,"replicas":10,"updatedReplicas":10,"readyReplicas":10,"availableReplicas":10}}""");
            state = Tell(state, $$$"""{"apiVersion":"apps/v1","kind":"ReplicaSet","metadata":{"name":"web-{{{i}}}-1","namespace":"shop","uid":"r{{{i}}}","annotations":{"deployment.kubernetes.io/revision":"1"},"ownerReferences":[{"apiVersion":"apps/v1","kind":"Deployment","name":"web-{{{i}}}","uid":"d{{{i}}}","controller":true}]},"spec":{"replicas":10},"status":{"replicas":10}}""");
        }

        for (var i = 0; i < pods; i++)
        {
            state = Tell(state, Pod(i, failing));
            for (var e = 0; e < 5; e++)
                state = Tell(state, $$"""{"apiVersion":"v1","kind":"Event","metadata":{"name":"e{{i}}-{{e}}","namespace":"shop","uid":"e{{i}}-{{e}}"},"involvedObject":{"kind":"Pod","namespace":"shop","name":"web-{{i}}","uid":"p{{i}}"},"type":"Normal","reason":"Pulled","message":"Container image registry.example.com/shop/web:1.2.3 already present on machine","count":1}""");
        }

        return state;
    }

    private static string Pod(int i, bool failing)
    {
        var state = failing ? "\"waiting\":{\"reason\":\"CrashLoopBackOff\",\"message\":\"back-off 10s restarting failed container\"}" : "\"running\":{\"startedAt\":\"2026-01-01T00:00:00Z\"}";
        var last = failing ? ",\"lastState\":{\"terminated\":{\"exitCode\":1,\"reason\":\"Error\"}}" : "";
        var ready = failing ? "False" : "True";
        var (isReady, restarts) = failing ? ("false", 3) : ("true", 0);
        return $$$"""
            {"apiVersion":"v1","kind":"Pod","metadata":{"name":"web-{{{i}}}","namespace":"shop","uid":"p{{{i}}}","labels":{"app":"web","pod-template-hash":"5d","tier":"front"},"ownerReferences":[{"apiVersion":"apps/v1","kind":"ReplicaSet","name":"web-{{{i / 10}}}-1","uid":"r{{{i / 10}}}","controller":true}]},
             "spec":{"nodeName":"node1","volumes":[{"name":"config","configMap":{"name":"settings"}}],"containers":[{"name":"web","image":"registry.example.com/shop/web:1.2.3","ports":[{"name":"http","containerPort":8080}],"resources":{"requests":{"cpu":"100m","memory":"128Mi"}},"readinessProbe":{"httpGet":{"path":"/","port":"http"}},"env":[{"name":"A","valueFrom":{"secretKeyRef":{"name":"db","key":"url"} } }]}]},
             "status":{"phase":"Running","conditions":[{"type":"PodReadyToStartContainers","status":"True"},{"type":"Initialized","status":"True"},{"type":"Ready","status":"{{{ready}}}"},{"type":"ContainersReady","status":"{{{ready}}}"},{"type":"PodScheduled","status":"True"}],
              "containerStatuses":[{"name":"web","ready":{{{isReady}}},"started":true,"restartCount":{{{restarts}}},"state":{ {{{state}}} }{{{last}}} }]}}
            """;
    }

    private static ClusterState Tell(ClusterState state, string json)
    {
        using var document = JsonDocument.Parse(json);
        return state.With(new Watched(Zero, WatchEventType.Added, document.RootElement));
    }
}
