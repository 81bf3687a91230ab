namespace KubeAssert.Validation;

/// <summary>Label selectors with matchLabels and matchExpressions (apimachinery: ValidateLabelSelector).</summary>
internal static class LabelSelectorValidation
{
    public static void Check(Node selector, Problems problems)
    {
        if (selector is not MapNode)
            return;
        if (selector.Given("matchLabels") is { } labels)
            LabelsValidation.CheckLabels(labels, problems);
        foreach (var expression in selector.List("matchExpressions"))
            CheckExpression(expression, problems);
    }

    /// <summary>Whether the selector matches everything: nothing is written in it.</summary>
    public static bool IsEmpty(Node selector) =>
        selector.Map("matchLabels").IsEmpty && selector.List("matchExpressions").IsEmpty;

    /// <summary>Whether the API server can turn the selector into a query at all (metav1.LabelSelectorAsSelector).</summary>
    public static bool CanBeRead(Node selector)
    {
        foreach (ref readonly var entry in selector.Map("matchLabels"))
        {
            if (!Names.IsLabelKey(entry.Key) || !Names.IsLabelValue(entry.Value.AsString() ?? ""))
                return false;
        }

        foreach (var expression in selector.List("matchExpressions"))
        {
            var values = expression.List("values");
            var valuesFit = expression.String("operator") switch
            {
                "In" or "NotIn" => values.Length > 0,
                "Exists" or "DoesNotExist" => values.Length == 0,
                _ => false,
            };
            if (!valuesFit || !Names.IsLabelKey(expression.String("key")))
                return false;
            foreach (var value in values)
            {
                if (!Names.IsLabelValue(value.AsString() ?? ""))
                    return false;
            }
        }

        return true;
    }

    /// <summary>Whether labels satisfy a selector that can be read.</summary>
    public static bool Matches(Node selector, Node? labels)
    {
        foreach (ref readonly var entry in selector.Map("matchLabels"))
        {
            if (ValueOf(labels, entry.Key) is not { } value || value != (entry.Value.AsString() ?? ""))
                return false;
        }

        foreach (var expression in selector.List("matchExpressions"))
        {
            var value = ValueOf(labels, expression.String("key"));
            var holds = expression.String("operator") switch
            {
                "In" => value is not null && Contains(expression.List("values"), value),
                "NotIn" => value is null || !Contains(expression.List("values"), value),
                "Exists" => value is not null,
                _ => value is null,
            };
            if (!holds)
                return false;
        }

        return true;
    }

    /// <summary>A selector as a message shows it: <c>app=web, tier in (front, back)</c>.</summary>
    public static string Describe(Node selector)
    {
        var parts = new List<string>();
        foreach (ref readonly var entry in selector.Map("matchLabels"))
            parts.Add($"{entry.Key}={entry.Value.Text}");
        foreach (var expression in selector.List("matchExpressions"))
        {
            var key = expression.String("key");
            var values = string.Join(", ", expression["values"].Items.Select(v => v.Text));
            parts.Add(expression.String("operator") switch
            {
                "In" => $"{key} in ({values})",
                "NotIn" => $"{key} not in ({values})",
                "Exists" => $"any {key}",
                _ => $"no {key}",
            });
        }

        return parts.Count == 0 ? "nothing" : string.Join(", ", parts);
    }

    /// <summary>Labels as a message shows them: <c>app=web, tier=front</c>.</summary>
    public static string DescribeLabels(Node labels) =>
        string.Join(", ", labels.Entries.Select(e => $"{e.Key}={e.Value.Text}"));

    private static void CheckExpression(Node expression, Problems problems)
    {
        switch (expression.String("operator"))
        {
            case "In" or "NotIn":
                if (expression.List("values").IsEmpty)
                    problems.Add("required", expression["values"], $"operator {expression.String("operator")} needs values", "list the values, or use operator Exists");
                break;
            case "Exists" or "DoesNotExist":
                if (!expression.List("values").IsEmpty)
                    problems.Add("forbidden", expression["values"], $"operator {expression.String("operator")} takes no values", "remove values, or use operator In");
                break;
            case var unknown:
                problems.Add("unsupported-value", expression["operator"], $"is {NameForm.Quoted(unknown)}, which is no operator of a selector", "use In, NotIn, Exists or DoesNotExist");
                break;
        }

        problems.HasForm(expression["key"], NameForm.LabelKey);
        foreach (var value in expression.List("values"))
            problems.HasForm(value, NameForm.LabelValue);
    }

    private static string? ValueOf(Node? labels, string key) =>
        labels is MapNode map && map.Find(key) is { } value ? value.AsString() ?? "" : null;

    private static bool Contains(ReadOnlySpan<Node> values, string value)
    {
        foreach (var candidate in values)
        {
            if ((candidate.AsString() ?? "") == value)
                return true;
        }

        return false;
    }
}
