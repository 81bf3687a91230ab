using KubeAssert.Model;

namespace KubeAssert.References;

/// <summary>What autoscalers scale, what budgets and policies select, which Service a StatefulSet names.</summary>
internal static class ScalingReferences
{
    private static readonly HashSet<string> BuiltInTargets = new(StringComparer.Ordinal) { "Deployment", "StatefulSet", "ReplicaSet", "ReplicationController", "DaemonSet" };

    public static void ReadTarget(Manifest scaler, Node target, GraphBuilder graph)
    {
        var kind = target["kind"].Text is { Length: > 0 } written ? written : "Deployment";
        var apiVersion = target["apiVersion"].Text;
        var group = apiVersion is null || !BuiltInTargets.Contains(kind) ? null
            : apiVersion.Contains('/', StringComparison.Ordinal) ? apiVersion[..apiVersion.IndexOf('/', StringComparison.Ordinal)] : "";
        graph.Object(
            ReferenceKind.ScaleTarget, scaler, target["name"], group is "" && kind != "ReplicationController" ? null : group, kind, graph.Manifests.NamespaceOf(scaler),
            elsewhere: BuiltInTargets.Contains(kind) ? null : "a custom kind may be made at run time");
    }

    public static void ReadBudget(PodDisruptionBudget budget, GraphBuilder graph)
    {
        if (budget.Selector is { IsValid: true, IsNothing: false, IsEverything: false } selector)
            graph.SelectPods(ReferenceKind.DisruptionBudgetPods, budget.Manifest, budget.Spec["selector"], selector, budget.Namespace);
    }

    public static void ReadPolicy(NetworkPolicy policy, GraphBuilder graph)
    {
        if (policy.PodSelector is { IsValid: true, IsEverything: false } selector)
            graph.SelectPods(ReferenceKind.NetworkPolicyPods, policy.Manifest, policy.Spec["podSelector"], selector, policy.Namespace);
    }
}
