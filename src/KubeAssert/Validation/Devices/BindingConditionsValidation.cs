namespace KubeAssert.Validation;

/// <summary>Conditions that must hold before a pod is bound to a device (resource validation: validateDeviceBindingParameters).</summary>
internal static class BindingConditionsValidation
{
    private const int Most = 4;

    public static void Check(Node device, Problems problems)
    {
        var binding = CheckList(device, "bindingConditions", problems);
        var failing = CheckList(device, "bindingFailureConditions", problems);
        foreach (var condition in device.List("bindingFailureConditions"))
        {
            if (binding.Contains(condition.AsString() ?? ""))
                problems.Add("conflict", condition, "is a binding condition too", "list it once");
        }

        if (binding.Count == 0 && failing.Count > 0)
            problems.Add("required", device["bindingConditions"], "is needed where bindingFailureConditions is set", "set bindingConditions");
        if (failing.Count == 0 && binding.Count > 0)
            problems.Add("required", device["bindingFailureConditions"], "is needed where bindingConditions is set", "set bindingFailureConditions");
    }

    private static HashSet<string> CheckList(Node device, string key, Problems problems)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        var isTooLong = DeviceLists.AreTooMany(device, key, Most, problems);
        foreach (var condition in device.List(key))
        {
            if (!isTooLong)
                problems.HasForm(condition, NameForm.LabelKey);
            if (!seen.Add(condition.AsString() ?? ""))
                problems.Add("duplicate", condition, "is listed twice", "remove it");
        }

        return seen;
    }
}
