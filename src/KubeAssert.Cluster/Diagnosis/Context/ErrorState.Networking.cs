namespace KubeAssert.Cluster;

/// <content>States of networking.</content>
public sealed partial class ErrorState
{
    /// <summary>A Service has nowhere to send its traffic.</summary>
    public static ErrorState NoEndpoints { get; } = new(
        "NoEndpoints",
        ErrorStateClass.Configuration,
        "a Service has nowhere to send its traffic",
        "A Service finds its pods by labels, and their ports by number or name. Kubernetes says nothing when there are none: callers just get no connection.",
        "Select the labels that the pods carry, and name a port that their containers have.",
        "EndpointSlices without ready endpoints or without ports; there is no event");

    /// <summary>An Ingress sends to a Service that does not exist.</summary>
    public static ErrorState BackendNotFound { get; } = new(
        "BackendNotFound",
        ErrorStateClass.Configuration,
        "an Ingress sends to a Service that does not exist",
        "The Ingress names a Service or a port that is not there; its controller answers 503 or 404.",
        "Correct the backend's name or port, or create the Service.",
        "no event: the reference itself");
}
