using KubeAssert.Model;
using KubeAssert.PolicyRules.BuiltIn;

namespace KubeAssert;

/// <content>HorizontalPodAutoscalers.</content>
public static partial class Rules
{
    /// <summary>An autoscaler keeps more than one pod.</summary>
    public static Rule AutoscalerMinimumReplicas(ReplicaParameters? parameters = null)
    {
        var least = (parameters ?? new()).Least;
        return Rule
            .For<HorizontalPodAutoscaler>("autoscaler-minimum-replicas", "An autoscaler keeps more than one pod")
            .With($"{least} replicas at least")
            .Because("in quiet hours the one pod is gone while its node is drained or fails")
            .Fix($"set minReplicas to {least} or more")
            .Must(
                a => a.MinReplicas >= least,
                a => a.Spec["minReplicas"].HasValue ? $"is {a.MinReplicas}" : "is not set, which means 1",
                a => a.Spec["minReplicas"])
            .Page()
            .Takes(parameters ?? new(), AutoscalerMinimumReplicas);
    }

    /// <summary>What an autoscaler scales does not say how many pods it has.</summary>
    public static Rule AutoscalerOwnsReplicas { get; } = Rule
        .For<HorizontalPodAutoscaler>("autoscaler-owns-replicas", "What an autoscaler scales does not say how many pods it has")
        .Because("each deployment would set the number back, and end pods that are needed")
        .Fix("remove spec.replicas")
        .Check((a, context) => TargetsOf(a, context)
            .Where(w => w.Spec["replicas"].HasValue)
            .Select(w => context.Finding(w.Spec["replicas"], $"is {w.Spec["replicas"].Text}, but {a} sets it", nearest: $"{a} ({a.Location})")))
        .Page();

    /// <summary>What is scaled by its use of CPU or memory says how much it asks for.</summary>
    public static Rule AutoscalerTargetHasRequests { get; } = Rule
        .For<HorizontalPodAutoscaler>("autoscaler-target-has-requests", "What is scaled by its use of a resource asks for some of it")
        .Because("the use is measured in percent of the request; without one nothing is scaled (FailedGetResourceMetric)")
        .Fix("set the request for each container of the pods")
        .Check(MissingRequests)
        .Page();

    private static IEnumerable<Workload> TargetsOf(HorizontalPodAutoscaler scaler, RuleContext context) => context.References
        .ReferencesFrom(scaler.Manifest)
        .Where(r => r.Kind == ReferenceKind.ScaleTarget)
        .SelectMany(r => r.Targets)
        .Select(m => ViewIndex.Of(context.Manifests).WorkloadOf(m))
        .OfType<Workload>();

    private static IEnumerable<Finding> MissingRequests(HorizontalPodAutoscaler scaler, RuleContext context)
    {
        foreach (var workload in TargetsOf(scaler, context))
        {
            foreach (var (resource, only) in UtilizationOf(scaler))
            {
                foreach (var container in workload.PodTemplate.RunningContainers)
                {
                    if ((only is null || only == container.Name) && !container.IsOfPodLevel(resource) && LimitRanges.Of(context.Manifests).Request(container, resource) is null)
                    {
                        yield return context.Finding(
                            container["resources"]["requests"][resource], $"is not set for {container.Called()}, but {scaler} scales by the use of {resource}",
                            nearest: $"{scaler} ({scaler.Location})", fix: $"set resources.requests.{resource}");
                    }
                }
            }
        }
    }

    /// <summary>The resources whose use in percent counts, and the container that alone counts.</summary>
    private static IEnumerable<(string Resource, string? Container)> UtilizationOf(HorizontalPodAutoscaler scaler)
    {
        if (scaler.Manifest.Version == "v1")
        {
            yield return ("cpu", null);
            yield break;
        }

        // without metrics Kubernetes scales by 80 % of the CPU that is asked for
        if (scaler.Spec["metrics"].Items.Count == 0)
            yield return ("cpu", null);
        foreach (var metric in scaler.Spec["metrics"].Items)
        {
            var source = metric["resource"].HasValue ? metric["resource"] : metric["containerResource"];
            if (source["name"].Text is { Length: > 0 } name && (source["target"]["type"].Text == "Utilization" || source["targetAverageUtilization"].HasValue))
                yield return (name, source["container"].Text);
        }
    }
}
