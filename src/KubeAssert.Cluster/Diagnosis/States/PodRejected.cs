using KubeAssert.Cluster.Diagnosing;
using KubeAssert.Cluster.Observation;

namespace KubeAssert.Cluster;

public sealed partial class ErrorState
{
    /// <summary>A node refused a pod.</summary>
    public static ErrorState PodRejected { get; } = new(
        "PodRejected",
        ErrorStateClass.Terminal,
        "a node refused a pod",
        "The scheduler chose the node, but its kubelet would not run the pod: its resources were gone by then, a device is missing, a sysctl is forbidden, or it lost sight of the pod.",
        "Read the kubelet's words below; they name the resource, the device or the sysctl.",
        "pod phase `Failed`, reasons `OutOfcpu`, `OutOfmemory`, `OutOfpods`, `UnexpectedAdmissionError`, `SysctlForbidden`, `NodeAffinity`, `ContainerStatusUnknown`");
}

internal sealed class PodRejectedRecogniser : Recogniser
{
    public override ErrorState State => ErrorState.PodRejected;

    public override Symptom? InPod(Scene scene, ObservedPod pod) =>
        pod.Phase != "Failed" || pod.Reason is "" or "Evicted" or "DeadlineExceeded" or "Shutdown" or "Terminated" or "NodeShutdown" or "NodeLost"
            ? null
            : Replaced.Judge(scene, State, pod, $"{pod.Reason}: {Words.OneLine(pod.Message)}");
}
