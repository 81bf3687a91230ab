using KubeAssert.Cluster.Diagnosing;
using KubeAssert.Cluster.Observation;

namespace KubeAssert.Cluster;

public sealed partial class ErrorState
{
    /// <summary>A pod is held back by a scheduling gate.</summary>
    public static ErrorState SchedulingGated { get; } = new(
        "SchedulingGated",
        ErrorStateClass.Configuration,
        "a pod is held back by a scheduling gate",
        "The pod names a scheduling gate, and the scheduler does not look at it until somebody removes the gate.",
        "Deploy the controller that removes the gate, or leave the gate out.",
        "condition `PodScheduled=False`, reason `SchedulingGated`");
}

internal sealed class SchedulingGatedRecogniser : Recogniser
{
    public override ErrorState State => ErrorState.SchedulingGated;

    public override Symptom? InPod(Scene scene, ObservedPod pod) =>
        pod.IsOver || pod.NodeName is not null || !pod.IsGated ? null : new Symptom(State, pod)
        {
            Since = pod.FirstSeen,
            FailsAt = scene.AfterGrace(pod.FirstSeen),
            Found = $"held back by scheduling gate {Words.List(pod.Gates)}",
            Path = "schedulingGates",
            Rank = 9,
        };
}
