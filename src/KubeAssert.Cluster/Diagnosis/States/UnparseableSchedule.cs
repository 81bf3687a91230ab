using KubeAssert.Cluster.Diagnosing;
using KubeAssert.Cluster.Observation;

namespace KubeAssert.Cluster;

public sealed partial class ErrorState
{
    /// <summary>A CronJob's schedule can't be read.</summary>
    public static ErrorState UnparseableSchedule { get; } = new(
        "UnparseableSchedule",
        ErrorStateClass.Terminal,
        "a CronJob's schedule can't be read",
        "The schedule is not of the form `minute hour day month weekday`, or the time zone is unknown: the CronJob never starts anything.",
        "Correct spec.schedule or spec.timeZone.",
        "events `UnparseableSchedule`, `InvalidSchedule`, `UnknownTimeZone`");
}

internal sealed class UnparseableScheduleRecogniser : Recogniser
{
    public override ErrorState State => ErrorState.UnparseableSchedule;

    public override Symptom? InObject(Scene scene, ObservedObject found)
    {
        if (found is not ObservedWorkload { Key.Kind: "CronJob" } cron)
            return null;
        var said = scene.State.EventsOf(cron).LastOrDefault(e => e.Reason is "UnparseableSchedule" or "UnParseableCronJobSchedule" or "InvalidSchedule" or "UnknownTimeZone");
        return said is null || said.LastSeen < cron.ChangedAt ? null : new Symptom(State, cron)
        {
            Since = said.FirstSeen,
            FailsAt = said.FirstSeen,
            Found = said.Reason == "UnknownTimeZone" ? $"time zone \"{cron.TimeZone}\" is unknown" : $"schedule \"{cron.Schedule}\" can't be read",
            Evidence = [scene.Describe(said)],
            Path = said.Reason == "UnknownTimeZone" ? "/spec.timeZone" : "/spec.schedule",
        };
    }
}
