using KubeAssert.Cluster.Diagnosing;
using KubeAssert.Cluster.Observation;

namespace KubeAssert.Cluster;

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
}

internal sealed class NoEndpointsRecogniser : Recogniser
{
    public override ErrorState State => ErrorState.NoEndpoints;

    public override Symptom? InObject(Scene scene, ObservedObject found) =>
        found is ObservedService { SelectsPods: true } service ? Endpoints.Judge(scene, service, State) : null;
}
