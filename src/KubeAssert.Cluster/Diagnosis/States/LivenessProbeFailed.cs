using KubeAssert.Cluster.Diagnosing;
using KubeAssert.Cluster.Observation;

namespace KubeAssert.Cluster;

public sealed partial class ErrorState
{
    /// <summary>A liveness probe keeps killing a container.</summary>
    public static ErrorState LivenessProbeFailed { get; } = new(
        "LivenessProbeFailed",
        ErrorStateClass.BackOff,
        "a liveness probe keeps killing a container",
        "The container runs, but its liveness probe fails as often as `failureThreshold` allows, so the kubelet kills and restarts it. Either the probe asks the wrong question (path, port, scheme), or the program is slower than the probe is patient.",
        "Check the probe's path and port against what the program serves; give a slow program a startupProbe.",
        "events `Unhealthy` (Liveness probe failed) and `Killing` (failed liveness probe)");
}

internal sealed class LivenessProbeFailedRecogniser : Recogniser
{
    public override ErrorState State => ErrorState.LivenessProbeFailed;

    public override Symptom? InContainer(Scene scene, ObservedPod pod, ObservedContainer container) =>
        ProbeKills.Find(scene, State, pod, container, "liveness", container.Liveness, ".livenessProbe");
}
