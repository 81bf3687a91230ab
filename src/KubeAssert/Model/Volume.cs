namespace KubeAssert;

/// <summary>A volume of a pod template.</summary>
public sealed class Volume : View
{
    internal Volume(PodTemplate podTemplate, Node node)
        : base(podTemplate.Manifests, podTemplate.Manifest, node) =>
        PodTemplate = podTemplate;

    /// <summary>The pod template.</summary>
    public PodTemplate PodTemplate { get; }

    /// <summary>Its name; empty where none is written.</summary>
    public string Name => Node["name"].Text ?? "";

    /// <summary>Where its content comes from: <c>configMap</c>, <c>secret</c>, <c>emptyDir</c>, <c>persistentVolumeClaim</c>, ...; <c>emptyDir</c> where nothing is written.</summary>
    public string Source => Node.Entries.FirstOrDefault(entry => entry.Key != "name") is { Key: { } key } ? key : "emptyDir";

    /// <summary>The names of the ConfigMaps in it, those of a projected volume included.</summary>
    public IReadOnlyList<string> ConfigMapNames => Names("configMap", "name", "name");

    /// <summary>The names of the Secrets in it, those of a projected volume included.</summary>
    public IReadOnlyList<string> SecretNames => Names("secret", "secretName", "name");

    /// <summary>The name of its PersistentVolumeClaim; null where it is none.</summary>
    public string? ClaimName => Node["persistentVolumeClaim"]["claimName"].Text;

    /// <summary>The labels of the pods.</summary>
    public override IReadOnlyDictionary<string, string> Labels => PodTemplate.Labels;

    /// <summary>What messages call it: <c>Deployment/web volume config</c>.</summary>
    public override string ToString() => $"{Manifest} volume {Name}";

    private List<string> Names(string source, string own, string projected) =>
        Node["projected"]["sources"].Items.Select(item => item[source][projected].Text).Prepend(Node[source][own].Text).OfType<string>().ToList();
}

/// <summary>A volume where a container sees it.</summary>
public sealed class VolumeMount : ContainerPart
{
    internal VolumeMount(Container container, Node node)
        : base(container, node)
    {
    }

    /// <summary>The volume's name; empty where none is written.</summary>
    public string Name => Node["name"].Text ?? "";

    /// <summary>The folder or file inside the container; empty where none is written.</summary>
    public string MountPath => Node["mountPath"].Text ?? "";

    /// <summary>The part of the volume that is mounted; null for all of it.</summary>
    public string? SubPath => Node["subPath"].Text;

    /// <summary>Whether the container can't write it.</summary>
    public bool IsReadOnly => Node["readOnly"].AsBoolean() == true;

    /// <summary>The volume; null where the pod template has none of that name.</summary>
    public Volume? Volume => Container.PodTemplate.Volumes.FirstOrDefault(volume => volume.Name == Name);

    /// <summary>What messages call it: <c>Deployment/web container web mount config</c>.</summary>
    public override string ToString() => $"{Container} mount {Name}";
}
