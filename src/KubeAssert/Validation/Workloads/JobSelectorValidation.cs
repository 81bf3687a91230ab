namespace KubeAssert.Validation;

/// <summary>
/// Which pods are a Job's (batch validation: validateGeneratedSelector; batch registry: generateSelector). Unless manualSelector is on, the API
/// server makes a selector and labels that hold the Job's name and uid; what is written besides must not contradict them.
/// </summary>
internal static class JobSelectorValidation
{
    private const string JobName = "batch.kubernetes.io/job-name";
    private const string Uid = "batch.kubernetes.io/controller-uid";
    private const string LegacyJobName = "job-name";
    private const string LegacyUid = "controller-uid";

    public static void Check(MapNode root, Node spec, Problems problems)
    {
        var selector = spec.Given("selector");
        if (selector is not null)
            LabelSelectorValidation.Check(selector, problems);
        if (spec.Boolean("manualSelector") == true)
            CheckManual(spec, selector, problems);
        else
            CheckGenerated(MetadataValidation.NameOf(root["metadata"]), spec, selector, problems);
    }

    private static void CheckManual(Node spec, Node? selector, Problems problems)
    {
        if (selector is null)
            problems.Add("required", spec["selector"], "needs a selector, as manualSelector is on", "remove manualSelector, or write a selector");
        else if (LabelSelectorValidation.CanBeRead(selector))
            PodTemplateValidation.CheckSelected(spec, selector, problems);
    }

    private static void CheckGenerated(string name, Node spec, Node? selector, Problems problems)
    {
        if (spec.Given("template")?.Given("metadata")?.Given("labels") is MapNode labels)
        {
            foreach (ref readonly var entry in labels.Span)
            {
                var fits = entry.Key switch
                {
                    JobName or LegacyJobName => (entry.Value.AsString() ?? "") == name,
                    Uid or LegacyUid => false,
                    _ => true,
                };
                if (!fits)
                    problems.Add("generated-label", entry.Value, $"{entry.Key} is a label that the API server sets", "remove it", labels.Path + "[" + entry.Key + "]");
            }
        }

        if (selector is null || LabelSelectorValidation.IsEmpty(selector) || !LabelSelectorValidation.CanBeRead(selector))
            return;
        if (!MatchesGenerated(selector, name))
            problems.Add("generated-selector", selector, "asks for more than the labels that the API server sets", "remove selector, or set manualSelector: true");
        CheckTemplate(spec, selector, name, problems);
    }

    /// <summary>Whether a selector asks for nothing but the labels that the API server sets.</summary>
    private static bool MatchesGenerated(Node selector, string name)
    {
        foreach (ref readonly var entry in selector.Map("matchLabels"))
        {
            if (entry.Key is not (JobName or LegacyJobName) || (entry.Value.AsString() ?? "") != name)
                return false;
        }

        return ExpressionsHold(selector, null, name);
    }

    /// <summary>The template's labels, together with those that the API server sets, must match the selector.</summary>
    private static void CheckTemplate(Node spec, Node selector, string name, Problems problems)
    {
        var labels = spec.Given("template")?.Given("metadata")?.Given("labels") as MapNode;
        foreach (ref readonly var entry in selector.Map("matchLabels"))
        {
            if (ValueOf(labels, entry.Key, name) is not { } value || value != (entry.Value.AsString() ?? ""))
            {
                PodTemplateValidation.ReportNotSelected(spec, selector, problems);
                return;
            }
        }

        if (!ExpressionsHold(selector, labels, name))
            PodTemplateValidation.ReportNotSelected(spec, selector, problems);
    }

    private static bool ExpressionsHold(Node selector, MapNode? labels, string name)
    {
        foreach (var expression in selector.List("matchExpressions"))
        {
            var value = ValueOf(labels, expression.String("key"), name);
            var isListed = false;
            foreach (var candidate in expression.List("values"))
                isListed |= (candidate.AsString() ?? "") == value;
            var holds = expression.String("operator") switch
            {
                "In" => value is not null && isListed,
                "NotIn" => value is null || !isListed,
                "Exists" => value is not null,
                _ => value is null,
            };
            if (!holds)
                return false;
        }

        return true;
    }

    /// <summary>A label of the template; a uid is known to nobody before the Job is created.</summary>
    private static string? ValueOf(MapNode? labels, string key, string name)
    {
        if (labels?.Find(key) is { } written)
            return written.AsString() ?? "";
        return key switch
        {
            JobName or LegacyJobName => name,
            Uid or LegacyUid => "\0",
            _ => null,
        };
    }
}
