using KubeAssert.Cluster.Observation;

namespace KubeAssert.Cluster.Diagnosing.Recognition.Pods;

internal sealed class PodInitializingRecognizer : Recognizer
{
    public override ErrorState State => ErrorState.PodInitializing;

    public override Symptom? InContainer(DiagnosisContext context, ObservedPod pod, ObservedContainer container)
    {
        // the others wait for a sidecar, too, until its startup probe has succeeded
        var holdsUp = container.IsRunning && (container.IsInit || (container is { Role: ObservedRole.Sidecar, Started: false } && pod.Containers.Any(c => c.WaitingReason == "PodInitializing")));
        return !holdsUp ? null : new Symptom(State, pod)
        {
            Container = container,
            Since = container.Since,
            Found = container.IsInit
                ? $"init container runs for {MessageText.Duration(context.Now - container.Since)}; the others wait for its end"
                : $"sidecar runs for {MessageText.Duration(context.Now - container.Since)} and has not started by its probe; the others wait for that",
            Path = container.IsInit ? "" : ".startupProbe",
            WantsLog = true,
            Rank = 20,
        };
    }
}
