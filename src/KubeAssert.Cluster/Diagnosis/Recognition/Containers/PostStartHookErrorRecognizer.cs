using KubeAssert.Cluster.Observation;

namespace KubeAssert.Cluster.Diagnosing.Recognition.Containers;

internal sealed class PostStartHookErrorRecognizer : Recognizer
{
    public override ErrorState State => ErrorState.PostStartHookError;

    public override Symptom? InContainer(DiagnosisContext context, ObservedPod pod, ObservedContainer container)
    {
        var failures = context.Events(pod, container, "FailedPostStartHook").ToList();
        if (container.Ready || failures.Count == 0 && container.WaitingReason != "PostStartHookError")
            return null;

        var enough = DiagnosisContext.SeenTimes(failures, context.WaitPolicy.MaxProbeKills);
        if (enough is null && container.WaitingReason is "PostStartHookError" or "CrashLoopBackOff" && container.Exits >= context.WaitPolicy.MaxProbeKills)
            enough = container.LastExitSeen;
        return new Symptom(State, pod)
        {
            Container = container,
            Since = enough ?? container.Since,
            FailsAt = enough,
            Found = $"its postStart hook failed {MessageText.Times(Math.Max(1, failures.Sum(f => f.Count)))}",
            Explanation = container.WaitingReason == "PostStartHookError" && container.WaitingMessage.Length > 0 ? $"The kubelet says: {MessageText.OneLine(container.WaitingMessage, 400)}" : null,
            ExitCode = container.LastTermination?.ExitCode,
            Evidence = failures.TakeLast(1).Select(context.Describe).ToArray(),
            Path = ".lifecycle.postStart",
            WantsLog = true,
            Rank = 4,
        };
    }
}
