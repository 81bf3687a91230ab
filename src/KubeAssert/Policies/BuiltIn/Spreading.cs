namespace KubeAssert.PolicyRules.BuiltIn;

/// <summary>What keeps the pods of a workload apart.</summary>
internal static class Spreading
{
    /// <summary>Whether a spread constraint or an anti-affinity term, required or preferred, chooses the pods themselves.</summary>
    public static bool SpreadsItself(PodTemplate pod)
    {
        foreach (var constraint in pod.Spec["topologySpreadConstraints"].Items)
        {
            if (LabelSelector.Of(constraint["labelSelector"]).Matches(pod.Labels))
                return true;
        }

        return Terms(pod).Any(term => LabelSelector.Of(term["labelSelector"]).Matches(pod.Labels));
    }

    public static bool HasAny(PodTemplate pod) => pod.Spec["topologySpreadConstraints"].Items.Count > 0 || Terms(pod).Any();

    /// <summary>The labels of pods as a selector writes them.</summary>
    public static string LabelsOf(PodTemplate pod) =>
        pod.Labels.Count == 0 ? "no labels" : string.Join(',', pod.Labels.Select(label => $"{label.Key}={label.Value}"));

    private static IEnumerable<Node> Terms(PodTemplate pod)
    {
        var antiAffinity = pod.Spec["affinity"]["podAntiAffinity"];
        foreach (var term in antiAffinity["requiredDuringSchedulingIgnoredDuringExecution"].Items)
            yield return term;
        foreach (var preferred in antiAffinity["preferredDuringSchedulingIgnoredDuringExecution"].Items)
            yield return preferred["podAffinityTerm"];
    }
}
