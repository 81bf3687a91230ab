namespace KubeAssert.Registry;

/// <summary>The platforms on which a pod may come to run.</summary>
internal static class WantedPlatforms
{
    private const string Architecture = "kubernetes.io/arch";
    private const string Os = "kubernetes.io/os";

    /// <summary>Those of the nodes that the pod allows; where the nodes are not told, those it asks for itself.</summary>
    public static IReadOnlyList<ImagePlatform> Of(PodTemplate pod, IReadOnlyList<ImagePlatform> nodes)
    {
        var architectures = Chosen(pod, Architecture);
        var os = pod.Spec["os"]["name"].Text is { Length: > 0 } said ? new HashSet<string>(StringComparer.Ordinal) { said } : Chosen(pod, Os);
        return nodes.Count > 0
            ? nodes.Where(node => architectures?.Contains(node.Architecture) != false && os?.Contains(node.Os) != false).ToList()
            : architectures?.SelectMany(a => (os ?? new HashSet<string>(StringComparer.Ordinal) { "linux" }).Select(o => new ImagePlatform(o, a))).ToList() ?? [];
    }

    /// <summary>The values that a node's label must have one of; null where any will do.</summary>
    private static HashSet<string>? Chosen(PodTemplate pod, string label)
    {
        if (pod.Spec["nodeSelector"][label].Text is { Length: > 0 } only)
            return new HashSet<string>(StringComparer.Ordinal) { only };

        // one of the terms has to be met: only when each speaks of the label does it say anything
        var terms = pod.Spec["affinity"]["nodeAffinity"]["requiredDuringSchedulingIgnoredDuringExecution"]["nodeSelectorTerms"].Items
            .Select(term => term["matchExpressions"].Items
                .Where(e => e["key"].Text == label && e["operator"].Text == "In")
                .SelectMany(e => e["values"].Items)
                .Select(value => value.Text)
                .OfType<string>()
                .ToList())
            .ToList();
        return terms.Count > 0 && terms.TrueForAll(values => values.Count > 0) ? terms.SelectMany(values => values).ToHashSet(StringComparer.Ordinal) : null;
    }
}
