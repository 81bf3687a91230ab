namespace KubeAssert.Validation;

/// <summary>ResourceClaims, their templates, and DeviceClasses (resource.k8s.io): requests and metadata. Selectors in CEL, constraints and configuration are not checked.</summary>
/// <remarks>Source: resource validation: ValidateResourceClaim, ValidateDeviceClass. The flat requests of v1beta1 are left alone.</remarks>
internal static class ResourceClaimValidation
{
    private const int MostRequests = 32;
    private const int MostAlternatives = 8;

    public static void CheckClaim(MapNode root, Problems problems)
    {
        MetadataValidation.Check(root, NameForm.DnsSubdomain, isNamespaced: true, problems);
        CheckSpec(root["spec"], problems);
    }

    public static void CheckTemplate(MapNode root, Problems problems)
    {
        MetadataValidation.Check(root, NameForm.DnsSubdomain, isNamespaced: true, problems);
        CheckSpec(root["spec"]["spec"], problems);
    }

    public static void CheckClass(MapNode root, Problems problems) =>
        MetadataValidation.Check(root, NameForm.DnsSubdomain, isNamespaced: false, problems);

    private static void CheckSpec(Node spec, Problems problems)
    {
        if (problems.Manifest.Version == "v1beta1")
            return;

        var devices = spec["devices"];
        var requests = devices.List("requests");
        if (requests.Length > MostRequests)
            problems.Add("too-many", devices["requests"], $"lists {requests.Length} requests; {MostRequests} are allowed", "use several claims");

        HashSet<string>? seen = null;
        for (var i = 0; i < requests.Length; i++)
        {
            problems.RequireForm(requests[i], "name", NameForm.DnsLabel);
            if (requests.Repeats(i, "name", ref seen))
                problems.Add("duplicate", requests[i], $"two requests are named {requests[i].String("name")}", "give each a name of its own");
            CheckRequest(requests[i], problems);
        }
    }

    private static void CheckRequest(Node request, Problems problems)
    {
        var exactly = request.Given("exactly");
        var alternatives = request.List("firstAvailable");
        if (exactly is null == alternatives.IsEmpty)
        {
            problems.Add("one-source", request, exactly is null ? "asks for no device" : "sets both exactly and firstAvailable", "set exactly or firstAvailable");
            return;
        }

        if (exactly is not null)
            CheckDevice(exactly, problems);
        if (alternatives.Length > MostAlternatives)
            problems.Add("too-many", request["firstAvailable"], $"lists {alternatives.Length} alternatives; {MostAlternatives} are allowed", "list fewer");

        HashSet<string>? seen = null;
        for (var i = 0; i < alternatives.Length; i++)
        {
            problems.RequireForm(alternatives[i], "name", NameForm.DnsLabel);
            if (alternatives.Repeats(i, "name", ref seen))
                problems.Add("duplicate", alternatives[i], $"two alternatives are named {alternatives[i].String("name")}", "give each a name of its own");
            CheckDevice(alternatives[i], problems);
        }
    }

    private static void CheckDevice(Node device, Problems problems)
    {
        problems.RequireForm(device, "deviceClassName", NameForm.DnsSubdomain);
        problems.OneOf(device, "allocationMode", "All", "ExactCount");
        var count = device.Integer("count") ?? 0;
        if (count < 0)
            problems.Add("out-of-range", device["count"], $"is {count}; it must be positive", "set 1 or more");
        else if (count > 0 && device.String("allocationMode") == "All")
            problems.Add("conflict", device["count"], "does not belong to allocationMode All", "remove it");
    }
}
