using KubeAssert.Cluster.Observation;

namespace KubeAssert.Cluster.Diagnosing.Recognition.Controllers;

internal sealed class FailedCreateRecognizer : Recognizer
{
    public override ErrorState State => ErrorState.FailedCreate;

    public override Symptom? InObject(DiagnosisContext context, ObservedObject found)
    {
        if (found is not ObservedWorkload workload)
            return null;
        if (workload.Key.Kind == "Deployment")
        {
            return workload.Condition("Progressing") is not { IsFalse: true, Reason: "ReplicaSetCreateError" } refused ? null
                : Creation.Read(context, workload, refused.Message, new Symptom(State, workload) { Since = refused.Since, Found = "its ReplicaSet is refused", Rank = 9 });
        }

        var condition = workload.Condition("ReplicaFailure") is { IsTrue: true, Reason: "FailedCreate" } failure ? failure : null;
        var failures = context.Events(workload, "FailedCreate").OrderBy(e => e.LastSeen).ToList();
        if (condition is null && (failures.Count == 0 || workload.Key.Kind is "ReplicaSet" or "ReplicationController"))
            return null;
        if (condition is null && !Creation.IsShort(context, workload, failures))
            return null;

        var message = condition?.Message ?? failures[^1].Message;
        var symptom = new Symptom(State, workload)
        {
            Since = condition?.Since ?? Creation.FirstSince(context, workload, failures),
            Found = "its pods are refused",
            Evidence = failures.TakeLast(1).Select(context.Describe).ToArray(),
            Rank = 9,
        };
        return Creation.Read(context, workload, message, symptom);
    }
}
