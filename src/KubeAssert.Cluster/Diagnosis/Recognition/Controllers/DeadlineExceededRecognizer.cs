using KubeAssert.Cluster.Observation;

namespace KubeAssert.Cluster.Diagnosing.Recognition.Controllers;

internal sealed class DeadlineExceededRecognizer : Recognizer
{
    public override ErrorState State => ErrorState.DeadlineExceeded;

    public override Symptom? InObject(DiagnosisContext context, ObservedObject found) =>
        found is ObservedWorkload { Key.Kind: "Job" } job && Jobs.Failure(job) is { Reason: "DeadlineExceeded" } failure ? Jobs.Judge(context, State, job, failure) : null;

    public override Symptom? InPod(DiagnosisContext context, ObservedPod pod) =>
        pod.Phase != "Failed" || pod.Reason != "DeadlineExceeded" || pod.Owner is not null ? null : new Symptom(State, pod)
        {
            Since = pod.PhaseSince,
            FailsAt = pod.PhaseSince,
            Found = MessageText.OneLine(pod.Message.Length > 0 ? pod.Message : "it took longer than activeDeadlineSeconds"),
            Path = "activeDeadlineSeconds",
            Rank = 5,
        };
}
