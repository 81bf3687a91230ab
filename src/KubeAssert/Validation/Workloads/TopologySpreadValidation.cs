namespace KubeAssert.Validation;

/// <summary>How pods spread over nodes (core/v1 TopologySpreadConstraint; core validation: validateTopologySpreadConstraints).</summary>
internal static class TopologySpreadValidation
{
    public static void Check(PodScope pod)
    {
        var constraints = pod.Spec.List("topologySpreadConstraints");
        var seen = new SeenTexts();
        for (var i = constraints.Length - 1; i >= 0; i--)
        {
            var constraint = constraints[i];
            Check(constraint, pod);
            var (key, action) = (constraint.String("topologyKey"), constraint.String("whenUnsatisfiable"));
            if (constraints.Length > 1 && !seen.Add(key + "\n" + action))
                pod.Problems.Add("duplicate", constraint, $"is repeated further down: a constraint for {key} with {action}", "join the two", constraint.Path + ".{topologyKey, whenUnsatisfiable}");
        }
    }

    private static void Check(Node constraint, PodScope pod)
    {
        var problems = pod.Problems;
        if (constraint.Integer("maxSkew") is not > 0)
            problems.Add("out-of-range", constraint["maxSkew"], constraint.Has("maxSkew") ? $"is {constraint["maxSkew"].Text}; it must be greater than 0" : "needs maxSkew", "set 1 or more");
        problems.Require(constraint, "topologyKey", "name a label of nodes: kubernetes.io/hostname, topology.kubernetes.io/zone");
        problems.Supports(constraint["whenUnsatisfiable"], "DoNotSchedule", "ScheduleAnyway");
        if (constraint.Integer("minDomains") is { } domains)
        {
            if (domains <= 0)
                problems.Add("out-of-range", constraint["minDomains"], $"is {domains}; it must be greater than 0", "set 1 or more");
            if (constraint.String("whenUnsatisfiable") != "DoNotSchedule")
                problems.Add("conflict", constraint["minDomains"], "is set, and whenUnsatisfiable is not DoNotSchedule", "remove minDomains, or write whenUnsatisfiable: DoNotSchedule");
        }

        problems.Supports(constraint.Given("nodeAffinityPolicy"), "Honor", "Ignore");
        problems.Supports(constraint.Given("nodeTaintsPolicy"), "Honor", "Ignore");
        MatchLabelKeysValidation.Check(constraint, pod);
        if (constraint.Given("labelSelector") is { } selector)
            LabelSelectorValidation.Check(selector, problems);
    }
}
