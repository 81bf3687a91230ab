namespace KubeAssert.Validation;

/// <summary>ResourceClaims and their templates (resource.k8s.io; resource validation: ValidateResourceClaim, ValidateResourceClaimTemplate).</summary>
internal static class DeviceClaimValidation
{
    /// <summary>The rule of requests for admin access, which the labels of the claim's namespace decide.</summary>
    public const string AdminAccessRule = "validation/admin-access";

    private const int Most = 32;
    private const int MostAlternatives = 8;

    public static void CheckClaim(MapNode root, Problems problems)
    {
        MetadataValidation.Check(root, NameForm.DnsSubdomain, isNamespaced: true, problems);
        CheckSpec(root["spec"], root["spec"], problems);
    }

    public static void CheckTemplate(MapNode root, Problems problems)
    {
        MetadataValidation.Check(root, NameForm.DnsSubdomain, isNamespaced: true, problems);
        ClaimTemplateValidation.CheckMetadata(root["spec"], problems);
        CheckSpec(root["spec"]["spec"], root["spec"], problems);
    }

    /// <param name="named">The spec that the API server names in what it says about admin access.</param>
    private static void CheckSpec(Node spec, Node named, Problems problems)
    {
        // the versions before v1beta1 have other fields, and are not served by default
        if (problems.Manifest.Version is "v1alpha2" or "v1alpha3")
            return;

        var devices = spec["devices"];
        var names = DeviceNames.OfRequests(devices);
        if (!DeviceLists.AreTooMany(devices, "requests", Most, problems))
        {
            var requests = devices.List("requests");
            for (var i = 0; i < requests.Length; i++)
                CheckRequest(requests[i], $"{named.Path}.devices.requests[{i}]", problems);
            DeviceLists.CheckNames(requests, "name", problems);
        }

        if (!DeviceLists.AreTooMany(devices, "constraints", Most, problems))
        {
            foreach (var constraint in devices.List("constraints"))
                CheckConstraint(constraint, names, problems);
        }

        if (DeviceLists.AreTooMany(devices, "config", Most, problems))
            return;
        foreach (var configuration in devices.List("config"))
        {
            DeviceNames.CheckReferences(configuration, names, problems);
            DeviceConfigurationValidation.Check(configuration, problems);
        }
    }

    private static void CheckRequest(Node request, string named, Problems problems)
    {
        problems.HasForm(request["name"], NameForm.DnsLabel);
        var alternatives = problems.Has(KubernetesFeature.DraPrioritizedList) ? request.List("firstAvailable") : [];
        var isFlat = problems.Manifest.Version == "v1beta1";
        var exactly = isFlat ? FlatRequest(request) : request.Given("exactly");
        if (exactly is null && alternatives.IsEmpty)
        {
            problems.Add("one-source", request, "requests no device", "set exactly or firstAvailable");
        }
        else if (exactly is not null && !alternatives.IsEmpty)
        {
            problems.Add("one-source", request, "sets both exactly and firstAvailable", "set exactly or firstAvailable");
        }
        else if (exactly is not null)
        {
            var before = problems.Count;
            CheckDevice(exactly, problems);
            if (isFlat)
                problems.Relocate(before, request.Path + ".", request.Path + ".exactly.");
        }
        else if (!DeviceLists.AreTooMany(request, "firstAvailable", MostAlternatives, problems))
        {
            foreach (var alternative in alternatives)
            {
                problems.HasForm(alternative["name"], NameForm.DnsLabel);
                CheckDevice(alternative, problems);
            }

            DeviceLists.CheckNames(alternatives, "name", problems);
        }

        if (exactly?.Boolean("adminAccess") == true && problems.Has(KubernetesFeature.DraAdminAccess))
        {
            problems.Add(
                AdminAccessRule,
                exactly["adminAccess"],
                "requests admin access, which is allowed in namespaces with the label resource.kubernetes.io/admin-access: \"true\" only",
                "label the Namespace, and add it to the set",
                named + ".adminAccess");
        }
    }

    /// <summary>Until v1beta1 a request's fields stood beside its name: one of them is enough for an exact request.</summary>
    private static Node? FlatRequest(Node request) =>
        request.String("deviceClassName").Length > 0 || request.String("allocationMode").Length > 0 || request.Integer("count") is not (null or 0)
            || request.Has("selectors") || request.Has("adminAccess") || request.Has("tolerations")
            ? request
            : null;

    private static void CheckDevice(Node device, Problems problems)
    {
        if (problems.Require(device, "deviceClassName", "name the DeviceClass"))
            problems.HasForm(device["deviceClassName"], NameForm.DnsSubdomain);
        DeviceSelectorValidation.Check(device, problems);
        var count = device.Integer("count") ?? 0;
        switch (device.String("allocationMode"))
        {
            case "All":
                if (count != 0)
                    problems.Add("conflict", device["count"], "is set, and all devices are requested", "remove count, or use allocationMode ExactCount");
                break;
            case "" or "ExactCount":
                if (count < 0)
                    problems.Add("out-of-range", device["count"], $"is {count}; it must be positive", "set 1 or more");
                break;
            default:
                problems.Unsupported(device["allocationMode"], ["All", "ExactCount"]);
                break;
        }

        DeviceTaintValidation.CheckTolerations(device, problems);
    }

    private static void CheckConstraint(Node constraint, HashSet<string> names, Problems problems)
    {
        DeviceNames.CheckReferences(constraint, names, problems);
        var hasDistinct = problems.Has(KubernetesFeature.DraConsumableCapacity);
        if (constraint.Given("matchAttribute") is { } match)
            DeviceNames.CheckFullyQualified(match, problems);
        else if (hasDistinct && constraint.Given("distinctAttribute") is { } distinct)
            DeviceNames.CheckFullyQualified(distinct, problems);
        else if (hasDistinct)
            problems.Add("required", constraint, "needs matchAttribute or distinctAttribute", "set one of them");
        else
            problems.Add("required", constraint["matchAttribute"], "needs matchAttribute", "name the attribute that must be the same");
    }
}
