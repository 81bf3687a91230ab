using System.Globalization;
using KubeAssert.PolicyRules.BuiltIn;

namespace KubeAssert;

/// <content>PodDisruptionBudgets: how many pods may be taken away at once when nodes are drained.</content>
public static partial class Rules
{
    /// <summary>A workload of several pods has a budget.</summary>
    public static Rule DisruptionBudgetExists(ReplicaParameters? parameters = null)
    {
        var least = (parameters ?? new()).Least;
        return Rule
            .For<Workload>("disruption-budget-exists", "A workload of several pods has a PodDisruptionBudget")
            .With($"from {least} replicas on")
            .Severity(Severity.Warning)
            .Because("draining nodes could take all its pods away at once")
            .Fix("add a PodDisruptionBudget with maxUnavailable: 1 that selects its pods")
            .Where(w => w.Kind is "Deployment" or "StatefulSet" && w.PodTemplate.Node.Exists)
            .Check((w, context) => PodFacts.LeastReplicas(context, w) is { } replicas && replicas >= least && !Protected.In(context).Contains(w.PodTemplate)
                ? [context.Finding(w.Manifest.Root["metadata"]["name"], string.Create(CultureInfo.InvariantCulture, $"has {replicas} pods, and no PodDisruptionBudget selects them"))]
                : [])
            .Page()
            .Takes(parameters ?? new(), DisruptionBudgetExists);
    }

    /// <summary>A budget lets at least one pod be moved.</summary>
    public static Rule DisruptionBudgetAllowsDisruption { get; } = Rule
        .For<PodDisruptionBudget>("disruption-budget-allows-disruption", "A PodDisruptionBudget lets at least one pod go")
        .Because("no node with such a pod could be drained, and updates of the cluster would stop there")
        .Fix("set maxUnavailable: 1, and have more than one pod")
        .Check(BudgetFaults)
        .Page();

    /// <summary>A budget says how many pods have to stay or may go.</summary>
    public static Rule DisruptionBudgetHasABound { get; } = Rule
        .For<PodDisruptionBudget>("disruption-budget-has-a-bound", "A PodDisruptionBudget says how many pods have to stay or may go")
        .Because("with neither, Kubernetes lets no pod go at all, and no node with one could be drained")
        .Fix("set maxUnavailable: 1")
        .Must(b => b.MinAvailable is not null || b.MaxUnavailable is not null, _ => "sets neither minAvailable nor maxUnavailable", b => b.Spec)
        .Page();

    /// <summary>A budget lets pods go that are not healthy anyway.</summary>
    public static Rule DisruptionBudgetEvictsUnhealthyPods { get; } = Rule
        .For<PodDisruptionBudget>("disruption-budget-evicts-unhealthy-pods", "A PodDisruptionBudget lets pods go that are not healthy anyway")
        .Severity(Severity.Warning)
        .Because("a pod that crashes could keep its node from being drained")
        .Fix("set unhealthyPodEvictionPolicy: AlwaysAllow")
        .Must(
            b => b.Spec["unhealthyPodEvictionPolicy"].Text == "AlwaysAllow",
            b => b.Spec["unhealthyPodEvictionPolicy"].HasValue ? $"is {b.Spec["unhealthyPodEvictionPolicy"].Text}" : "is not set, which means IfHealthyBudget",
            b => b.Spec["unhealthyPodEvictionPolicy"])
        .Page();

    private static IEnumerable<Finding> BudgetFaults(PodDisruptionBudget budget, RuleContext context)
    {
        if (budget.MaxUnavailable is { } most)
        {
            if (most is { IsNumber: true, Number: 0 } || most.Percent == 0)
                yield return context.Finding(budget.Spec["maxUnavailable"], $"is {most}: no pod may ever go");
            yield break;
        }

        if (budget.MinAvailable is not { } least || budget.Selector.IsNothing)
            yield break;
        if (least.Percent >= 100)
        {
            yield return context.Finding(budget.Spec["minAvailable"], $"is {least}: no pod may ever go");
            yield break;
        }

        long total = 0;
        var pods = context.References.PodsSelectedBy(budget.Selector, budget.Namespace);
        foreach (var pod in pods)
        {
            if (PodFacts.LeastReplicas(context, pod.Workload) is not { } replicas)
                yield break;
            total += replicas;
        }

        if (total > 0 && least.Of(total, roundUp: true) >= total)
        {
            var owner = pods.Count == 1 ? pods[0].Manifest.ToString() : string.Create(CultureInfo.InvariantCulture, $"{pods.Count} workloads");
            var atLeast = pods.Any(p => PodFacts.IsAutoscaled(context, p.Workload)) ? " at the least" : "";
            yield return context.Finding(
                budget.Spec["minAvailable"], $"is {least}, but {owner} {(pods.Count == 1 ? "has" : "have")} {Count(total, "pod")}{atLeast}: none may go",
                nearest: pods.Count == 1 ? $"{owner} ({pods[0].Manifest.Location})" : null);
        }
    }

    /// <summary>The pod templates that budgets of a set select.</summary>
    private sealed class Protected
    {
        private readonly HashSet<PodTemplate> _pods = new(ReferenceEqualityComparer.Instance);

        private Protected(ManifestSet manifests)
        {
            var graph = manifests.References();
            foreach (var budget in manifests.PodDisruptionBudgets())
                _pods.UnionWith(graph.PodsSelectedBy(budget.Selector, budget.Namespace));
        }

        public static Protected In(RuleContext context) => context.Manifests.Derived(set => new Protected(set));

        public bool Contains(PodTemplate pod) => _pods.Contains(pod);
    }
}
