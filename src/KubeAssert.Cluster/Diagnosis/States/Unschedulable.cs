using KubeAssert.Cluster.Diagnosing;
using KubeAssert.Cluster.Observation;

namespace KubeAssert.Cluster;

public sealed partial class ErrorState
{
    /// <summary>No node can take a pod.</summary>
    public static ErrorState Unschedulable { get; } = new(
        "Unschedulable",
        ErrorStateClass.Configuration,
        "no node can take a pod",
        "The scheduler looked at every node and none fits: not enough processor or memory, labels that no node has, taints that the pod does not tolerate, ports already taken, or a claim that is not there.",
        "Ask for less, correct the selector, tolerate the taint, or make the claim.",
        "condition `PodScheduled=False`, reason `Unschedulable`; event `FailedScheduling`");
}

internal sealed class UnschedulableRecogniser : Recogniser
{
    public override ErrorState State => ErrorState.Unschedulable;

    public override Symptom? InPod(Scene scene, ObservedPod pod)
    {
        if (pod.IsOver || pod.NodeName is not null || pod.Condition("PodScheduled") is not { IsFalse: true, Reason: not "SchedulingGated" } refused)
            return null;

        var said = scene.Events(pod, "FailedScheduling").LastOrDefault();
        var symptom = new Symptom(State, pod)
        {
            Since = refused.Since,
            Found = "no node can take it",
            Evidence = [$"condition PodScheduled=False, {refused.Reason}: {Words.OneLine(refused.Message, 400)}", .. said is null ? Array.Empty<string>() : [scene.Describe(said)]],
            Rank = 9,
        };

        return Scheduling.Read(scene, pod, refused.Message, symptom);
    }
}
