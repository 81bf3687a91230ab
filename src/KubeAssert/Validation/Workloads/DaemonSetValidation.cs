using System.Globalization;

namespace KubeAssert.Validation;

/// <summary>DaemonSets (apps/v1; apps validation: ValidateDaemonSetSpec).</summary>
internal static class DaemonSetValidation
{
    private const string TemplateGeneration = "deprecated.daemonset.template.generation";

    public static void Check(MapNode root, Problems problems)
    {
        MetadataValidation.Check(root, NameForm.DnsSubdomain, isNamespaced: true, problems);
        var spec = root["spec"];
        CheckSelector(spec, problems);
        PodTemplateValidation.Check(spec, problems);
        PodTemplateValidation.CheckRunsForever(spec, problems);
        problems.NotNegative(spec, "minReadySeconds");
        problems.NotNegative(spec, "revisionHistoryLimit");
        CheckStrategy(spec, problems);
        if ((root["metadata"].Given("annotations") as MapNode)?.Find(TemplateGeneration) is { } generation
            && !long.TryParse(generation.AsString() ?? "", NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out _))
        {
            problems.Add("annotation", generation, $"{TemplateGeneration} is {NameForm.Quoted(generation.AsString() ?? "")}; an integer is needed", "remove the annotation");
        }
    }

    /// <summary>A selector that is not written matches no template.</summary>
    private static void CheckSelector(Node spec, Problems problems)
    {
        if (spec.Given("selector") is not { } selector)
        {
            problems.CoverMissing(spec["selector"].Path);
            problems.Add("required", spec["selector"], "needs a selector", "write a selector with labels of the template", NodePaths.Child(spec["template"]["metadata"], "labels"));
            return;
        }

        LabelSelectorValidation.Check(selector, problems);
        if (LabelSelectorValidation.IsEmpty(selector))
            problems.Add("empty-selector", selector, "asks for nothing, which would select all pods", "write a selector with labels of the template");
        else if (LabelSelectorValidation.CanBeRead(selector))
            PodTemplateValidation.CheckSelected(spec, selector, problems);
    }

    private static void CheckStrategy(Node spec, Problems problems)
    {
        if (spec.Given("updateStrategy") is not { } strategy)
            return;

        switch (strategy.String("type"))
        {
            case "OnDelete":
                break;
            case "" or "RollingUpdate":
                if (strategy.Given("rollingUpdate") is { } rolling)
                    CheckRolling(rolling, problems);
                break;
            default:
                problems.Unsupported(strategy["type"], ["OnDelete", "RollingUpdate"], strategy.Path);
                break;
        }
    }

    /// <summary>One of maxUnavailable (1 by default) and maxSurge (0 by default) is 0, and the other is not.</summary>
    private static void CheckRolling(Node rolling, Problems problems)
    {
        var unavailable = rolling.Given("maxUnavailable");
        var surge = rolling.Given("maxSurge");
        RolloutValidation.CheckAmount(unavailable, problems);
        RolloutValidation.CheckAmount(surge, problems);
        RolloutValidation.CheckAtMostAll(unavailable, problems);
        RolloutValidation.CheckAtMostAll(surge, problems);
        var hasUnavailable = unavailable is null || RolloutValidation.Value(unavailable) != 0;
        var hasSurge = surge is not null && RolloutValidation.Value(surge) != 0;
        if (hasUnavailable && hasSurge)
            problems.Add("conflict", rolling["maxSurge"], unavailable is null ? "is set, and maxUnavailable is 1 unless it is set to 0" : "is set, and so is maxUnavailable", "set one of them to 0");
        else if (!hasUnavailable && !hasSurge)
            problems.Add("conflict", rolling["maxUnavailable"], "is 0, and so is maxSurge: no pod could ever be replaced", "set one of them to 1 or more");
    }
}
