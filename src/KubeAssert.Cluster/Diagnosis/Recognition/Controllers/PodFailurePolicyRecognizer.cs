using KubeAssert.Cluster.Observation;

namespace KubeAssert.Cluster.Diagnosing.Recognition.Controllers;

internal sealed class PodFailurePolicyRecognizer : Recognizer
{
    public override ErrorState State => ErrorState.PodFailurePolicy;

    public override Symptom? InObject(DiagnosisContext context, ObservedObject found) =>
        found is ObservedWorkload { Key.Kind: "Job" } job && Jobs.Failure(job) is { Reason: "PodFailurePolicy" } failure ? Jobs.Judge(context, State, job, failure) : null;
}
