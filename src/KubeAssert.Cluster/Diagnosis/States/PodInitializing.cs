using KubeAssert.Cluster.Diagnosing;
using KubeAssert.Cluster.Observation;

namespace KubeAssert.Cluster;

public sealed partial class ErrorState
{
    /// <summary>A pod waits for its init containers.</summary>
    public static ErrorState PodInitializing { get; } = new(
        "PodInitializing",
        ErrorStateClass.SelfHealing,
        "a pod waits for its init containers",
        "Init containers run one after the other, each to its end, before the others start. One is still running: it may be at work, or wait for something that never comes.",
        "If it never ends, its log says what it waits for: a Service, a database, a migration.",
        "waiting `PodInitializing` while an init container is running");
}

internal sealed class PodInitializingRecogniser : Recogniser
{
    public override ErrorState State => ErrorState.PodInitializing;

    public override Symptom? InContainer(Scene scene, ObservedPod pod, ObservedContainer container)
    {
        // the others wait for a sidecar, too, until its startup probe has succeeded
        var holdsUp = container.IsRunning && (container.IsInit || (container is { Role: ObservedRole.Sidecar, Started: false } && pod.Containers.Any(c => c.WaitingReason == "PodInitializing")));
        return !holdsUp ? null : new Symptom(State, pod)
        {
            Container = container,
            Since = container.Since,
            Found = container.IsInit
                ? $"init container runs for {Words.Duration(scene.Now - container.Since)}; the others wait for its end"
                : $"sidecar runs for {Words.Duration(scene.Now - container.Since)} and has not started by its probe; the others wait for that",
            Path = container.IsInit ? "" : ".startupProbe",
            WantsLog = true,
            Rank = 20,
        };
    }
}
