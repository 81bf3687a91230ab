using KubeAssert.Cluster.Observation;

namespace KubeAssert.Cluster.Diagnosing.Recognition.Networking;

internal sealed class BackendNotFoundRecognizer : Recognizer
{
    public override ErrorState State => ErrorState.BackendNotFound;

    public override Symptom? InObject(DiagnosisContext context, ObservedObject found)
    {
        if (found is not ObservedIngress ingress)
            return null;

        foreach (var backend in ingress.Backends)
        {
            var key = ObjectKey.Core("Service", ingress.Key.Namespace, backend.Service);
            var since = context.Latest(ingress);
            var symptom = new Symptom(State, ingress)
            {
                Since = since,
                FailsAt = context.AfterGrace(since),
                Found = $"sends to Service/{backend.Service}, which does not exist",
                Path = "/" + backend.Path,
            };
            if (context.State.Find<ObservedService>(key) is not { } service)
            {
                if (context.Exists(key) != true)
                    return Missing.Object(context, symptom, key, ingress);
            }
            else if ((service.Type != "ExternalName" || service.Ports.Count > 0) && !service.Ports.Any(p => backend.PortName is null ? p.Port == backend.PortNumber : p.Name == backend.PortName))
            {
                return symptom with
                {
                    Since = context.Latest(ingress, service),
                    FailsAt = context.AfterGrace(context.Latest(ingress, service)),
                    Found = $"sends to port {backend.PortName ?? backend.PortNumber.ToString(System.Globalization.CultureInfo.InvariantCulture)} of Service/{backend.Service}, which has no such port",
                    Explanation = "An Ingress names a port of the Service, by its number or its name; not the port of the container behind it.",
                    Fix = service.Ports.Count == 1 ? $"send to port {service.Ports[0].Port} of Service/{backend.Service}" : $"send to a port that Service/{backend.Service} has",
                    Path = "/" + backend.Path.Replace(".service.name", ".service.port", StringComparison.Ordinal),
                    Nearest = "its ports: " + MessageText.List(service.Ports.Select(p => p.Name is null ? $"{p.Port}" : $"{p.Port} ({p.Name})")),
                };
            }
        }

        return null;
    }
}
