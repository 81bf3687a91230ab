namespace KubeAssert;

/// <summary>What a container is for.</summary>
public enum ContainerRole
{
    /// <summary>One of <c>containers</c>.</summary>
    Main,

    /// <summary>One of <c>initContainers</c> that ends before the main containers start.</summary>
    Init,

    /// <summary>One of <c>initContainers</c> with <c>restartPolicy: Always</c>: starts first, runs as long as the pod.</summary>
    Sidecar,

    /// <summary>One of <c>ephemeralContainers</c>, added to a running pod for debugging.</summary>
    Ephemeral,
}

/// <summary>One container of a pod template.</summary>
public sealed partial class Container : View
{
    internal Container(PodTemplate podTemplate, Node node, ContainerRole role)
        : base(podTemplate.Manifests, podTemplate.Manifest, node)
    {
        PodTemplate = podTemplate;
        Role = role;
    }

    /// <summary>The pod template it is part of.</summary>
    public PodTemplate PodTemplate { get; }

    /// <summary>The workload that runs it.</summary>
    public Workload Workload => PodTemplate.Workload;

    /// <summary>What it is for.</summary>
    public ContainerRole Role { get; }

    /// <summary>Its name; empty where none is written.</summary>
    public string Name => Node["name"].Text ?? "";

    /// <summary>The image as written; empty where none is.</summary>
    public string Image => Node["image"].Text ?? "";

    /// <summary>The labels of the pods it runs in.</summary>
    public override IReadOnlyDictionary<string, string> Labels => PodTemplate.Labels;

    /// <summary>What messages call it: <c>Deployment/web container web</c>.</summary>
    public override string ToString()
    {
        var role = Role switch
        {
            ContainerRole.Init => "init container",
            ContainerRole.Sidecar => "sidecar",
            ContainerRole.Ephemeral => "ephemeral container",
            _ => "container",
        };
        return $"{Manifest} {role} {(Name.Length > 0 ? Name : "<unnamed>")}";
    }
}
