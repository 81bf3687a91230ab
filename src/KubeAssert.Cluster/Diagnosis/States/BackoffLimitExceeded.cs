using KubeAssert.Cluster.Diagnosing;
using KubeAssert.Cluster.Observation;

namespace KubeAssert.Cluster;

public sealed partial class ErrorState
{
    /// <summary>A Job failed more often than it may.</summary>
    public static ErrorState BackoffLimitExceeded { get; } = new(
        "BackoffLimitExceeded",
        ErrorStateClass.Terminal,
        "a Job failed more often than it may",
        "The Job's pods failed more often than `backoffLimit` allows, so the Job gave up. It never starts again by itself.",
        "Read the failed pod's log below; correct the program or its configuration, and run the Job again.",
        "Job conditions `FailureTarget` and `Failed`, reason `BackoffLimitExceeded` (`MaxFailedIndexesExceeded` and `FailedIndexes` for indexed Jobs)");
}

internal sealed class BackoffLimitExceededRecogniser : Recogniser
{
    public override ErrorState State => ErrorState.BackoffLimitExceeded;

    public override Symptom? InObject(Scene scene, ObservedObject found) =>
        found is ObservedWorkload { Key.Kind: "Job" } job && Jobs.Failure(job) is { Reason: "BackoffLimitExceeded" or "MaxFailedIndexesExceeded" or "FailedIndexes" } failure ? Jobs.Judge(scene, State, job, failure) : null;
}
