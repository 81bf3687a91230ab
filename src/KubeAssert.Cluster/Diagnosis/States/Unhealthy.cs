using KubeAssert.Cluster.Diagnosing;
using KubeAssert.Cluster.Observation;

namespace KubeAssert.Cluster;

public sealed partial class ErrorState
{
    /// <summary>A readiness probe keeps failing.</summary>
    public static ErrorState Unhealthy { get; } = new(
        "Unhealthy",
        ErrorStateClass.SelfHealing,
        "a readiness probe keeps failing",
        "The container runs, but its readiness probe fails, so no Service sends it traffic. During a start that is normal; it is a fault once it lasts much longer than the probe's own schedule allows.",
        "Check the probe's path and port against what the program serves, and the program's log for what it waits for.",
        "event `Unhealthy` (Readiness probe failed); the container is running and not ready");
}

internal sealed class UnhealthyRecogniser : Recogniser
{
    public override ErrorState State => ErrorState.Unhealthy;

    public override Symptom? InPod(Scene scene, ObservedPod pod) =>
        pod.IsOver || pod.IsReady || pod.ReadinessGates.Where(g => pod.Condition(g) is not { IsTrue: true }).ToList() is not { Count: > 0 } closed || pod.Containers.Any(c => !c.IsInit && !c.Ready)
            ? null
            : new Symptom(State, pod)
            {
                Since = pod.PhaseSince,
                Found = $"its containers are ready; it waits for readiness gate {Words.List(closed)}",
                Explanation = "A readiness gate is a condition that some controller must set on the pod. Until it is True, no Service sends the pod traffic.",
                Fix = "run the controller that sets the condition, or leave the gate out",
                Path = "readinessGates",
                Rank = 22,
            };

    public override Symptom? InContainer(Scene scene, ObservedPod pod, ObservedContainer container)
    {
        if (!container.IsRunning || container.Ready || container.IsInit || container.Readiness is not { } probe)
            return null;

        var failures = scene.Events(pod, container, "Unhealthy").Where(e => e.Message.StartsWith("Readiness probe", StringComparison.Ordinal)).ToList();
        if (container.Startup is not null && !container.Started)
            return null;

        var ready = pod.Condition("Ready");
        var since = ready is { IsFalse: true } && ready.Since > container.Since ? ready.Since : container.Since;
        var patience = probe.Budget > scene.Patience.ReadinessTime ? probe.Budget : scene.Patience.ReadinessTime;
        var last = failures.Count > 0 ? failures[^1] : null;
        var failsAt = since + patience + scene.Patience.ReadinessMargin;
        if (ProbeKills.NeverRuns(scene, failures.Where(f => f.LastSeen >= since).ToList(), probe) is { } never && never < failsAt)
            failsAt = never;
        return new Symptom(State, pod)
        {
            Container = container,
            Since = last is not null && last.LastSeen < failsAt ? last.LastSeen : failsAt - scene.Patience.ReadinessMargin,
            FailsAt = failsAt,
            Found = $"runs for {Words.Duration(scene.Now - container.Since)} and its readiness probe still fails",
            Explanation = last is null ? null : $"The probe's answer: {Words.OneLine(ProbeKills.Answer(last.Message), 300)}",
            Fix = ProbeKills.Fix(last),
            Evidence = last is null ? [] : [scene.Describe(last)],
            Path = ".readinessProbe",
            WantsLog = true,
            Rank = 6,
        };
    }
}
