using KubeAssert.Cluster.Observation;

namespace KubeAssert.Cluster.Diagnosing.Recognition.Probes;

internal sealed class UnhealthyRecognizer : Recognizer
{
    public override ErrorState State => ErrorState.Unhealthy;

    public override Symptom? InPod(DiagnosisContext context, ObservedPod pod) =>
        pod.IsOver || pod.IsReady || pod.ReadinessGates.Where(g => pod.Condition(g) is not { IsTrue: true }).ToList() is not { Count: > 0 } closed || pod.Containers.Any(c => !c.IsInit && !c.Ready)
            ? null
            : new Symptom(State, pod)
            {
                Since = pod.PhaseSince,
                Found = $"its containers are ready; it waits for readiness gate {MessageText.List(closed)}",
                Explanation = "A readiness gate is a condition that some controller must set on the pod. Until it is True, no Service sends the pod traffic.",
                Fix = "run the controller that sets the condition, or leave the gate out",
                Path = "readinessGates",
                Rank = 22,
            };

    public override Symptom? InContainer(DiagnosisContext context, ObservedPod pod, ObservedContainer container)
    {
        if (!container.IsRunning || container.Ready || container.IsInit || container.Readiness is not { } probe)
            return null;

        var failures = context.Events(pod, container, "Unhealthy").Where(e => e.Message.StartsWith("Readiness probe", StringComparison.Ordinal)).ToList();
        if (container.Startup is not null && !container.Started)
            return null;

        var ready = pod.Condition("Ready");
        var since = ready is { IsFalse: true } && ready.Since > container.Since ? ready.Since : container.Since;
        var policy = probe.Budget > context.WaitPolicy.ReadinessTime ? probe.Budget : context.WaitPolicy.ReadinessTime;
        var last = failures.Count > 0 ? failures[^1] : null;
        var failsAt = since + policy + context.WaitPolicy.ReadinessMargin;
        if (ProbeKills.NeverRuns(context, failures.Where(f => f.LastSeen >= since).ToList(), probe) is { } never && never < failsAt)
            failsAt = never;
        return new Symptom(State, pod)
        {
            Container = container,
            Since = last is not null && last.LastSeen < failsAt ? last.LastSeen : failsAt - context.WaitPolicy.ReadinessMargin,
            FailsAt = failsAt,
            Found = $"runs for {MessageText.Duration(context.Now - container.Since)} and its readiness probe still fails",
            Explanation = last is null ? null : $"The probe's answer: {MessageText.OneLine(ProbeKills.Answer(last.Message), 300)}",
            Fix = ProbeKills.Fix(last),
            Evidence = last is null ? [] : [context.Describe(last)],
            Path = ".readinessProbe",
            WantsLog = true,
            Rank = 6,
        };
    }
}
