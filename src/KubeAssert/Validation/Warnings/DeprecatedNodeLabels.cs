namespace KubeAssert.Validation;

/// <summary>Labels of nodes that have gone out of use (kubernetes, <c>pkg/api/node/util.go</c>), and where something asks for them.</summary>
internal static class DeprecatedNodeLabels
{
    private static readonly Dictionary<string, string> Labels = new(StringComparer.Ordinal)
    {
        ["beta.kubernetes.io/arch"] = "deprecated since v1.14; use \"kubernetes.io/arch\" instead",
        ["beta.kubernetes.io/os"] = "deprecated since v1.14; use \"kubernetes.io/os\" instead",
        ["failure-domain.beta.kubernetes.io/region"] = "deprecated since v1.17; use \"topology.kubernetes.io/region\" instead",
        ["failure-domain.beta.kubernetes.io/zone"] = "deprecated since v1.17; use \"topology.kubernetes.io/zone\" instead",
        ["beta.kubernetes.io/instance-type"] = "deprecated since v1.17; use \"node.kubernetes.io/instance-type\" instead",
        ["app.kubernetes.io/created-by"] = "deprecated since v1.9",
    };

    /// <summary>What the API server says about a label; null for one that is in use.</summary>
    public static string? Find(string label) => Labels.GetValueOrDefault(label);

    public static void CheckAffinity(Node affinity, Problems problems)
    {
        CheckTerms(affinity["requiredDuringSchedulingIgnoredDuringExecution"].List("nodeSelectorTerms"), problems);
        foreach (var preferred in affinity.List("preferredDuringSchedulingIgnoredDuringExecution"))
            CheckTerm(preferred["preference"], problems);
    }

    public static void CheckTerms(ReadOnlySpan<Node> terms, Problems problems)
    {
        foreach (var term in terms)
            CheckTerm(term, problems);
    }

    private static void CheckTerm(Node term, Problems problems)
    {
        foreach (var expression in term.List("matchExpressions"))
        {
            var key = expression.String("key");
            if (Find(key) is { } warning)
                problems.Add("schema/deprecated-field", expression["key"], $"{key} is {warning}", "ask for the label that it names", severity: Severity.Warning);
        }
    }
}
