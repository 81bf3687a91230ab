namespace KubeAssert;

/// <summary>What a container may do. What it does not say itself it takes from its pod, where the pod can say it.</summary>
public sealed class SecurityContext : ContainerPart
{
    internal SecurityContext(Container container)
        : base(container, container.Node["securityContext"])
    {
    }

    /// <summary>The pod's security context.</summary>
    public Node OfPod => Container.PodTemplate.Spec["securityContext"];

    /// <summary>Whether it must not run as root; null where neither it nor the pod says so.</summary>
    public bool? RunAsNonRoot => Effective("runAsNonRoot").AsBoolean();

    /// <summary>The user's number; null where neither it nor the pod says so.</summary>
    public long? RunAsUser => Effective("runAsUser").AsInteger();

    /// <summary>The group's number; null where neither it nor the pod says so.</summary>
    public long? RunAsGroup => Effective("runAsGroup").AsInteger();

    /// <summary>The kind of seccomp profile: <c>RuntimeDefault</c>, <c>Localhost</c>, <c>Unconfined</c>; null where neither it nor the pod says so.</summary>
    public string? SeccompProfile => Effective("seccompProfile")["type"].Text;

    /// <summary>Whether it has all rights of the node.</summary>
    public bool IsPrivileged => Node["privileged"].AsBoolean() == true;

    /// <summary>Whether its processes may gain rights; null where nothing is written, which allows it.</summary>
    public bool? AllowPrivilegeEscalation => Node["allowPrivilegeEscalation"].AsBoolean();

    /// <summary>Whether it can't write its own file system.</summary>
    public bool ReadOnlyRootFilesystem => Node["readOnlyRootFilesystem"].AsBoolean() == true;

    /// <summary>The capabilities it adds.</summary>
    public IReadOnlyList<string> AddedCapabilities => Texts(Node["capabilities"]["add"]);

    /// <summary>The capabilities it drops.</summary>
    public IReadOnlyList<string> DroppedCapabilities => Texts(Node["capabilities"]["drop"]);

    /// <summary>The field of the container where it is written, else that of the pod.</summary>
    public Node Effective(string key) => !Node[key].HasValue && OfPod[key] is { HasValue: true } ofPod ? ofPod : Node[key];

    private static List<string> Texts(Node list) => list.Items.Select(item => item.Text).OfType<string>().ToList();
}
