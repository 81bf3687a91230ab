using KubeAssert.PolicyRules.BuiltIn;

namespace KubeAssert;

/// <content>Jobs and CronJobs.</content>
public static partial class Rules
{
    /// <summary>A Job is removed some time after it has ended.</summary>
    public static Rule JobIsCleanedUp { get; } = Rule
        .For<Job>("job-is-cleaned-up", "A Job is removed some time after it has ended")
        .Severity(Severity.Warning)
        .Because("ended Jobs and their pods would pile up, and the next release could not make one of the same name")
        .Fix("set spec.ttlSecondsAfterFinished")
        .Where(j => !IsHook(j.Manifest))
        .Must(j => j.Spec["ttlSecondsAfterFinished"].HasValue, _ => "is not set, which keeps the Job for ever", j => j.Spec["ttlSecondsAfterFinished"])
        .Page();

    /// <summary>A CronJob says how late it may start.</summary>
    public static Rule CronJobHasDeadline { get; } = Rule
        .For<CronJob>("cron-job-has-deadline", "A CronJob says how late it may start")
        .Severity(Severity.Warning)
        .Because("a start that was missed, while the control plane was down or the last run took too long, is made up for however late it is")
        .Fix("set spec.startingDeadlineSeconds to some seconds below the time between two runs")
        .Must(j => j.Spec["startingDeadlineSeconds"].HasValue, _ => "is not set", j => j.Spec["startingDeadlineSeconds"])
        .Page();

    /// <summary>A Job says what happens when its container fails.</summary>
    public static Rule JobRestartPolicyIsSet { get; } = Rule
        .For<Workload>("job-restart-policy-is-set", "A Job says what happens when its container fails")
        .Because("where nothing is written it would be Always, which the API server refuses for Jobs")
        .Fix("set restartPolicy: Never, or OnFailure")
        .Where(w => w.Kind is "Job" or "CronJob")
        .Must(
            w => w.PodTemplate.Spec["restartPolicy"].Text is "Never" or "OnFailure",
            w => w.PodTemplate.Spec["restartPolicy"].HasValue ? $"is {w.PodTemplate.Spec["restartPolicy"].Text}" : "is not set, which means Always",
            w => w.PodTemplate.Spec["restartPolicy"])
        .Page();

    /// <summary>A Pod that no workload makes is restarted when it fails.</summary>
    public static Rule PodsAreRestarted { get; } = Rule
        .For<Workload>("pods-are-restarted", "A Pod that no workload makes is restarted when it fails")
        .Severity(Severity.Warning)
        .Because("nobody would make it again")
        .Fix("set restartPolicy: OnFailure or Always, or make it a Job")
        .Where(w => w.Kind == "Pod" && !IsHook(w.Manifest))
        .Must(w => w.Spec["restartPolicy"].Text != "Never", _ => "is Never", w => w.Spec["restartPolicy"])
        .Page();

    /// <summary>A CronJob whose runs would get into each other's way runs once at a time.</summary>
    public static Rule CronJobRunsAlone { get; } = Rule
        .For<CronJob>("cron-job-runs-alone", "A CronJob that takes a lock or writes a claim runs once at a time")
        .Because("a run that takes longer than the time between two would meet the next one: it waits for the lock, or both write")
        .Fix("set spec.concurrencyPolicy: Forbid, or Replace")
        .Where(j => j.ConcurrencyPolicy == "Allow" && !j.IsSuspended)
        .Check((j, context) => Overlap(j, context) is { } why ? [context.Finding(j.Spec["concurrencyPolicy"], $"{(j.Spec["concurrencyPolicy"].HasValue ? "is Allow" : "is not set, which means Allow")}, but {why}")] : [])
        .Page();

    private static string? Overlap(CronJob job, RuleContext context)
    {
        foreach (var container in job.Containers)
        {
            if (CommandLine.Words(container).FirstOrDefault(w => w is "flock" or "lockfile" or "lockfile-create" or "setlock" or "shlock") is { } locker)
                return $"container {container.Name} takes a lock by {locker}";
        }

        return PodFacts.SingleNodeClaim(context, job.PodTemplate) is var (_, claim) ? $"its pods write PersistentVolumeClaim/{claim.Name}, which is {string.Join(", ", claim.AccessModes)}" : null;
    }

    /// <summary>Hooks of Helm and Argo CD are removed by these.</summary>
    private static bool IsHook(Manifest manifest) => manifest.Annotations.ContainsKey("helm.sh/hook") || manifest.Annotations.ContainsKey("argocd.argoproj.io/hook");
}
