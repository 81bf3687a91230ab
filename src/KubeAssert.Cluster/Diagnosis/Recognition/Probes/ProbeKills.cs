using KubeAssert.Cluster.Observation;

namespace KubeAssert.Cluster.Diagnosing.Recognition.Probes;

/// <summary>Containers that a liveness or startup probe kills.</summary>
internal static class ProbeKills
{
    public static Symptom? Find(DiagnosisContext context, ErrorState state, ObservedPod pod, ObservedContainer container, string probe, ProbeSchedule? schedule, string path)
    {
        var kills = Kills(context, pod, container, probe).ToList();
        var failures = context.Events(pod, container, "Unhealthy").Where(e => e.Message.StartsWith(probe, StringComparison.OrdinalIgnoreCase)).ToList();
        if (kills.Count == 0 && failures.Count == 0)
            return null;

        // it was killed and now runs well for longer than the probe would let it
        var budget = (schedule?.Budget ?? TimeSpan.Zero) + context.WaitPolicy.ReadinessMargin;
        if (container.IsRunning && container.Ready && context.Now - container.Since > budget && failures.All(f => context.Now - f.LastSeen > budget))
            return null;

        var count = kills.Sum(k => k.Count);
        var enough = DiagnosisContext.SeenTimes(kills, context.WaitPolicy.MaxProbeKills);
        var last = failures.Count > 0 ? failures[^1] : null;
        // a probe that can't even be run counts for nothing with the kubelet: it kills nobody, and a startup probe waits forever
        if (enough is null && container.IsRunning && !container.Ready)
            enough = NeverRuns(context, failures, schedule);
        return new Symptom(state, pod)
        {
            Container = container,
            Since = enough ?? (kills.Count > 0 ? kills[^1].LastSeen : last!.LastSeen),
            FailsAt = enough,
            Found = count > 0 ? $"killed {MessageText.Times(count)} because its {probe} probe failed" : $"its {probe} probe fails",
            Explanation = last is null ? null : $"The probe's answer: {MessageText.OneLine(Answer(last.Message), 300)}",
            Fix = Fix(last),
            ExitCode = container.LastTermination?.ExitCode,
            Evidence = [.. kills.TakeLast(1).Select(context.Describe), .. last is null ? Array.Empty<string>() : [context.Describe(last)]],
            Path = path,
            WantsLog = true,
            Rank = 4,
        };
    }

    /// <summary>When it is a verdict that a probe's command can't be started in this container; null while it can, or nothing is known.</summary>
    public static DateTimeOffset? NeverRuns(DiagnosisContext context, IReadOnlyList<ObservedEvent> failures, ProbeSchedule? schedule)
    {
        if (failures.Count == 0 || !failures.All(f => f.Message.Contains("probe errored", StringComparison.Ordinal) && StartFailure.HealsNever(f.Message)))
            return null;
        var policy = schedule?.Budget > context.WaitPolicy.GracePeriod ? schedule.Budget : context.WaitPolicy.GracePeriod;
        return failures.Min(f => f.FirstSeen) + policy;
    }

    public static string? Fix(ObservedEvent? last) =>
        last is not null && last.Message.Contains("probe errored", StringComparison.Ordinal) && StartFailure.HealsNever(last.Message)
            ? "correct the probe's command: it runs in the container, and must be an executable of its image"
            : null;

    public static string Answer(string message)
    {
        var at = message.IndexOf(": ", StringComparison.Ordinal);
        return at < 0 || at + 2 >= message.Trim().Length ? "none: its command failed without a word" : message[(at + 2)..];
    }

    private static IEnumerable<ObservedEvent> Kills(DiagnosisContext context, ObservedPod pod, ObservedContainer container, string probe) =>
        context.Events(pod, container, "Killing").Where(e => e.Message.Contains($"failed {probe} probe", StringComparison.OrdinalIgnoreCase));
}
