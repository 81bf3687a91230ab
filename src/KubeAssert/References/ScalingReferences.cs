using KubeAssert.Model;

namespace KubeAssert.References;

/// <summary>What autoscalers scale, what budgets and policies select, which Service a StatefulSet names.</summary>
internal static class ScalingReferences
{
    /// <summary>The group that serves a kind, for the kinds of Kubernetes that a name may mean.</summary>
    private static readonly Dictionary<string, string> ServedIn = new(StringComparer.Ordinal)
    {
        ["Deployment"] = "apps", ["StatefulSet"] = "apps", ["ReplicaSet"] = "apps", ["DaemonSet"] = "apps", ["ReplicationController"] = "", ["Job"] = "batch",
        ["CronJob"] = "batch", ["Pod"] = "",
    };

    /// <summary>Kinds of Kubernetes without the subresource by which autoscalers scale.</summary>
    private static readonly HashSet<string> Unscalable = new(StringComparer.Ordinal) { "DaemonSet", "Job", "CronJob", "Pod" };

    /// <param name="scales">Whether it changes the number of replicas, which needs the subresource <c>scale</c>.</param>
    public static void ReadTarget(Manifest scaler, Node target, GraphBuilder graph, bool scales)
    {
        var kind = target["kind"].Text is { Length: > 0 } written ? written : "Deployment";
        var @namespace = graph.Manifests.NamespaceOf(scaler);
        if (!ServedIn.TryGetValue(kind, out var served))
        {
            graph.Object(ReferenceKind.ScaleTarget, scaler, target["name"], null, kind, @namespace, elsewhere: "a custom kind may be made at run time");
            return;
        }

        var apiVersion = target["apiVersion"].Text ?? "";
        var slash = apiVersion.IndexOf('/', StringComparison.Ordinal);
        var group = slash < 0 ? served : apiVersion[..slash];
        if (group.Contains('.', StringComparison.Ordinal))
            graph.Object(ReferenceKind.ScaleTarget, scaler, target["name"], group, kind, @namespace, elsewhere: "a custom kind may be made at run time");
        else if (group != served)
            Refuse(scaler, target, kind, $"scales a {kind} of group {group}, which does not serve that kind", $"write apiVersion: {(served.Length == 0 ? "v1" : served + "/v1")}", graph);
        else if (scales && Unscalable.Contains(kind))
            Refuse(scaler, target, kind, $"scales a {kind}, which has no replicas to scale", "name a Deployment, a StatefulSet or a ReplicaSet", graph);
        else
            graph.Object(ReferenceKind.ScaleTarget, scaler, target["name"], group, kind, @namespace);
    }

    private static void Refuse(Manifest scaler, Node target, string kind, string message, string fix, GraphBuilder graph) => graph.Add(new()
    {
        Kind = ReferenceKind.ScaleTarget,
        Source = scaler,
        Node = target["name"],
        Target = new ReferenceTarget { Kind = kind, Namespace = graph.Manifests.NamespaceOf(scaler), Name = target["name"].Text ?? "" },
        Message = message,
        Fix = fix,
    });

    public static void ReadBudget(PodDisruptionBudget budget, GraphBuilder graph)
    {
        if (budget.Selector is { IsValid: true, IsNothing: false, IsEverything: false } selector)
            graph.SelectPods(ReferenceKind.DisruptionBudgetPods, budget.Manifest, budget.Spec["selector"], selector, budget.Namespace);
    }

    public static void ReadPolicy(NetworkPolicy policy, GraphBuilder graph)
    {
        if (policy.PodSelector is { IsValid: true, IsEverything: false } selector)
            graph.SelectPods(ReferenceKind.NetworkPolicyPods, policy.Manifest, policy.Spec["podSelector"], selector, policy.Namespace);
        if (policy.PodSelector.IsValid)
            ReadPorts(policy, policy.Spec["ingress"], graph.Pods.Select(policy.PodSelector, policy.Namespace ?? ""), graph);
    }

    /// <summary>A port that is let in by its name is one of the pods that the policy selects; where none has it, nothing gets in.</summary>
    private static void ReadPorts(NetworkPolicy policy, Node rules, IReadOnlyList<PodTemplate> pods, GraphBuilder graph)
    {
        if (pods.Count == 0)
            return;

        var named = pods.SelectMany(template => template.Containers).SelectMany(container => container.Ports)
            .Where(port => port.Name.Length > 0).Select(port => (port.Name, port.Node)).ToList();
        foreach (var port in rules.Items.SelectMany(rule => rule["ports"].Items).Select(item => item["port"]))
        {
            if (port.AsString() is { Length: > 0 } name && name.AsSpan().IndexOfAnyExceptInRange('0', '9') >= 0)
                graph.Part(ReferenceKind.NetworkPolicyPort, policy.Manifest, port, pods[0].Manifest, "port", name, named, "lets in");
        }
    }
}
