using KubeAssert.Model;

namespace KubeAssert.Validation;

/// <summary>CronJobs (batch/v1; batch validation: ValidateCronJobCreate).</summary>
internal static class CronJobValidation
{
    private const int LongestName = 52;

    public static void Check(MapNode root, Problems problems)
    {
        MetadataValidation.Check(root, NameForm.DnsSubdomain, isNamespaced: true, problems);
        var name = MetadataValidation.NameOf(root["metadata"]);
        if (name.Length > LongestName)
            problems.Add("too-long", root["metadata"]["name"], $"has {name.Length} characters; {LongestName} are allowed, as its Jobs add eleven", "shorten the name");

        var spec = root["spec"];
        CheckSchedule(spec, problems);
        problems.NotNegative(spec, "startingDeadlineSeconds");
        problems.OneOf(spec, "concurrencyPolicy", "Allow", "Forbid", "Replace");
        problems.NotNegative(spec, "successfulJobsHistoryLimit");
        problems.NotNegative(spec, "failedJobsHistoryLimit");
        CheckJob(spec["jobTemplate"]["spec"], problems);
    }

    private static void CheckSchedule(Node spec, Problems problems)
    {
        if (problems.Require(spec, "schedule", "write a schedule such as \"0 3 * * *\""))
        {
            var schedule = spec.String("schedule");
            if (schedule.Contains("TZ", StringComparison.Ordinal) && problems.Version >= KubernetesVersion.V1_29)
                problems.Add("schedule", spec["schedule"], $"is {NameForm.Quoted(schedule)}; a schedule names no time zone", "name it in timeZone");
            else if (CronParser.Parse(WithoutZone(schedule), out var problem) is null)
                problems.Add("schedule", spec["schedule"], $"is {NameForm.Quoted(schedule)}: {problem}", "write minute, hour, day, month and weekday, such as \"0 3 * * 1-5\"");
        }

        if (spec.Given("timeZone") is { } zone && !TimeZoneNames.Contains(zone.AsString() ?? ""))
            problems.Add("time-zone", zone, zone.AsString() is { Length: > 0 } text ? $"is {NameForm.Quoted(text)}, which is no time zone" : "is empty", $"write {TimeZoneNames.Nearest(zone.AsString() ?? "") ?? "an IANA name such as Europe/Berlin or Etc/UTC"}");
    }

    /// <summary>Before Kubernetes 1.29 a schedule could name its time zone: <c>TZ=UTC 0 3 * * *</c>.</summary>
    private static string WithoutZone(string schedule)
    {
        if (!schedule.StartsWith("TZ=", StringComparison.Ordinal) && !schedule.StartsWith("CRON_TZ=", StringComparison.Ordinal))
            return schedule;
        var blank = schedule.IndexOf(' ', StringComparison.Ordinal);
        return blank > 0 && TimeZoneNames.Contains(schedule[(schedule.IndexOf('=', StringComparison.Ordinal) + 1)..blank]) ? schedule[blank..].Trim() : schedule;
    }

    private static void CheckJob(Node spec, Problems problems)
    {
        JobValidation.CheckSpec(spec, spec.Integer("completions"), problems);
        if (spec.Given("selector") is { } selector)
            problems.Add("generated-selector", selector, "is made by the API server for each Job", "remove it");
        if (spec.Boolean("manualSelector") == true)
            problems.Add("unsupported-value", spec["manualSelector"], "is true; the Jobs of a CronJob have selectors of their own", "remove it");
    }
}
