namespace KubeAssert.Validation;

/// <summary>ResourceSlices (resource.k8s.io): the devices that a driver has on a node (resource validation: ValidateResourceSlice).</summary>
internal static class ResourceSliceValidation
{
    private const int MostDevices = 128;
    private const int MostAdvancedDevices = 64;
    private const int MostCounterSets = 8;
    private const int MostCounters = 32;

    public static void Check(MapNode root, Problems problems)
    {
        MetadataValidation.Check(root, NameForm.DnsSubdomain, isNamespaced: false, problems);
        if (problems.Manifest.Version is "v1alpha2" or "v1alpha3")
            return;

        var spec = root["spec"];
        DeviceNames.CheckDriver(spec, "driver", problems);
        CheckPool(spec["pool"], problems);
        var isPartitionable = problems.Has(KubernetesFeature.DraPartitionableDevices);
        CheckNodes(spec, isPartitionable, problems);
        if (isPartitionable && spec.Has("sharedCounters") && spec.Has("devices"))
            problems.Add("conflict", spec, "sets both sharedCounters and devices", "put the counters into a slice of their own");

        var devices = spec.List("devices");
        if (!DeviceLists.AreTooMany(spec, "devices", Limit(devices), problems))
        {
            foreach (var device in devices)
                DeviceValidation.Check(device, spec, isPartitionable, problems);
            DeviceLists.CheckNames(devices, "name", problems);
        }

        if (isPartitionable && !DeviceLists.AreTooMany(spec, "sharedCounters", MostCounterSets, problems))
            CheckCounters(spec.List("sharedCounters"), problems);
    }

    /// <summary>Names of counters, in a set or where a device consumes them.</summary>
    public static void CheckCounterNames(Node parent, Problems problems)
    {
        if (!problems.Require(parent, "counters", "name a counter"))
            return;
        if (parent.Map("counters").Length > MostCounters)
        {
            problems.Add("too-many", parent["counters"], $"has {parent.Map("counters").Length} counters; {MostCounters} are allowed", "list fewer");
            return;
        }

        foreach (ref readonly var entry in parent.Map("counters"))
        {
            if (!Names.IsDnsLabel(entry.Key))
                problems.AddAtKey("invalid-name", parent["counters"], entry, NameForm.DnsLabel.Problem(entry.Key), NameForm.DnsLabel.Fix(entry.Key));
        }
    }

    private static void CheckPool(Node pool, Problems problems)
    {
        DeviceNames.CheckPool(pool, "name", problems);
        if (pool.Integer("resourceSliceCount") is null or <= 0)
            problems.Add("out-of-range", pool["resourceSliceCount"], "must be positive", "set the number of slices in the pool");
        problems.NotNegative(pool, "generation");
    }

    private static void CheckNodes(Node spec, bool isPartitionable, Problems problems)
    {
        var given = DeviceValidation.CheckPlace(spec, problems);
        if (spec.Given("nodeSelector") is { } selector && selector.List("nodeSelectorTerms").Length != 1)
            problems.Add("one-source", selector["nodeSelectorTerms"], "must have exactly one term", "merge the terms into one");
        if (isPartitionable && spec.Given("perDeviceNodeSelection") is { } perDevice)
            given += DeviceValidation.CheckTrue(perDevice, problems);
        if (given != 1)
            problems.Add("one-source", spec, $"sets {given} of nodeName, nodeSelector, allNodes and perDeviceNodeSelection", "set exactly one of them");
    }

    private static int Limit(ReadOnlySpan<Node> devices)
    {
        foreach (var device in devices)
        {
            if (!device.List("taints").IsEmpty || !device.List("consumesCounters").IsEmpty)
                return MostAdvancedDevices;
        }

        return MostDevices;
    }

    private static void CheckCounters(ReadOnlySpan<Node> sets, Problems problems)
    {
        foreach (var set in sets)
        {
            problems.RequireForm(set, "name", NameForm.DnsLabel);
            CheckCounterNames(set, problems);
        }

        DeviceLists.CheckNames(sets, "name", problems);
    }
}
