using KubeAssert.Cluster.Observation;

namespace KubeAssert.Cluster.Diagnosing.Recognition.Controllers;

internal sealed class UnparseableScheduleRecognizer : Recognizer
{
    public override ErrorState State => ErrorState.UnparseableSchedule;

    public override Symptom? InObject(DiagnosisContext context, ObservedObject found)
    {
        if (found is not ObservedWorkload { Key.Kind: "CronJob" } cron)
            return null;
        var said = context.State.EventsOf(cron).LastOrDefault(e => e.Reason is "UnparseableSchedule" or "UnParseableCronJobSchedule" or "InvalidSchedule" or "UnknownTimeZone");
        return said is null || said.LastSeen < cron.ChangedAt ? null : new Symptom(State, cron)
        {
            Since = said.FirstSeen,
            FailsAt = said.FirstSeen,
            Found = said.Reason == "UnknownTimeZone" ? $"time zone \"{cron.TimeZone}\" is unknown" : $"schedule \"{cron.Schedule}\" can't be read",
            Evidence = [context.Describe(said)],
            Path = said.Reason == "UnknownTimeZone" ? "/spec.timeZone" : "/spec.schedule",
        };
    }
}
