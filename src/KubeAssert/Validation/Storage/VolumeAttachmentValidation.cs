namespace KubeAssert.Validation;

/// <summary>VolumeAttachments (storage.k8s.io).</summary>
/// <remarks>Source: storage validation: ValidateVolumeAttachment.</remarks>
internal static class VolumeAttachmentValidation
{
    public static void Check(MapNode root, Problems problems)
    {
        MetadataValidation.Check(root, NameForm.DnsSubdomain, isNamespaced: false, problems);
        var spec = root["spec"];
        CsiValidation.CheckDriverName(spec, "attacher", problems);
        problems.HasForm(spec["nodeName"], NameForm.DnsSubdomain);

        var source = spec["source"];
        var name = source.Given("persistentVolumeName");
        var inline = source.Given("inlineVolumeSpec");
        if (name is null == inline is null)
            problems.Add(name is null ? "required" : "forbidden", source, name is null ? "names no volume" : "names a volume and describes one", "set persistentVolumeName or inlineVolumeSpec");
        else if (name is not null)
            problems.RequireForm(source, "persistentVolumeName", NameForm.DnsSubdomain);
        else
            PersistentVolumeValidation.CheckInline(inline!, problems);
    }
}
