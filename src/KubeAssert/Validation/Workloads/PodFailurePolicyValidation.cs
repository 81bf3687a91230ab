namespace KubeAssert.Validation;

/// <summary>What a Job does about pods that fail (batch/v1 PodFailurePolicy; batch validation: validatePodFailurePolicy).</summary>
internal static class PodFailurePolicyValidation
{
    private const int MostRules = 20;
    private const int MostExitCodes = 255;
    private const int MostConditions = 20;

    public static void Check(Node policy, Node spec, Problems problems)
    {
        var rules = policy.List("rules");
        if (rules.Length > MostRules)
            problems.Add("too-many", policy["rules"], $"holds {rules.Length} rules; {MostRules} are allowed", "join rules");
        foreach (var rule in rules)
            CheckRule(rule, spec, problems);
    }

    private static void CheckRule(Node rule, Node spec, Problems problems)
    {
        problems.RequireOneOf(rule, "action", "Count", "FailIndex", "FailJob", "Ignore");
        if (rule.String("action") == "FailIndex" && !spec.Has("backoffLimitPerIndex"))
            problems.Add("conflict", rule["action"], "is FailIndex, which needs backoffLimitPerIndex", "set backoffLimitPerIndex");

        var codes = rule.Given("onExitCodes");
        var conditions = rule.List("onPodConditions");
        if (codes is null == conditions.IsEmpty)
            problems.Add("one-source", rule, codes is null ? "names neither onExitCodes nor onPodConditions" : "names both onExitCodes and onPodConditions", "set one of them");
        if (codes is not null)
            CheckCodes(codes, spec, problems);
        if (conditions.Length > MostConditions)
            problems.Add("too-many", rule["onPodConditions"], $"holds {conditions.Length} conditions; {MostConditions} are allowed", "list fewer");
        foreach (var condition in conditions)
        {
            problems.HasForm(condition["type"], NameForm.LabelKey);
            problems.OneOf(condition, "status", "True", "False", "Unknown");
        }
    }

    private static void CheckCodes(Node codes, Node spec, Problems problems)
    {
        problems.RequireOneOf(codes, "operator", "In", "NotIn");
        if (codes.Given("containerName") is { } container && !HasContainer(spec, container.AsString() ?? ""))
            problems.Add("unknown-container", container, $"is {NameForm.Quoted(container.AsString() ?? "")}; the template has no container of that name", "name one of its containers");

        var values = codes.List("values");
        if (values.IsEmpty)
            problems.Add("required", codes["values"], "needs an exit code", "list the exit codes");
        if (values.Length > MostExitCodes)
            problems.Add("too-many", codes["values"], $"holds {values.Length} exit codes; {MostExitCodes} are allowed", "list fewer");
        CheckValues(codes, values, problems);
    }

    private static void CheckValues(Node codes, ReadOnlySpan<Node> values, Problems problems)
    {
        var isOrdered = true;
        var seen = new HashSet<long>();
        long? last = null;
        foreach (var value in values)
        {
            var code = value.Whole() ?? 0;
            if (code == 0 && codes.String("operator") == "In")
                problems.Add("out-of-range", value, "is 0, with which no pod fails", "remove it");
            if (!seen.Add(code))
                problems.Add("duplicate", value, $"is {code}, which is listed already", "list each exit code once");
            isOrdered &= last is null || last <= code;
            last = code;
        }

        if (!isOrdered)
            problems.Add("order", codes["values"], "are not in ascending order", "sort them");
    }

    private static bool HasContainer(Node spec, string name)
    {
        var pod = spec["template"]["spec"];
        foreach (var container in pod.List("containers"))
        {
            if (container.String("name") == name)
                return true;
        }

        foreach (var container in pod.List("initContainers"))
        {
            if (container.String("name") == name)
                return true;
        }

        return false;
    }
}
