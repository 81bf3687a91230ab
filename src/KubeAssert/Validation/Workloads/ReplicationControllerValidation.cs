namespace KubeAssert.Validation;

/// <summary>ReplicationControllers (core/v1; core validation: ValidateReplicationControllerSpec). Without a selector they select their template's labels.</summary>
internal static class ReplicationControllerValidation
{
    public static void Check(MapNode root, Problems problems)
    {
        MetadataValidation.Check(root, NameForm.DnsSubdomain, isNamespaced: true, problems, judgesPrefix: false);
        var spec = root["spec"];
        problems.NotNegative(spec, "replicas");
        problems.NotNegative(spec, "minReadySeconds");
        var selector = spec.Map("selector");
        var labels = spec.Given("template")?.Given("metadata")?.Given("labels");
        if (selector.IsEmpty && (labels is null || Problems.IsEmpty(labels)))
            problems.Add("required", spec["selector"], "needs a selector, as the template has no labels", "give the template labels");
        if (spec.Given("template") is null)
        {
            problems.Add("required", spec["template"], "needs a template", "describe the pods in template");
            return;
        }

        CheckSelected(spec, selector, labels, problems);
        PodTemplateValidation.Check(spec, problems);
        PodTemplateValidation.CheckRunsForever(spec, problems);
    }

    private static void CheckSelected(Node spec, ReadOnlySpan<MapEntry> selector, Node? labels, Problems problems)
    {
        foreach (ref readonly var entry in selector)
        {
            if ((labels as MapNode)?.Find(entry.Key) is { } value && (value.AsString() ?? "") == (entry.Value.AsString() ?? ""))
                continue;

            var node = spec["template"]["metadata"]["labels"];
            problems.Add(
                "selector-matches-template",
                node,
                labels is null ? $"are not set; spec.selector asks for {entry.Key}={entry.Value.Text}" : $"do not carry {entry.Key}={entry.Value.Text}, which spec.selector asks for",
                $"give the template the label {entry.Key}={entry.Value.Text}");
            return;
        }
    }
}
