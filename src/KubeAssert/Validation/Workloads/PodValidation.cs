using System.Globalization;

namespace KubeAssert.Validation;

/// <summary>Pods (core validation: ValidatePodCreate) and what admission says about a Pod's own fields (plugins Priority and RuntimeClass).</summary>
/// <remarks>A token projected without a serviceAccountName is fine: the ServiceAccount plugin puts the namespace's default account there first.</remarks>
internal static class PodValidation
{
    public static void Check(MapNode root, Problems problems)
    {
        MetadataValidation.Check(root, NameForm.DnsSubdomain, isNamespaced: true, problems);
        var pod = new PodScope(root["spec"], root["metadata"], isPod: true, problems);
        PodAnnotationValidation.Check(pod, () => "metadata.annotations");
        PodSpecValidation.Check(pod);
        if (pod.Spec.String("nodeName").Length > 0 && !pod.Spec.List("schedulingGates").IsEmpty)
            problems.Add("conflict", pod.Spec["nodeName"], "is set, and scheduling gates hold the pod back", "remove nodeName, or the gates");
        CheckPriority(pod.Spec, problems);
        CheckPreemption(pod.Spec, problems);
        if (pod.Spec.Given("overhead") is { } overhead && !Problems.IsEmpty(overhead) && !pod.Spec.Has("runtimeClassName"))
            problems.Add("conflict", overhead, "is set without a runtime class, which is what overhead comes from", "remove overhead");
    }

    /// <summary>Whether a pod preempts others follows from its class; without one it does, unless the cluster has a default class.</summary>
    private static void CheckPreemption(Node spec, Problems problems)
    {
        if (spec.String("preemptionPolicy") == "Never" && spec.String("priorityClassName") is "" or "system-cluster-critical" or "system-node-critical")
            problems.Add("priority", spec["preemptionPolicy"], "is Never; the pod's priority class makes it PreemptLowerPriority", "remove it, and name a class with priorityClassName");
    }

    /// <summary>A priority follows from the pod's class; without a class it is 0, unless the cluster has a default class.</summary>
    private static void CheckPriority(Node spec, Problems problems)
    {
        if (spec.Integer("priority") is not { } priority)
            return;

        long? expected = spec.String("priorityClassName") switch
        {
            "" => 0,
            "system-cluster-critical" => 2_000_000_000,
            "system-node-critical" => 2_000_001_000,
            _ => null,
        };
        if (expected is { } value && value != priority)
        {
            problems.Add(
                "priority",
                spec["priority"],
                string.Create(CultureInfo.InvariantCulture, $"is {priority}; the pod's priority class makes it {value}"),
                "remove priority, and name a class with priorityClassName");
        }
    }
}
