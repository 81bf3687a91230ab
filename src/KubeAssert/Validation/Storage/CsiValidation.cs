namespace KubeAssert.Validation;

/// <summary>CSIDrivers, CSINodes and CSIStorageCapacities (storage.k8s.io).</summary>
/// <remarks>Source: storage validation: ValidateCSIDriver, ValidateCSINode, ValidateCSIStorageCapacity.</remarks>
internal static class CsiValidation
{
    private const long LeastTokenSeconds = 600;
    private const long MostTokenSeconds = 1L << 32;
    private const int LeastUpdateSeconds = 10;
    private const int LongestNodeId = 256;

    public static void CheckDriver(MapNode root, Problems problems)
    {
        MetadataValidation.Check(root, NameForm.DnsSubdomain, isNamespaced: false, problems);
        var spec = root["spec"];
        if (spec.Given("fsGroupPolicy") is { } policy && policy.AsString() is not ("File" or "None" or "ReadWriteOnceWithFSType"))
            problems.Add("unsupported-value", policy, $"is {NameForm.Quoted(policy.Text ?? "")}; File, None, ReadWriteOnceWithFSType are supported", "use File, None or ReadWriteOnceWithFSType");
        CheckTokens(spec, problems);
        foreach (var mode in spec.List("volumeLifecycleModes"))
        {
            if (mode.AsString() is not ("Persistent" or "Ephemeral"))
                problems.Add("unsupported-value", mode, $"is {NameForm.Quoted(mode.Text ?? "")}; Persistent and Ephemeral are supported", "use Persistent or Ephemeral", "spec.volumeLifecycleModes");
        }

        if (spec.Integer("nodeAllocatableUpdatePeriodSeconds") is { } seconds and < LeastUpdateSeconds)
            problems.Add("out-of-range", spec["nodeAllocatableUpdatePeriodSeconds"], $"is {seconds}; {LeastUpdateSeconds} is the least", $"set {LeastUpdateSeconds} or more");
        if (spec.Given("serviceAccountTokenInSecrets") is { } inSecrets && spec.List("tokenRequests").IsEmpty)
            problems.Add("csi-driver", inSecrets, "is set, but no token is asked for", "add tokenRequests, or remove it");
    }

    public static void CheckNode(MapNode root, Problems problems)
    {
        MetadataValidation.Check(root, NameForm.DnsSubdomain, isNamespaced: false, problems);
        var drivers = root["spec"].List("drivers");
        HashSet<string>? seen = null;
        for (var i = 0; i < drivers.Length; i++)
        {
            CheckNodeDriver(drivers[i], problems);
            if (drivers.Repeats(i, "name", ref seen))
                problems.Add("duplicate", drivers[i]["name"], $"{drivers[i].String("name")} is listed twice", "list each driver once");
        }
    }

    public static void CheckCapacity(MapNode root, Problems problems)
    {
        MetadataValidation.Check(root, NameForm.DnsSubdomain, isNamespaced: true, problems);
        LabelSelectorValidation.Check(root["nodeTopology"], problems);
        problems.HasForm(root["storageClassName"], NameForm.DnsSubdomain);
        if (Quantity.Of(root["capacity"]) is { Sign: < 0 })
            problems.Add("out-of-range", root["capacity"], $"is {root["capacity"].Text}; it can't be negative", "set 0 or more");
    }

    /// <summary>Names of CSI drivers: DNS subdomains in any case, at most 63 characters.</summary>
    public static void CheckDriverName(Node parent, string key, Problems problems)
    {
        if (problems.Require(parent, key))
            VolumeSourceValidation.CheckDriverName(parent[key], problems);
    }

    private static void CheckTokens(Node spec, Problems problems)
    {
        var requests = spec.List("tokenRequests");
        HashSet<string>? seen = null;
        for (var i = 0; i < requests.Length; i++)
        {
            if (requests.Repeats(i, "audience", ref seen))
                problems.Add("duplicate", requests[i]["audience"], $"{NameForm.Quoted(requests[i].String("audience"))} is asked for twice", "ask for each audience once");
            else if (requests[i].Given("expirationSeconds") is { } seconds)
                problems.InRange(seconds, LeastTokenSeconds, MostTokenSeconds);
        }
    }

    private static void CheckNodeDriver(Node driver, Problems problems)
    {
        CheckDriverName(driver, "name", problems);
        if (problems.Require(driver, "nodeID") && driver.String("nodeID").Length > LongestNodeId)
            problems.Add("too-long", driver["nodeID"], $"has {driver.String("nodeID").Length} characters; {LongestNodeId} are allowed", "shorten it");
        problems.NotNegative(driver["allocatable"], "count");

        var keys = driver.List("topologyKeys");
        for (var i = 0; i < keys.Length; i++)
        {
            problems.HasForm(keys[i], NameForm.LabelKey, driver.Path);
            for (var earlier = 0; earlier < i; earlier++)
            {
                if (keys[earlier].AsString() == keys[i].AsString())
                    problems.Add("duplicate", keys[i], $"{keys[i].Text} is listed twice", "list it once", driver.Path);
            }
        }
    }
}
