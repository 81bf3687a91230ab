using KubeAssert.Cluster.Observation;

namespace KubeAssert.Cluster.Diagnosing.Recognition.Controllers;

/// <summary>Jobs that gave up.</summary>
internal static class Jobs
{
    /// <summary>The condition that says so; FailureTarget comes first, Failed when the last pod has ended.</summary>
    public static Condition? Failure(ObservedWorkload job) =>
        job.Condition("FailureTarget") is { IsTrue: true } early ? early : job.Condition("Failed") is { IsTrue: true } failed ? failed : null;

    public static Symptom Judge(DiagnosisContext context, ErrorState state, ObservedWorkload job, Condition failure)
    {
        var pods = context.State.PodsOf(job).OrderBy(p => p.FirstSeen).ToList();
        var pod = pods.LastOrDefault(p => p.Containers.Any(c => HasFailed(c) && c.Role != ObservedRole.Sidecar)) ?? pods.LastOrDefault(p => p.Containers.Any(HasFailed)) ?? pods.LastOrDefault();
        // sidecars are killed when the others have ended
        var container = pod?.Containers.Where(HasFailed).OrderBy(c => c.Role == ObservedRole.Sidecar ? 1 : 0).ThenBy(c => c.LastTermination!.FinishedAt).FirstOrDefault() ?? pod?.Containers.FirstOrDefault(c => c.Role == ObservedRole.Main);
        var ended = container?.LastTermination;
        var tries = pods.Count(p => p.Phase == "Failed");
        return new Symptom(state, job)
        {
            Container = container,
            Since = failure.Since,
            // a pod failed, and its watch may lag behind the Job's: without it there is neither exit code nor log
            FailsAt = ended is null && (pods.Count > 0 || job.FailedCount > 0) && state != ErrorState.DeadlineExceeded ? context.AfterSettling(failure.Since) : failure.Since,
            Found = MessageText.OneLine(failure.Message)
                + (ended is null ? "" : $"; {(tries > 1 ? MessageText.Count(tries, "pod") + " failed, the last" : "it ended")} with exit code {ended.ExitCode} ({ExitCodes.Meaning(ended)})"),
            ExitCode = ended?.ExitCode,
            Fix = ended?.Reason == "OOMKilled" ? ErrorState.OOMKilled.Fix : null,
            Path = ended?.Reason == "OOMKilled" ? ".resources.limits.memory" : "",
            Evidence = [$"condition {failure.Type}=True, {failure.Reason}: {MessageText.OneLine(failure.Message)}"],
            LogPod = pod,
            WantsLog = true,
            Rank = 1,
        };
    }

    private static bool HasFailed(ObservedContainer container) => container.LastTermination is { ExitCode: not 0 };
}
