namespace KubeAssert;

/// <summary>One port of a Service.</summary>
public sealed class ServicePort : View
{
    internal ServicePort(Service service, Node node)
        : base(service.Manifests, service.Manifest, node) =>
        Service = service;

    /// <summary>The Service.</summary>
    public Service Service { get; }

    /// <summary>The port's name; empty where none is written.</summary>
    public string Name => Node["name"].Text ?? "";

    /// <summary>The number on which the Service listens; null where none is written.</summary>
    public long? Port => Node["port"].AsInteger();

    /// <summary>Where it sends to: a container port's number or name.</summary>
    /// <value>The Service's own <see cref="Port"/> where nothing, 0 or an empty name is written; null where there is none either.</value>
    public IntOrString? TargetPort => IntOrString.Of(Node["targetPort"]) is { IsEmpty: false } target ? target : Port is { } port ? IntOrString.Of(port) : null;

    /// <summary>The port on every node; null where none is written, so that the cluster chooses one if the Service's type has it.</summary>
    public long? NodePort => Node["nodePort"].AsInteger();

    /// <summary>The protocol.</summary>
    /// <value><c>TCP</c> where nothing is written.</value>
    public string Protocol => Node["protocol"].Text is { Length: > 0 } protocol ? protocol : "TCP";

    /// <summary>What messages call it: <c>Service/web port http</c>.</summary>
    public override string ToString() => $"{Manifest} port {(Name.Length > 0 ? Name : Node["port"].Text ?? "<none>")}";
}
