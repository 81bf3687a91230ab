namespace KubeAssert.References;

/// <summary>The classes, volumes and sources of claims and volumes.</summary>
internal static class StorageReferences
{
    public static void ReadClaim(Manifest manifest, Node claim, string? @namespace, GraphBuilder graph)
    {
        var spec = claim["spec"];
        graph.Object(ReferenceKind.StorageClass, manifest, spec["storageClassName"], null, "StorageClass", null);
        graph.Object(ReferenceKind.PersistentVolume, manifest, spec["volumeName"], "", "PersistentVolume", null);
        var source = spec["dataSourceRef"].HasValue ? spec["dataSourceRef"] : spec["dataSource"];
        if (source["kind"].Text == "PersistentVolumeClaim")
            graph.Object(ReferenceKind.PersistentVolumeClaim, manifest, source["name"], "", "PersistentVolumeClaim", source["namespace"].Text ?? @namespace);
    }

    public static void ReadVolume(Manifest volume, GraphBuilder graph)
    {
        graph.Object(ReferenceKind.StorageClass, volume, volume["spec"]["storageClassName"], null, "StorageClass", null);
        var claim = volume["spec"]["claimRef"];
        if (claim["namespace"].Text is { Length: > 0 } @namespace)
            graph.Object(ReferenceKind.PersistentVolumeClaim, volume, claim["name"], "", "PersistentVolumeClaim", @namespace);
    }
}
