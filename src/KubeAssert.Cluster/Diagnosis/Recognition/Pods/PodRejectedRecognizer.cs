using KubeAssert.Cluster.Observation;

namespace KubeAssert.Cluster.Diagnosing.Recognition.Pods;

internal sealed class PodRejectedRecognizer : Recognizer
{
    public override ErrorState State => ErrorState.PodRejected;

    public override Symptom? InPod(DiagnosisContext context, ObservedPod pod) =>
        pod.Phase != "Failed" || pod.Reason is "" or "Evicted" or "DeadlineExceeded" or "Shutdown" or "Terminated" or "NodeShutdown" or "NodeLost"
            ? null
            : Replaced.Judge(context, State, pod, $"{pod.Reason}: {MessageText.OneLine(pod.Message)}");
}
