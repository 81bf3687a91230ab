using KubeAssert.Cluster.Diagnosing;
using KubeAssert.Cluster.Observation;

namespace KubeAssert.Cluster;

public sealed partial class ErrorState
{
    /// <summary>A node put a pod out.</summary>
    public static ErrorState Evicted { get; } = new(
        "Evicted",
        ErrorStateClass.Terminal,
        "a node put a pod out",
        "The node ran short of memory, disk or processes and put the pod out. Its controller makes another; where that goes on, the node is too small or a pod takes more than it asked for.",
        "Give the pods requests that are true, and the node more of what it ran out of.",
        "pod phase `Failed`, reason `Evicted`; node conditions MemoryPressure, DiskPressure, PIDPressure");
}

internal sealed class EvictedRecogniser : Recogniser
{
    public override ErrorState State => ErrorState.Evicted;

    public override Symptom? InPod(Scene scene, ObservedPod pod) =>
        pod.Phase != "Failed" || pod.Reason != "Evicted" ? null : Replaced.Judge(scene, State, pod, Words.OneLine(pod.Message.Length > 0 ? pod.Message : "evicted"));
}
