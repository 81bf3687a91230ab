namespace KubeAssert.Validation;

/// <summary>Selectors of nodes (core/v1 NodeSelector; core validation: ValidateNodeSelector, ValidateNodeSelectorTerm, ValidatePreferredSchedulingTerms).</summary>
internal static class NodeSelectorValidation
{
    /// <summary>A selector that nodes must match; values are label values.</summary>
    public static void CheckRequired(Node selector, Problems problems)
    {
        var terms = selector.List("nodeSelectorTerms");
        if (terms.IsEmpty)
            problems.Add("required", selector["nodeSelectorTerms"], "needs a term", "add a term with matchExpressions");
        foreach (var term in terms)
            CheckTerm(term, anyValues: false, problems);
    }

    public static void CheckPreferred(ReadOnlySpan<Node> terms, Problems problems)
    {
        foreach (var term in terms)
        {
            AffinityValidation.CheckWeight(term, problems);
            if (term.Given("preference") is { } preference)
                CheckTerm(preference, anyValues: true, problems);
        }
    }

    private static void CheckTerm(Node term, bool anyValues, Problems problems)
    {
        foreach (var requirement in term.List("matchExpressions"))
            CheckLabel(requirement, anyValues, problems);
        foreach (var requirement in term.List("matchFields"))
            CheckField(requirement, problems);
    }

    private static void CheckLabel(Node requirement, bool anyValues, Problems problems)
    {
        var values = requirement.List("values");
        switch (requirement.String("operator"))
        {
            case "In" or "NotIn":
                if (values.IsEmpty)
                    problems.Add("required", requirement["values"], $"operator {requirement.String("operator")} needs values", "list the values, or use operator Exists");
                break;
            case "Exists" or "DoesNotExist":
                if (!values.IsEmpty)
                    problems.Add("forbidden", requirement["values"], $"operator {requirement.String("operator")} takes no values", "remove values, or use operator In");
                break;
            case "Gt" or "Lt":
                if (values.Length != 1)
                    problems.Add("required", requirement["values"], $"operator {requirement.String("operator")} takes one value", "write one integer");
                break;
            case var unknown:
                problems.Add("unsupported-value", requirement["operator"], $"is {NameForm.Quoted(unknown)}, which is no operator of a node selector", "use In, NotIn, Exists, DoesNotExist, Gt or Lt");
                break;
        }

        problems.HasForm(requirement["key"], NameForm.LabelKey);
        if (anyValues)
            return;
        foreach (var value in values)
            problems.HasForm(value, NameForm.LabelValue);
    }

    /// <summary>The only field of a node that can be asked for is its name.</summary>
    private static void CheckField(Node requirement, Problems problems)
    {
        var values = requirement.List("values");
        if (requirement.String("operator") is not ("In" or "NotIn"))
            problems.Add("unsupported-value", requirement["operator"], $"is {NameForm.Quoted(requirement.String("operator"))}; for fields In and NotIn are supported", "use In or NotIn");
        else if (values.Length != 1)
            problems.Add("required", requirement["values"], "takes one value", "name one node");

        if (requirement.String("key") != "metadata.name")
        {
            problems.Add("unsupported-value", requirement["key"], $"is {NameForm.Quoted(requirement.String("key"))}; metadata.name is supported", "use metadata.name");
            return;
        }

        foreach (var value in values)
            problems.HasForm(value, NameForm.DnsSubdomain);
    }
}
