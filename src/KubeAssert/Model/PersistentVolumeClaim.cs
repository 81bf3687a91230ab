namespace KubeAssert;

/// <summary>A PersistentVolumeClaim.</summary>
public sealed class PersistentVolumeClaim : ObjectView
{
    internal PersistentVolumeClaim(ManifestSet manifests, Manifest manifest)
        : base(manifests, manifest)
    {
    }

    /// <summary>The name of its StorageClass; null for the cluster's default, empty for none.</summary>
    public string? StorageClassName => Spec["storageClassName"].AsString();

    /// <summary>How it may be mounted: <c>ReadWriteOnce</c>, ...</summary>
    public IReadOnlyList<string> AccessModes => Spec["accessModes"].Items.Select(mode => mode.Text).OfType<string>().ToList();

    /// <summary>How much storage it asks for, in bytes; null where nothing is written.</summary>
    public Quantity? Storage => Quantity.Of(Spec["resources"]["requests"]["storage"]);
}
