using KubeAssert.Cluster.Observation;

namespace KubeAssert.Cluster.Diagnosing.Recognition.Networking;

internal sealed class NoEndpointsRecognizer : Recognizer
{
    public override ErrorState State => ErrorState.NoEndpoints;

    public override Symptom? InObject(DiagnosisContext context, ObservedObject found) =>
        found is ObservedService { SelectsPods: true } service ? Endpoints.Judge(context, service, State) : null;
}
