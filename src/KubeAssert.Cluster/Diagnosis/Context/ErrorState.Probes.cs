namespace KubeAssert.Cluster;

/// <content>States of probes.</content>
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

    /// <summary>A startup probe keeps killing a container.</summary>
    public static ErrorState StartupProbeFailed { get; } = new(
        "StartupProbeFailed",
        ErrorStateClass.BackOff,
        "a startup probe keeps killing a container",
        "The container runs, but its startup probe never succeeded within `failureThreshold` x `periodSeconds`, so the kubelet kills and restarts it. Either the probe asks the wrong question (path, port, scheme), or the program takes longer to start.",
        "Check the probe's path and port against what the program serves; raise failureThreshold for a slow start.",
        "events `Unhealthy` (Startup probe failed) and `Killing` (failed startup probe)");

    /// <summary>A readiness probe keeps failing.</summary>
    public static ErrorState Unhealthy { get; } = new(
        "Unhealthy",
        ErrorStateClass.SelfHealing,
        "a readiness probe keeps failing",
        "The container runs, but its readiness probe fails, so no Service sends it traffic. During a start that is normal; it is a fault once it lasts much longer than the probe's own schedule allows.",
        "Check the probe's path and port against what the program serves, and the program's log for what it waits for.",
        "event `Unhealthy` (Readiness probe failed); the container is running and not ready");
}
