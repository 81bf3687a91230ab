using KubeAssert.Cluster.Observation;

namespace KubeAssert.Cluster.Diagnosing.Recognition.Probes;

internal sealed class StartupProbeFailedRecognizer : Recognizer
{
    public override ErrorState State => ErrorState.StartupProbeFailed;

    public override Symptom? InContainer(DiagnosisContext context, ObservedPod pod, ObservedContainer container) =>
        ProbeKills.Find(context, State, pod, container, "startup", container.Startup, ".startupProbe");
}
