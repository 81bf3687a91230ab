using KubeAssert.Cluster.Observation;

namespace KubeAssert.Cluster.Diagnosing.Recognition.Pods;

internal sealed class SchedulingGatedRecognizer : Recognizer
{
    public override ErrorState State => ErrorState.SchedulingGated;

    public override Symptom? InPod(DiagnosisContext context, ObservedPod pod) =>
        pod.IsOver || pod.NodeName is not null || !pod.IsGated ? null : new Symptom(State, pod)
        {
            Since = pod.FirstSeen,
            FailsAt = context.AfterGrace(pod.FirstSeen),
            Found = $"held back by scheduling gate {MessageText.List(pod.Gates)}",
            Path = "schedulingGates",
            Rank = 9,
        };
}
