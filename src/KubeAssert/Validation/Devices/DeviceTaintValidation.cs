namespace KubeAssert.Validation;

/// <summary>Taints of devices, tolerations of them, and DeviceTaintRules (resource validation: validateDeviceTaint, validateDeviceToleration).</summary>
internal static class DeviceTaintValidation
{
    private const int MostTolerations = 16;

    /// <summary>A DeviceTaintRule: which devices it selects, and the taint that they get.</summary>
    public static void CheckRule(MapNode root, Problems problems)
    {
        MetadataValidation.Check(root, NameForm.DnsSubdomain, isNamespaced: false, problems);
        var spec = root["spec"];
        if (spec.Given("deviceSelector") is { } selector)
        {
            if (selector.Has("driver"))
                DeviceNames.CheckDriver(selector, "driver", problems);
            if (selector.Has("pool"))
                DeviceNames.CheckPool(selector, "pool", problems);
            if (selector.Given("device") is { } device)
                problems.HasForm(device, NameForm.DnsLabel);
            if (selector.Entries.Count == 0 && problems.Has(KubernetesFeature.EmptyDeviceSelectorIsWarnedOf))
                problems.Add("empty-selector", selector, "selects all devices", "name a driver, pool or device", severity: Severity.Warning);
        }

        CheckTaint(spec["taint"], problems);
    }

    public static void CheckTaint(Node taint, Problems problems)
    {
        problems.HasForm(taint["key"], NameForm.LabelKey);
        problems.HasFormIfGiven(taint, "value", NameForm.LabelValue);
        problems.RequireOneOf(taint, "effect", "NoExecute", "NoSchedule", "None");
    }

    /// <summary>Dropped, not validated, while the API server does not know taints of devices.</summary>
    public static void CheckTolerations(Node request, Problems problems)
    {
        if (!problems.Has(KubernetesFeature.DraDeviceTaints) || DeviceLists.AreTooMany(request, "tolerations", MostTolerations, problems))
            return;
        foreach (var toleration in request.List("tolerations"))
        {
            problems.HasFormIfGiven(toleration, "key", NameForm.LabelKey);
            problems.OneOf(toleration, "effect", "NoExecute", "NoSchedule", "None");
            switch (toleration.String("operator"))
            {
                case "Exists" when toleration.String("value").Length > 0:
                    problems.Add("conflict", toleration["value"], "is set, and the operator is Exists", "remove value, or use operator Equal");
                    break;
                case "" or "Equal" or "Exists":
                    problems.HasFormIfGiven(toleration, "value", NameForm.LabelValue);
                    break;
                default:
                    problems.Unsupported(toleration["operator"], ["Equal", "Exists"]);
                    break;
            }
        }
    }
}
