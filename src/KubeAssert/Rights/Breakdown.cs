namespace KubeAssert.Rights;

/// <summary>Cuts rules into ones that grant a single thing.</summary>
/// <remarks>Source: kubernetes, component-helpers/auth/rbac/validation/policy_comparator.go: BreakdownRule.</remarks>
internal static class Breakdown
{
    public static IEnumerable<SingleRule> Of(IEnumerable<Node> rules) => rules.SelectMany(Of);

    private static IEnumerable<SingleRule> Of(Node rule)
    {
        foreach (var verb in Texts(rule["verbs"]))
        {
            foreach (var group in Texts(rule["apiGroups"]))
            {
                foreach (var resource in Texts(rule["resources"]))
                {
                    if (rule["resourceNames"].Items.Count == 0)
                        yield return new SingleRule(verb, group, resource, null, null);
                    foreach (var name in Texts(rule["resourceNames"]))
                        yield return new SingleRule(verb, group, resource, name, null);
                }
            }

            foreach (var path in Texts(rule["nonResourceURLs"]))
                yield return new SingleRule(verb, null, null, null, path);
        }
    }

    private static IEnumerable<string> Texts(Node list) => list.Items.Select(item => item.Text).OfType<string>();
}
