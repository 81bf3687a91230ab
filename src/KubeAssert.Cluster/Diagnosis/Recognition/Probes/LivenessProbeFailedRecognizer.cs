using KubeAssert.Cluster.Observation;

namespace KubeAssert.Cluster.Diagnosing.Recognition.Probes;

internal sealed class LivenessProbeFailedRecognizer : Recognizer
{
    public override ErrorState State => ErrorState.LivenessProbeFailed;

    public override Symptom? InContainer(DiagnosisContext context, ObservedPod pod, ObservedContainer container) =>
        ProbeKills.Find(context, State, pod, container, "liveness", container.Liveness, ".livenessProbe");
}
