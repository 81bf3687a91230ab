using System.Globalization;
using KubeAssert.PolicyRules.BuiltIn;

namespace KubeAssert;

/// <content>What keeps a workload there while nodes and releases come and go.</content>
public static partial class Rules
{
    /// <summary>A workload has more than one pod.</summary>
    public static Rule MinimumReplicas(ReplicaParameters? parameters = null)
    {
        var least = (parameters ?? new()).Least;
        return Rule
            .For<Workload>("minimum-replicas", "A workload has more than one pod")
            .With($"{least} replicas at least")
            .Because("the one pod is gone while its node is drained or fails")
            .Fix($"set spec.replicas to {least} or more")
            .Where(PodFacts.IsReplicated)
            .Check((w, context) => w.Replicas is not { } replicas || replicas == 0 || replicas >= least || PodFacts.IsAutoscaled(context, w) || PodFacts.SingleNodeClaim(context, w.PodTemplate) is not null
                ? []
                : [context.Finding(w.Spec["replicas"], w.Spec["replicas"].HasValue ? $"is {replicas}" : "is not set, which means 1")])
            .Page()
            .Takes(parameters ?? new(), MinimumReplicas);
    }

    /// <summary>The pods of a workload are spread over nodes.</summary>
    public static Rule ReplicasAreSpread(ReplicaParameters? parameters = null)
    {
        var least = (parameters ?? new()).Least;
        return Rule
            .For<Workload>("replicas-are-spread", "The pods of a workload are spread over nodes")
            .With($"from {least} replicas on")
            .Severity(Severity.Warning)
            .Because("one node could run them all, and take them all along when it fails")
            .Fix("add topologySpreadConstraints with topologyKey: kubernetes.io/hostname and the pods' own labels")
            .Where(PodFacts.IsReplicated)
            .Check((w, context) => PodFacts.LeastReplicas(context, w) is { } replicas && replicas >= least && !Spreading.SpreadsItself(w.PodTemplate)
                ? [context.Finding(
                    w.PodTemplate.Spec["topologySpreadConstraints"],
                    Spreading.HasAny(w.PodTemplate) ? $"keeps none of its {replicas} pods apart: no constraint or anti-affinity term chooses the pods' own labels" : $"is not set, and nothing else keeps its {replicas} pods apart")]
                : [])
            .Page()
            .Takes(parameters ?? new(), ReplicasAreSpread);
    }

    /// <summary>A spread constraint counts the pods that it is written for.</summary>
    public static Rule SpreadConstraintsCountOwnPods { get; } = Rule
        .For<PodTemplate>("spread-constraints-count-own-pods", "A spread constraint counts the pods that it is written for")
        .Because("it would count other pods or none, and spread nothing")
        .Fix("write the labels of the pod template as labelSelector.matchLabels")
        .Check((pod, context) => pod.Spec["topologySpreadConstraints"].Items
            .Where(c => !LabelSelector.Of(c["labelSelector"]).Matches(pod.Labels))
            .Select(c => context.Finding(
                c["labelSelector"],
                c["labelSelector"].HasValue ? $"chooses {LabelSelector.Of(c["labelSelector"])}, but the pods carry {Spreading.LabelsOf(pod)}" : "is not set, so that no pod is counted")))
        .Page();

    /// <summary>A new release replaces the old one step by step.</summary>
    public static Rule UpdatesAreRolling { get; } = Rule
        .For<Workload>("updates-are-rolling", "A new release replaces the old one step by step")
        .Because("nobody would answer between the old pods and the new ones, or no new ones would come at all")
        .Fix("set the type to RollingUpdate")
        .Where(w => w.Kind is "Deployment" or "DaemonSet" or "StatefulSet")
        .Check(NotRolling)
        .Page();

    /// <summary>The selector of a workload chooses the pods that it makes.</summary>
    public static Rule SelectorMatchesTemplate { get; } = Rule
        .For<Workload>("selector-matches-template", "The selector of a workload chooses the pods that it makes")
        .Because("the API server refuses it, as it would make pods for ever")
        .Fix("write the same labels in spec.selector.matchLabels and spec.template.metadata.labels")
        .Where(w => w.Kind != "Pod" && w.PodTemplate.Node.Exists && w.Spec["selector"].HasValue && w.Spec["manualSelector"].AsBoolean() != false)
        .Check((w, context) => w.Selector.IsValid && !w.Selector.Matches(w.PodTemplate.Labels)
            ? [context.Finding(
                w.Spec["selector"], $"chooses {w.Selector}, but the pods carry {Spreading.LabelsOf(w.PodTemplate)}",
                nearest: w.PodTemplate["metadata"]["labels"] is { HasValue: true } labels ? $"the labels of the pods ({labels.Location})" : null)]
            : [])
        .Page();

    private static IEnumerable<Finding> NotRolling(Workload workload, RuleContext context)
    {
        var strategy = workload.Kind == "Deployment" ? workload.Spec["strategy"] : workload.Spec["updateStrategy"];
        var type = strategy["type"];
        if (type.Text is "Recreate" && PodFacts.SingleNodeClaim(context, workload.PodTemplate) is null)
            yield return context.Finding(type, "is Recreate: all pods end before the first new one starts");
        else if (type.Text is "OnDelete")
            yield return context.Finding(type, "is OnDelete: the old pods stay until somebody deletes them");
        else if (workload.Kind == "Deployment" && strategy["rollingUpdate"]["maxUnavailable"] is { HasValue: true } most && IntOrString.Of(most)?.Percent >= 100)
            yield return context.Finding(most, $"is {most.Text}: all pods may be gone at once", fix: "allow 25% or 1");
    }

    private static string Count(long count, string noun) => string.Create(CultureInfo.InvariantCulture, $"{count} {noun}{(count == 1 ? "" : "s")}");
}

/// <summary>How many pods are enough.</summary>
public sealed record ReplicaParameters
{
    /// <summary>The least number of pods.</summary>
    /// <value>2</value>
    public int Least { get; init; } = 2;
}
