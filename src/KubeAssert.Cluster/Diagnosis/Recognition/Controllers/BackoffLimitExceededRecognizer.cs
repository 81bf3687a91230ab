using KubeAssert.Cluster.Observation;

namespace KubeAssert.Cluster.Diagnosing.Recognition.Controllers;

internal sealed class BackoffLimitExceededRecognizer : Recognizer
{
    public override ErrorState State => ErrorState.BackoffLimitExceeded;

    public override Symptom? InObject(DiagnosisContext context, ObservedObject found) =>
        found is ObservedWorkload { Key.Kind: "Job" } job && Jobs.Failure(job) is { Reason: "BackoffLimitExceeded" or "MaxFailedIndexesExceeded" or "FailedIndexes" } failure ? Jobs.Judge(context, State, job, failure) : null;
}
