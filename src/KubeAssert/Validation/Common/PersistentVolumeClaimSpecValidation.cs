namespace KubeAssert.Validation;

/// <summary>What a claim asks for (core/v1 PersistentVolumeClaimSpec; core validation: ValidatePersistentVolumeClaimSpec): claims, claim templates of StatefulSets, ephemeral volumes.</summary>
internal static class PersistentVolumeClaimSpecValidation
{
    /// <param name="dropsForeignSources">
    /// Whether the API server drops data sources that it would not take: for claims it drops a dataSourceRef with a namespace and, where none
    /// is left, a dataSource that is neither a claim nor a VolumeSnapshot (pkg/api/persistentvolumeclaim).
    /// </param>
    public static void Check(Node spec, Problems problems, bool dropsForeignSources = false)
    {
        CheckAccessModes(spec, problems);
        if (spec.Given("selector") is { } selector)
            LabelSelectorValidation.Check(selector, problems);
        CheckStorage(spec, problems);
        if (spec.String("storageClassName").Length > 0)
            problems.HasForm(spec["storageClassName"], NameForm.DnsSubdomain);
        problems.Supports(spec.Given("volumeMode"), "Block", "Filesystem");
        CheckDataSource(spec, dropsForeignSources, problems);
        if (problems.Has(KubernetesFeature.VolumeAttributesClass) && spec.String("volumeAttributesClassName").Length > 0)
            problems.HasForm(spec["volumeAttributesClassName"], NameForm.DnsSubdomain);
    }

    /// <summary>One mode at least; ReadWriteOncePod stands alone. The API server names the list.</summary>
    public static void CheckAccessModes(Node spec, Problems problems)
    {
        var modes = spec.List("accessModes");
        if (modes.IsEmpty)
            problems.Add("required", spec["accessModes"], "needs an access mode", "write accessModes: [ReadWriteOnce]");

        bool single = false, other = false;
        foreach (var mode in modes)
        {
            if (mode.AsString() is "ReadWriteOncePod")
                single = true;
            else if (mode.AsString() is "ReadWriteOnce" or "ReadOnlyMany" or "ReadWriteMany")
                other = true;
            else
                problems.Unsupported(mode, ["ReadOnlyMany", "ReadWriteMany", "ReadWriteOnce", "ReadWriteOncePod"], mode.Parent!.Path);
        }

        if (single && other)
            problems.Add("conflict", spec["accessModes"], "holds ReadWriteOncePod beside other modes", "keep ReadWriteOncePod alone, or remove it");
    }

    /// <summary>Storage must be asked for. The API server leaves requests out of the field's name.</summary>
    private static void CheckStorage(Node spec, Problems problems)
    {
        var requests = spec.Given("resources")?.Given("requests");
        if ((requests as MapNode)?.Find("storage") is not { } storage)
            problems.Add("required", requests is null ? spec["resources"] : requests["storage"], "asks for no storage", "set resources.requests.storage, such as 1Gi", NodePaths.Child(spec, "resources") + "[storage]");
        else if (ResourceValidation.Stored(storage).Sign <= 0)
            problems.Add("out-of-range", storage, $"is {storage.Text}; it must be greater than 0", "set a size such as 1Gi", NodePaths.Child(spec, "resources") + "[storage]");
    }

    private static void CheckDataSource(Node spec, bool dropsForeign, Problems problems)
    {
        var source = spec.Given("dataSource");
        var reference = spec.Given("dataSourceRef");
        if (dropsForeign && reference?.String("namespace").Length > 0)
            reference = null;
        if (dropsForeign && reference is null && source is not null && !IsClaimOrSnapshot(source))
            source = null;
        if (source is not null)
            CheckReference(source, problems);
        if (reference is not null)
        {
            CheckReference(reference, problems);
            problems.HasFormIfGiven(reference, "namespace", NameForm.DnsLabel);
        }

        if (source is null || reference is null)
            return;
        if (reference.String("namespace").Length > 0)
            problems.Add("conflict", source, "stands beside a dataSourceRef with a namespace", "remove dataSource", spec.Path);
        else if (source.String("kind") != reference.String("kind") || source.String("name") != reference.String("name") || source.Given("apiGroup")?.Text != reference.Given("apiGroup")?.Text)
            problems.Add("conflict", source, "names another object than dataSourceRef", "remove dataSource", spec.Path);
    }

    private static bool IsClaimOrSnapshot(Node source) => (source.String("kind"), source.String("apiGroup")) is
        ("PersistentVolumeClaim", "") or ("VolumeSnapshot", "snapshot.storage.k8s.io");

    private static void CheckReference(Node reference, Problems problems)
    {
        problems.Require(reference, "name");
        problems.Require(reference, "kind");
        var group = reference.String("apiGroup");
        if (group.Length == 0 && reference.String("kind") != "PersistentVolumeClaim")
            problems.Add("unsupported-value", reference, $"names a {reference.String("kind")} of the core group; only a PersistentVolumeClaim can be used", "set apiGroup");
        else if (group.Length > 0)
            problems.HasForm(reference["apiGroup"], NameForm.DnsSubdomain);
    }
}
