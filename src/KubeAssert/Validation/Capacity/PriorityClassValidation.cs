namespace KubeAssert.Validation;

/// <summary>PriorityClasses (scheduling.k8s.io).</summary>
/// <remarks>Source: scheduling validation: ValidatePriorityClass.</remarks>
internal static class PriorityClassValidation
{
    private const long MostOfUsers = 1_000_000_000;
    private const long ClusterCritical = 2_000_000_000;
    private const long NodeCritical = 2_000_001_000;

    public static void Check(MapNode root, Problems problems)
    {
        MetadataValidation.Check(root, NameForm.DnsSubdomain, isNamespaced: false, problems);
        var name = root["metadata"].String("name");
        var value = root.Integer("value") ?? 0;
        if (name.StartsWith("system-", StringComparison.Ordinal))
        {
            var isKnown = (name, value) is ("system-cluster-critical", ClusterCritical) or ("system-node-critical", NodeCritical);
            if (!isKnown || root.Boolean("globalDefault") == true)
                problems.Add("forbidden", root["metadata"]["name"], $"is {name} with value {value}; names that begin with system- belong to Kubernetes' own classes", "choose another name");
        }
        else if (value > MostOfUsers)
        {
            problems.Add("forbidden", root["value"], $"is {value}; {MostOfUsers} is the highest value for classes of users", $"set {MostOfUsers} or less");
        }

        if (root.Given("preemptionPolicy") is { } policy && policy.AsString() is not ("Never" or "PreemptLowerPriority"))
            problems.Add("unsupported-value", policy, $"is {NameForm.Quoted(policy.Text ?? "")}; Never and PreemptLowerPriority are supported", "use Never or PreemptLowerPriority");
    }
}
