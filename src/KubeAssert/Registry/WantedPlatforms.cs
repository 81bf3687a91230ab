
namespace KubeAssert.Registry;

/// <summary>The platforms on which a pod may come to run.</summary>
internal static class WantedPlatforms
{
    private static readonly string[] Architecture = ["kubernetes.io/arch", "beta.kubernetes.io/arch"];
    private static readonly string[] Os = ["kubernetes.io/os", "beta.kubernetes.io/os"];

    /// <summary>Those of the nodes that the pod allows; where the nodes are not told, those it asks for itself.</summary>
    public static IReadOnlyList<ImagePlatform> Of(PodTemplate pod, IReadOnlyList<ImagePlatform> nodes)
    {
        var os = pod.Spec["os"]["name"].Text is { Length: > 0 } said ? said : null;
        if (nodes.Count > 0)
            return nodes.Where(node => (os is null || os == node.Os) && Allows(pod, Architecture, node.Architecture) && Allows(pod, Os, node.Os)).ToList();

        var systems = os is not null ? [os] : Named(pod, Os).DefaultIfEmpty("linux").ToList();
        return Named(pod, Architecture).SelectMany(a => systems.Select(o => new ImagePlatform(o, a))).ToList();
    }

    /// <summary>Whether a node with that value of a label may get the pod, as far as the label goes.</summary>
    private static bool Allows(PodTemplate pod, string[] labels, string value)
    {
        if (labels.Any(label => pod.Spec["nodeSelector"][label] is { HasValue: true } only && only.Text != value))
            return false;

        // one of the terms has to be met, each by all its expressions; a term without any is met by no node
        var terms = Terms(pod);
        return terms.Count == 0 || terms.Exists(term => Expressions(term, labels).All(e => IsMet(e, value)));
    }

    private static bool IsMet(Node expression, string value) => expression["operator"].Text switch
    {
        "In" => expression["values"].Items.Any(v => v.Text == value),
        "NotIn" => expression["values"].Items.All(v => v.Text != value),
        "DoesNotExist" => false,
        _ => true,
    };

    /// <summary>The values of a label that the pod asks for by name: none where any will do, or where it only says which will not.</summary>
    private static List<string> Named(PodTemplate pod, string[] labels)
    {
        var only = labels.Select(label => pod.Spec["nodeSelector"][label].Text).FirstOrDefault(text => text is { Length: > 0 });
        if (only is not null)
            return [only];

        // one of the terms has to be met: only when each speaks of the label does it say anything
        var terms = Terms(pod)
            .Select(term => Expressions(term, labels).Where(e => e["operator"].Text == "In").SelectMany(e => e["values"].Items).Select(v => v.Text).OfType<string>().ToList())
            .ToList();
        return terms.TrueForAll(values => values.Count > 0) ? terms.SelectMany(values => values).Distinct(StringComparer.Ordinal).Where(v => Allows(pod, labels, v)).ToList() : [];
    }

    private static List<Node> Terms(PodTemplate pod) =>
        pod.Spec["affinity"]["nodeAffinity"]["requiredDuringSchedulingIgnoredDuringExecution"]["nodeSelectorTerms"].Items
            .Where(term => term["matchExpressions"].Items.Count > 0 || term["matchFields"].Items.Count > 0).ToList();

    private static IEnumerable<Node> Expressions(Node term, string[] labels) => term["matchExpressions"].Items.Where(e => labels.Contains(e["key"].Text, StringComparer.Ordinal));
}
