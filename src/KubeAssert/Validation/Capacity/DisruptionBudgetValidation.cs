namespace KubeAssert.Validation;

/// <summary>PodDisruptionBudgets (policy).</summary>
/// <remarks>Source: policy validation: ValidatePodDisruptionBudget. The name is checked for all kinds alike: it must be a segment of a URL.</remarks>
internal static class DisruptionBudgetValidation
{
    public static void Check(MapNode root, Problems problems)
    {
        MetadataValidation.Check(root, NameForm.PathSegment, isNamespaced: true, problems);
        var spec = root["spec"];
        var least = spec.Given("minAvailable");
        var most = spec.Given("maxUnavailable");
        if (least is not null && most is not null)
            problems.Add("disruption-budget", spec, "sets both minAvailable and maxUnavailable", "keep one of them");
        CheckAmount(least, problems);
        CheckAmount(most, problems);
        LabelSelectorValidation.Check(spec["selector"], problems);
        if (spec.Given("unhealthyPodEvictionPolicy") is { } policy && policy.AsString() is not ("AlwaysAllow" or "IfHealthyBudget"))
            problems.Add("unsupported-value", policy, $"is {NameForm.Quoted(policy.Text ?? "")}; AlwaysAllow and IfHealthyBudget are supported", "use AlwaysAllow or IfHealthyBudget");
    }

    private static void CheckAmount(Node? amount, Problems problems)
    {
        if (amount?.AsString() is not { } text)
        {
            if (amount is not null)
                problems.NotNegative(amount);
            return;
        }

        if (!Names.IsPercent(text))
            problems.Add("invalid-percentage", amount, $"is {NameForm.Quoted(text)}, which is neither a number nor a percentage", "write 1 or 50%");
        else if (text.TrimStart('0').Length > 4 || int.Parse(text.AsSpan(0, text.Length - 1), System.Globalization.CultureInfo.InvariantCulture) > 100)
            problems.Add("out-of-range", amount, $"is {text}; 100% is the most", "set 100% or less");
    }
}
