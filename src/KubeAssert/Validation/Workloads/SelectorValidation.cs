namespace KubeAssert.Validation;

/// <summary>Selectors of Deployments, ReplicaSets and StatefulSets (apps validation).</summary>
internal static class SelectorValidation
{
    /// <summary>A selector must be written, ask for something, be readable, and match the template.</summary>
    /// <returns>Whether the API server goes on to look at the template.</returns>
    public static bool CheckOfWorkload(Node spec, Problems problems)
    {
        if (spec.Given("selector") is not { } selector)
        {
            const string Fix = "write a selector with labels of the template";
            problems.Add("required", spec["selector"], "needs a selector", Fix);

            // no selector selects nothing, so it does not match the template either
            problems.Add("selector-matches-template", spec["template"]["metadata"]["labels"], "are not selected: spec.selector is not set", Fix, NodePaths.Child(spec["template"]["metadata"], "labels"));
            return true;
        }

        LabelSelectorValidation.Check(selector, problems);
        if (LabelSelectorValidation.IsEmpty(selector))
        {
            problems.Add("empty-selector", selector, "asks for nothing, which would select all pods", "write a selector with labels of the template");
            return true;
        }

        if (!LabelSelectorValidation.CanBeRead(selector))
        {
            problems.Add("invalid-selector", selector, "can't be read", "correct its labels and expressions");
            return false;
        }

        PodTemplateValidation.CheckSelected(spec, selector, problems);
        return true;
    }
}
