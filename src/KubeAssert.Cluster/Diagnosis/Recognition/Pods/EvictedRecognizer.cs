using KubeAssert.Cluster.Observation;

namespace KubeAssert.Cluster.Diagnosing.Recognition.Pods;

internal sealed class EvictedRecognizer : Recognizer
{
    public override ErrorState State => ErrorState.Evicted;

    public override Symptom? InPod(DiagnosisContext context, ObservedPod pod) =>
        pod.Phase != "Failed" || pod.Reason != "Evicted" ? null : Replaced.Judge(context, State, pod, MessageText.OneLine(pod.Message.Length > 0 ? pod.Message : "evicted"));
}
