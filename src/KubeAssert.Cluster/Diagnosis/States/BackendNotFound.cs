using KubeAssert.Cluster.Diagnosing;
using KubeAssert.Cluster.Observation;

namespace KubeAssert.Cluster;

public sealed partial class ErrorState
{
    /// <summary>An Ingress sends to a Service that does not exist.</summary>
    public static ErrorState BackendNotFound { get; } = new(
        "BackendNotFound",
        ErrorStateClass.Configuration,
        "an Ingress sends to a Service that does not exist",
        "The Ingress names a Service or a port that is not there; its controller answers 503 or 404.",
        "Correct the backend's name or port, or create the Service.",
        "no event: the reference itself");
}

internal sealed class BackendNotFoundRecogniser : Recogniser
{
    public override ErrorState State => ErrorState.BackendNotFound;

    public override Symptom? InObject(Scene scene, ObservedObject found)
    {
        if (found is not ObservedIngress ingress)
            return null;

        foreach (var backend in ingress.Backends)
        {
            var key = ObjectKey.Core("Service", ingress.Key.Namespace, backend.Service);
            var since = scene.Latest(ingress);
            var symptom = new Symptom(State, ingress)
            {
                Since = since,
                FailsAt = scene.AfterGrace(since),
                Found = $"sends to Service/{backend.Service}, which does not exist",
                Path = "/" + backend.Path,
            };
            if (scene.State.Find<ObservedService>(key) is not { } service)
            {
                if (scene.Exists(key) != true)
                    return Missing.Object(scene, symptom, key, ingress);
            }
            else if ((service.Type != "ExternalName" || service.Ports.Count > 0) && !service.Ports.Any(p => backend.PortName is null ? p.Port == backend.PortNumber : p.Name == backend.PortName))
            {
                return symptom with
                {
                    Since = scene.Latest(ingress, service),
                    FailsAt = scene.AfterGrace(scene.Latest(ingress, service)),
                    Found = $"sends to port {backend.PortName ?? backend.PortNumber.ToString(System.Globalization.CultureInfo.InvariantCulture)} of Service/{backend.Service}, which has no such port",
                    Explanation = "An Ingress names a port of the Service, by its number or its name; not the port of the container behind it.",
                    Fix = service.Ports.Count == 1 ? $"send to port {service.Ports[0].Port} of Service/{backend.Service}" : $"send to a port that Service/{backend.Service} has",
                    Path = "/" + backend.Path.Replace(".service.name", ".service.port", StringComparison.Ordinal),
                    Nearest = "its ports: " + Words.List(service.Ports.Select(p => p.Name is null ? $"{p.Port}" : $"{p.Port} ({p.Name})")),
                };
            }
        }

        return null;
    }
}
