namespace KubeAssert.Validation;

/// <summary>Taints that a pod tolerates (core/v1 Toleration; core validation: ValidateTolerations). Operators Lt and Gt are off in a server with default features.</summary>
internal static class TolerationValidation
{
    public static void Check(ReadOnlySpan<Node> tolerations, Problems problems)
    {
        foreach (var toleration in tolerations)
            Check(toleration, problems);
    }

    private static void Check(Node toleration, Problems problems)
    {
        var key = toleration.String("key");
        var operation = toleration.String("operator");
        if (key.Length > 0)
            problems.HasForm(toleration["key"], NameForm.LabelKey);
        else if (operation != "Exists")
            problems.Add("conflict", toleration["operator"], "must be Exists where no key is set: the toleration matches all taints", "set a key, or write operator: Exists");

        var effect = toleration.String("effect");
        if (toleration.Has("tolerationSeconds") && effect != "NoExecute")
            problems.Add("conflict", toleration["effect"], "must be NoExecute where tolerationSeconds is set", "write effect: NoExecute, or remove tolerationSeconds");
        if (effect.Length > 0)
            problems.Supports(toleration["effect"], "NoExecute", "NoSchedule", "PreferNoSchedule");
        CheckValue(toleration, operation, problems);
    }

    /// <summary>The API server names the operator where the value is at fault.</summary>
    private static void CheckValue(Node toleration, string operation, Problems problems)
    {
        var value = toleration.String("value");
        switch (operation)
        {
            case "" or "Equal":
                if (!Names.IsLabelValue(value))
                    problems.HasForm(toleration["value"], NameForm.LabelValue, NodePaths.Child(toleration, "operator"));
                break;
            case "Exists":
                if (value.Length > 0)
                    problems.Add("conflict", toleration["value"], "must be empty where operator is Exists", "remove value, or write operator: Equal", NodePaths.Child(toleration, "operator"));
                break;
            default:
                problems.Supports(toleration["operator"], "Equal", "Exists");
                break;
        }
    }
}
