namespace KubeAssert;

/// <summary>A port that a container declares.</summary>
public sealed class ContainerPort : ContainerPart
{
    internal ContainerPort(Container container, Node node)
        : base(container, node)
    {
    }

    /// <summary>Its name; empty where none is written.</summary>
    public string Name => Node["name"].Text ?? "";

    /// <summary>Its number; null where none is written.</summary>
    public long? Number => Node["containerPort"].AsInteger();

    /// <summary>The protocol.</summary>
    /// <value><c>TCP</c> where nothing is written.</value>
    public string Protocol => Node["protocol"].Text is { Length: > 0 } protocol ? protocol : "TCP";

    /// <summary>The port of the node that it takes; null where it takes none.</summary>
    public long? HostPort => Node["hostPort"].AsInteger() is { } port and not 0 ? port : null;

    /// <summary>What messages call it: <c>Deployment/web container web port http</c>.</summary>
    public override string ToString() => $"{Container} port {(Name.Length > 0 ? Name : Node["containerPort"].Text ?? "<none>")}";
}
