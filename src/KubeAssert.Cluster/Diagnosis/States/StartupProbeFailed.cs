using KubeAssert.Cluster.Diagnosing;
using KubeAssert.Cluster.Observation;

namespace KubeAssert.Cluster;

public sealed partial class ErrorState
{
    /// <summary>A startup probe keeps killing a container.</summary>
    public static ErrorState StartupProbeFailed { get; } = new(
        "StartupProbeFailed",
        ErrorStateClass.BackOff,
        "a startup probe keeps killing a container",
        "The container runs, but its startup probe never succeeded within `failureThreshold` x `periodSeconds`, so the kubelet kills and restarts it. Either the probe asks the wrong question (path, port, scheme), or the program takes longer to start.",
        "Check the probe's path and port against what the program serves; raise failureThreshold for a slow start.",
        "events `Unhealthy` (Startup probe failed) and `Killing` (failed startup probe)");
}

internal sealed class StartupProbeFailedRecogniser : Recogniser
{
    public override ErrorState State => ErrorState.StartupProbeFailed;

    public override Symptom? InContainer(Scene scene, ObservedPod pod, ObservedContainer container) =>
        ProbeKills.Find(scene, State, pod, container, "startup", container.Startup, ".startupProbe");
}
