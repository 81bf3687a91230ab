using KubeAssert.Cluster.Diagnosing;
using KubeAssert.Cluster.Observation;

namespace KubeAssert.Cluster;

public sealed partial class ErrorState
{
    /// <summary>A Job's failure policy ended it.</summary>
    public static ErrorState PodFailurePolicy { get; } = new(
        "PodFailurePolicy",
        ErrorStateClass.Terminal,
        "a Job's failure policy ended it",
        "A pod failed in a way that the Job's `podFailurePolicy` says not to repeat.",
        "Read the log below; the policy's rule that matched is in the message.",
        "Job conditions `FailureTarget` and `Failed`, reason `PodFailurePolicy`");
}

internal sealed class PodFailurePolicyRecogniser : Recogniser
{
    public override ErrorState State => ErrorState.PodFailurePolicy;

    public override Symptom? InObject(Scene scene, ObservedObject found) =>
        found is ObservedWorkload { Key.Kind: "Job" } job && Jobs.Failure(job) is { Reason: "PodFailurePolicy" } failure ? Jobs.Judge(scene, State, job, failure) : null;
}
