namespace KubeAssert.Validation;

/// <summary>Pod templates inside other objects (core validation: ValidatePodTemplateSpec).</summary>
internal static class PodTemplateValidation
{
    /// <param name="owner">The spec that holds the template.</param>
    /// <param name="claimTemplates">The volumeClaimTemplates of a StatefulSet.</param>
    /// <param name="namesItself">Whether the owner's controller sets hostname and subdomain.</param>
    /// <param name="checksPod">Whether the API server looks at the pod beyond its metadata.</param>
    public static void Check(Node owner, Problems problems, Node? claimTemplates = null, bool namesItself = false, bool checksPod = true)
    {
        var template = owner["template"];
        var metadata = template["metadata"];
        if (metadata.Given("labels") is { } labels)
            LabelsValidation.CheckLabels(labels, problems, NodePaths.Child(template, "labels"));
        if (metadata.Given("annotations") is { } annotations)
            LabelsValidation.CheckAnnotations(annotations, problems, NodePaths.Child(template, "annotations"));

        var pod = new PodScope(template["spec"], metadata, isPod: false, problems, claimTemplates) { NamesItself = namesItself };
        PodAnnotationValidation.Check(pod, () => NodePaths.Child(template, "annotations"));
        if (checksPod)
            PodSpecValidation.Check(pod);
    }

    /// <summary>Pods of controllers that keep them running always restart, and have no deadline.</summary>
    public static void CheckRunsForever(Node owner, Problems problems)
    {
        if (owner.Given("template")?.Given("spec") is not { } spec)
            return;

        if (spec.String("restartPolicy") is { Length: > 0 } and not "Always")
            problems.Supports(spec["restartPolicy"], "Always");
        if (spec.Given("activeDeadlineSeconds") is { } deadline)
            problems.Add("forbidden", deadline, $"pods of a {problems.Manifest.Kind} run without a deadline", "remove it");
    }

    /// <summary>The selector must match the template's labels (core and apps validation).</summary>
    public static void CheckSelected(Node owner, Node selector, Problems problems)
    {
        var labels = owner.Given("template")?.Given("metadata")?.Given("labels");
        if (!LabelSelectorValidation.Matches(selector, labels))
            ReportNotSelected(owner, selector, problems);
    }

    public static void ReportNotSelected(Node owner, Node selector, Problems problems)
    {
        var labels = owner["template"]["metadata"]["labels"];
        var wanted = LabelSelectorValidation.Describe(selector);
        problems.Add(
            "selector-matches-template",
            labels,
            labels.HasValue && !Problems.IsEmpty(labels)
                ? $"are {LabelSelectorValidation.DescribeLabels(labels)}; spec.selector asks for {wanted}"
                : $"are not set; spec.selector asks for {wanted}",
            $"give the template the labels that spec.selector asks for: {wanted}",
            NodePaths.Child(owner["template"]["metadata"], "labels"));
    }
}
