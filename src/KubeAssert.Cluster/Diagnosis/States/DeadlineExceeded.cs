using KubeAssert.Cluster.Diagnosing;
using KubeAssert.Cluster.Observation;

namespace KubeAssert.Cluster;

public sealed partial class ErrorState
{
    /// <summary>A Job or pod took longer than it may.</summary>
    public static ErrorState DeadlineExceeded { get; } = new(
        "DeadlineExceeded",
        ErrorStateClass.Terminal,
        "a Job or pod took longer than it may",
        "`activeDeadlineSeconds` passed before the work was done, so Kubernetes ended it.",
        "Raise activeDeadlineSeconds, or see in the log below what took so long.",
        "Job conditions `FailureTarget` and `Failed`, reason `DeadlineExceeded`");
}

internal sealed class DeadlineExceededRecogniser : Recogniser
{
    public override ErrorState State => ErrorState.DeadlineExceeded;

    public override Symptom? InObject(Scene scene, ObservedObject found) =>
        found is ObservedWorkload { Key.Kind: "Job" } job && Jobs.Failure(job) is { Reason: "DeadlineExceeded" } failure ? Jobs.Judge(scene, State, job, failure) : null;

    public override Symptom? InPod(Scene scene, ObservedPod pod) =>
        pod.Phase != "Failed" || pod.Reason != "DeadlineExceeded" || pod.Owner is not null ? null : new Symptom(State, pod)
        {
            Since = pod.PhaseSince,
            FailsAt = pod.PhaseSince,
            Found = Words.OneLine(pod.Message.Length > 0 ? pod.Message : "it took longer than activeDeadlineSeconds"),
            Path = "activeDeadlineSeconds",
            Rank = 5,
        };
}
