using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;

namespace KubeAssert.TestApiServer;

/// <summary>Controllers in small: workloads get pods that become ready, Services get endpoints, CRDs are established, claims are bound.</summary>
internal sealed class Simulation(TestServer server)
{
    private static readonly TimeSpan Step = TimeSpan.FromMilliseconds(200);
    private readonly ObjectStore _store = server.Store;
    private int _counter;

    public void Begin(CancellationToken cancel)
    {
        _store.Write(_store.Resource("Namespace"), null, "kube-system", _ => new JsonObject { ["status"] = new JsonObject { ["phase"] = "Active" } });
        _store.Write(_store.Resource("Namespace"), null, "default", _ => new JsonObject { ["status"] = new JsonObject { ["phase"] = "Active" } });
        _store.Write(_store.Resource("Node"), null, "node1", _ => new JsonObject
        {
            ["metadata"] = new JsonObject { ["labels"] = new JsonObject { ["kubernetes.io/arch"] = "amd64", ["kubernetes.io/os"] = "linux" } },
            ["status"] = new JsonObject
            {
                ["conditions"] = Conditions("Ready"),
                ["allocatable"] = new JsonObject { ["cpu"] = "2", ["memory"] = "8Gi", ["pods"] = "110" },
            },
        });
        _store.Write(_store.Resource("Deployment"), "kube-system", "coredns", _ => new JsonObject
        {
            ["metadata"] = new JsonObject { ["generation"] = 1, ["labels"] = new JsonObject { ["k8s-app"] = "kube-dns" } },
            ["spec"] = new JsonObject
            {
                ["replicas"] = 1,
                ["selector"] = new JsonObject { ["matchLabels"] = new JsonObject { ["k8s-app"] = "kube-dns" } },
                ["template"] = new JsonObject
                {
                    ["metadata"] = new JsonObject { ["labels"] = new JsonObject { ["k8s-app"] = "kube-dns" } },
                    ["spec"] = new JsonObject { ["containers"] = new JsonArray(new JsonObject { ["name"] = "coredns", ["image"] = "coredns" }) },
                },
            },
        });
        _ = RunAsync(cancel).ContinueWith(
            t => Environment.FailFast("The simulation broke.", t.Exception), CancellationToken.None, TaskContinuationOptions.OnlyOnFaulted, TaskScheduler.Default);
    }

    private async Task RunAsync(CancellationToken cancel)
    {
        while (!cancel.IsCancellationRequested)
        {
            foreach (var deployment in Items("Deployment"))
                Reconcile(deployment);
            foreach (var pod in Items("Pod"))
                Ready(pod);
            foreach (var service in Items("Service"))
                Endpoints(service);
            foreach (var claim in Items("PersistentVolumeClaim"))
                Status(claim, new JsonObject { ["phase"] = "Bound" });
            foreach (var definition in Items("CustomResourceDefinition"))
                Establish(definition);
            CollectGarbage();
            await Task.Delay(Step, server.Time, cancel);
        }
    }

    private void Reconcile(JsonObject deployment)
    {
        var (@namespace, name) = Key(deployment);
        var spec = deployment["spec"]!.AsObject();
        var template = spec["template"]!.AsObject();
        var hash = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(template.ToJsonString())))[..10];
        var wanted = (int?)spec["replicas"] ?? 1;
        var current = $"{name}-{hash}";
        _store.Write(_store.Resource("ReplicaSet"), @namespace, current, present => present ?? new JsonObject
        {
            ["metadata"] = new JsonObject { ["generation"] = 1, ["labels"] = Labels(template, hash), ["ownerReferences"] = Owner(deployment), ["annotations"] = new JsonObject { ["deployment.kubernetes.io/revision"] = "1" } },
            ["spec"] = new JsonObject { ["replicas"] = wanted, ["selector"] = spec["selector"]!.DeepClone(), ["template"] = template.DeepClone() },
        });

        var pods = Items("Pod").Where(p => Key(p).Namespace == @namespace).ToList();
        foreach (var set in Items("ReplicaSet").Where(s => Key(s).Namespace == @namespace && OwnedBy(s, deployment)))
        {
            var (_, setName) = Key(set);
            var replicas = setName == current ? wanted : 0;
            var own = pods.Where(p => OwnedBy(p, set)).ToList();
            foreach (var surplus in own.Skip(replicas))
                _store.Delete(_store.Resource("Pod"), @namespace, Key(surplus).Name, server.Time.GetUtcNow());
            for (var i = own.Count; i < replicas; i++)
                _store.Write(_store.Resource("Pod"), @namespace, $"{setName}-{_counter++}", _ => Pod(template, hash, set));
            var ready = own.Take(replicas).Count(IsReady);
            _store.Write(_store.Resource("ReplicaSet"), @namespace, setName, present =>
            {
                if (present is null)
                    return null;
                present["spec"]!["replicas"] = replicas;
                present["status"] = new JsonObject { ["observedGeneration"] = (long)present["metadata"]!["generation"]!, ["replicas"] = replicas, ["readyReplicas"] = ready, ["availableReplicas"] = ready };
                return present;
            });
            if (setName == current)
            {
                Status(deployment, new JsonObject
                {
                    ["observedGeneration"] = (long?)deployment["metadata"]!["generation"] ?? 1,
                    ["replicas"] = wanted,
                    ["updatedReplicas"] = own.Count,
                    ["readyReplicas"] = ready,
                    ["availableReplicas"] = ready,
                    ["conditions"] = Conditions(ready == wanted ? "Available" : null, "Progressing"),
                });
            }
        }
    }

    private JsonObject Pod(JsonObject template, string hash, JsonObject set) => new()
    {
        ["metadata"] = new JsonObject { ["labels"] = Labels(template, hash), ["ownerReferences"] = Owner(set), ["creationTimestamp"] = Now() },
        ["spec"] = template["spec"]!.DeepClone(),
        ["status"] = new JsonObject { ["phase"] = "Pending" },
    };

    private void Ready(JsonObject pod)
    {
        if (IsReady(pod) || (string?)pod["status"]?["phase"] is "Succeeded" or "Failed")
            return;
        var containers = pod["spec"]!["containers"]!.AsArray();
        Status(pod, new JsonObject
        {
            ["phase"] = "Running",
            ["podIP"] = "10.42.0.7",
            ["startTime"] = Now(),
            ["conditions"] = Conditions("PodScheduled", "Initialized", "ContainersReady", "Ready"),
            ["containerStatuses"] = new JsonArray(containers.Select(c => (JsonNode)new JsonObject
            {
                ["name"] = (string)c!["name"]!,
                ["image"] = (string?)c["image"],
                ["ready"] = true,
                ["started"] = true,
                ["restartCount"] = 0,
                ["state"] = new JsonObject { ["running"] = new JsonObject { ["startedAt"] = Now() } },
                ["lastState"] = new JsonObject(),
            }).ToArray()),
        });
    }

    private void Endpoints(JsonObject service)
    {
        var (@namespace, name) = Key(service);
        if (service["spec"]?["selector"] is not JsonObject selector)
            return;
        var ready = Items("Pod").Where(p => Key(p).Namespace == @namespace && IsReady(p) && selector.All(s => (string?)p["metadata"]!["labels"]?[s.Key] == (string?)s.Value)).ToList();
        _store.Write(_store.Resource("EndpointSlice"), @namespace, name + "-x1", present => new JsonObject
        {
            ["metadata"] = new JsonObject
            {
                ["uid"] = (string?)present?["metadata"]!["uid"],
                ["labels"] = new JsonObject { ["kubernetes.io/service-name"] = name },
                ["ownerReferences"] = Owner(service),
            },
            ["addressType"] = "IPv4",
            ["ports"] = new JsonArray((service["spec"]!["ports"] as JsonArray ?? []).Select(p => (JsonNode)new JsonObject { ["name"] = (string?)p!["name"] ?? "", ["port"] = p["targetPort"]?.DeepClone() ?? p["port"]!.DeepClone() }).ToArray()),
            ["endpoints"] = new JsonArray(ready.Select(p => (JsonNode)new JsonObject
            {
                ["addresses"] = new JsonArray("10.42.0.7"),
                ["conditions"] = new JsonObject { ["ready"] = true, ["serving"] = true },
                ["targetRef"] = new JsonObject { ["kind"] = "Pod", ["name"] = Key(p).Name, ["namespace"] = @namespace, ["uid"] = (string)p["metadata"]!["uid"]! },
            }).ToArray()),
        });
    }

    private void Establish(JsonObject definition)
    {
        var spec = definition["spec"]!;
        Status(definition, new JsonObject { ["conditions"] = Conditions("NamesAccepted", "Established") });
        foreach (var version in spec["versions"]!.AsArray())
        {
            _store.Serve(new Served((string)spec["group"]!, (string)version!["name"]!, (string)spec["names"]!["kind"]!,
                (string)spec["names"]!["plural"]!, (string?)spec["scope"] == "Namespaced"));
        }
    }

    private void CollectGarbage()
    {
        string[] kinds = ["ReplicaSet", "Pod", "EndpointSlice"];
        var uids = _store.Resources.SelectMany(r => _store.List(r, null).Items).Select(i => (string)i["metadata"]!["uid"]!).ToHashSet();
        foreach (var item in kinds.SelectMany(Items))
        {
            if (item["metadata"]!["ownerReferences"] is JsonArray { Count: > 0 } owners && owners.All(o => !uids.Contains((string)o!["uid"]!)))
                _store.Delete(_store.Resource((string)item["kind"]!), Key(item).Namespace, Key(item).Name, server.Time.GetUtcNow());
        }
    }

    private IReadOnlyList<JsonObject> Items(string kind) => _store.List(_store.Resource(kind), null).Items;

    private void Status(JsonObject item, JsonObject status) =>
        _store.Write(_store.Resource((string)item["kind"]!), Key(item).Namespace, Key(item).Name, present =>
        {
            if (present is null)
                return null;
            present["status"] = status;
            return present;
        });

    private string Now() => server.Time.GetUtcNow().UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture);

    private static (string? Namespace, string Name) Key(JsonObject item) => ((string?)item["metadata"]!["namespace"], (string)item["metadata"]!["name"]!);

    private static bool IsReady(JsonObject pod) =>
        pod["status"]?["conditions"] is JsonArray conditions && conditions.Any(c => (string?)c!["type"] == "Ready" && (string?)c["status"] == "True");

    private static bool OwnedBy(JsonObject item, JsonObject owner) =>
        item["metadata"]!["ownerReferences"] is JsonArray owners && owners.Any(o => (string?)o!["uid"] == (string?)owner["metadata"]!["uid"]);

    private static JsonArray Owner(JsonObject owner) => new(new JsonObject
    {
        ["apiVersion"] = (string)owner["apiVersion"]!,
        ["kind"] = (string)owner["kind"]!,
        ["name"] = Key(owner).Name,
        ["uid"] = (string)owner["metadata"]!["uid"]!,
        ["controller"] = true,
    });

    private static JsonObject Labels(JsonObject template, string hash)
    {
        var labels = template["metadata"]?["labels"]?.DeepClone().AsObject() ?? [];
        labels["pod-template-hash"] = hash;
        return labels;
    }

    private static JsonArray Conditions(params string?[] types) =>
        new(types.OfType<string>().Select(t => (JsonNode)new JsonObject { ["type"] = t, ["status"] = "True", ["reason"] = t }).ToArray());
}
