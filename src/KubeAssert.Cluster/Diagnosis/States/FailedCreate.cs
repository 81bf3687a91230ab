using KubeAssert.Cluster.Diagnosing;
using KubeAssert.Cluster.Observation;

namespace KubeAssert.Cluster;

public sealed partial class ErrorState
{
    /// <summary>A controller may not create its pods.</summary>
    public static ErrorState FailedCreate { get; } = new(
        "FailedCreate",
        ErrorStateClass.Configuration,
        "a controller may not create its pods",
        "The API server refused the pods: a quota is used up, a LimitRange or a Pod Security level is not met, the service account, priority class or runtime class does not exist, or an admission webhook said no. The controller tries again for ever; there is no pod to look at.",
        "Meet the rule named below, or create what is missing.",
        "event `FailedCreate` on the ReplicaSet, StatefulSet, DaemonSet or Job; condition `ReplicaFailure`");
}

internal sealed class FailedCreateRecogniser : Recogniser
{
    public override ErrorState State => ErrorState.FailedCreate;

    public override Symptom? InObject(Scene scene, ObservedObject found)
    {
        if (found is not ObservedWorkload workload)
            return null;
        if (workload.Key.Kind == "Deployment")
        {
            return workload.Condition("Progressing") is not { IsFalse: true, Reason: "ReplicaSetCreateError" } refused ? null
                : Creation.Read(scene, workload, refused.Message, new Symptom(State, workload) { Since = refused.Since, Found = "its ReplicaSet is refused", Rank = 9 });
        }

        var condition = workload.Condition("ReplicaFailure") is { IsTrue: true, Reason: "FailedCreate" } failure ? failure : null;
        var failures = scene.Events(workload, "FailedCreate").OrderBy(e => e.LastSeen).ToList();
        if (condition is null && (failures.Count == 0 || workload.Key.Kind is "ReplicaSet" or "ReplicationController"))
            return null;
        if (condition is null && !Creation.IsShort(scene, workload, failures))
            return null;

        var message = condition?.Message ?? failures[^1].Message;
        var symptom = new Symptom(State, workload)
        {
            Since = condition?.Since ?? Creation.FirstSince(scene, workload, failures),
            Found = "its pods are refused",
            Evidence = failures.TakeLast(1).Select(scene.Describe).ToArray(),
            Rank = 9,
        };
        return Creation.Read(scene, workload, message, symptom);
    }
}
