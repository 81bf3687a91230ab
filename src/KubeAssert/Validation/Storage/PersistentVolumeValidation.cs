namespace KubeAssert.Validation;

/// <summary>PersistentVolumes and PersistentVolumeClaims (core/v1).</summary>
/// <remarks>Source: core validation: ValidatePersistentVolumeSpec.</remarks>
internal static class PersistentVolumeValidation
{
    public static void Check(MapNode root, Problems problems)
    {
        MetadataValidation.Check(root, NameForm.DnsSubdomain, isNamespaced: false, problems);
        var spec = root["spec"];
        CheckAccessModes(spec, problems);
        CheckCapacity(spec, problems);
        problems.OneOf(spec, "persistentVolumeReclaimPolicy", "Delete", "Recycle", "Retain");
        CheckNodeAffinity(spec, problems);
        PersistentVolumeSourceValidation.Check(spec, root["metadata"].String("name"), problems);
        CheckRecycling(spec, problems);
        problems.HasFormIfGiven(spec, "storageClassName", NameForm.DnsSubdomain);
        if (spec.Given("volumeMode") is { } mode)
            problems.Supports(mode, "Block", "Filesystem");
        CheckAttributesClass(spec, problems);
    }

    public static void CheckClaim(MapNode root, Problems problems)
    {
        MetadataValidation.Check(root, NameForm.DnsSubdomain, isNamespaced: true, problems);
        PersistentVolumeClaimSpecValidation.Check(root["spec"], problems, dropsForeignSources: true);
    }

    /// <summary>A volume described inside a VolumeAttachment: CSI alone, and nothing that belongs to an object of its own.</summary>
    public static void CheckInline(Node spec, Problems problems)
    {
        foreach (var key in (ReadOnlySpan<string>)["claimRef", "capacity", "nodeAffinity"])
        {
            if (spec.Given(key) is { } value && !Problems.IsEmpty(value))
                problems.Add("forbidden", value, $"{key} is not allowed in an inline volume", "remove it");
        }

        if (!spec.Has("csi"))
            problems.Add("required", spec["csi"], "an inline volume must be a CSI volume", "set csi");
        CheckAccessModes(spec, problems);
        if (spec.String("persistentVolumeReclaimPolicy") is { Length: > 0 } policy && policy != "Retain")
            problems.Add("forbidden", spec["persistentVolumeReclaimPolicy"], $"is {policy}; an inline volume is retained", "set Retain, or remove it");
        PersistentVolumeSourceValidation.Check(spec, "", problems);
        if (spec.String("storageClassName").Length > 0)
            problems.Add("forbidden", spec["storageClassName"], "an inline volume has no class", "remove it");
        if (spec.Given("volumeMode") is { } mode && mode.AsString() != "Filesystem")
            problems.Add("forbidden", mode, $"is {mode.Text}; an inline volume is a file system", "set Filesystem, or remove it");
    }

    private static void CheckAccessModes(Node spec, Problems problems) => PersistentVolumeClaimSpecValidation.CheckAccessModes(spec, problems);

    /// <summary>A volume has an amount of storage, and of nothing else.</summary>
    private static void CheckCapacity(Node spec, Problems problems)
    {
        var capacity = spec.Map("capacity");
        if (capacity.IsEmpty)
        {
            problems.Add("required", spec["capacity"], "needs a capacity", "set capacity.storage");
            return;
        }

        if (capacity.Length > 1 || capacity[0].Key != "storage")
            problems.Add("unsupported-value", spec["capacity"], "holds more than storage, or something else; storage is supported", "set storage alone");
        foreach (ref readonly var entry in capacity)
        {
            if (ResourceValidation.Stored(entry.Value).Sign <= 0)
                problems.Add("out-of-range", entry.Value, $"is {entry.Value.Text}; it must be positive", "set a positive amount", $"{spec.Path}.capacity[{entry.Key}]");
        }
    }

    private static void CheckNodeAffinity(Node spec, Problems problems)
    {
        if (spec.Given("nodeAffinity") is not { } affinity)
            return;
        if (affinity.Given("required") is { } required)
            NodeSelectorValidation.CheckRequired(required, problems);
        else
            problems.Add("required", affinity["required"], "needs required terms", "set required.nodeSelectorTerms");
    }

    private static void CheckRecycling(Node spec, Problems problems)
    {
        if (spec.String("persistentVolumeReclaimPolicy") == "Recycle" && spec["hostPath"].String("path").StartsWith('/') && IsRoot(spec["hostPath"].String("path")))
            problems.Add("forbidden", spec["persistentVolumeReclaimPolicy"], "would empty the root of the node's file system", "set Retain, or another path");
    }

    private static bool IsRoot(string path) => path.Split('/').All(part => part is "" or ".");

    private static void CheckAttributesClass(Node spec, Problems problems)
    {
        if (!problems.Has(KubernetesFeature.VolumeAttributesClass) || spec.Given("volumeAttributesClassName") is not { } name)
            return;
        if (problems.Require(spec, "volumeAttributesClassName", "name a class, or remove it"))
            problems.HasForm(name, NameForm.DnsSubdomain);
        if (!spec.Has("csi"))
            problems.Add("required", spec["csi"], "a volume with a VolumeAttributesClass must be a CSI volume", "set csi");
    }
}
