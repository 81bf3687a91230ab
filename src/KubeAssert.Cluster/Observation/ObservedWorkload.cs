using System.Text.Json;

namespace KubeAssert.Cluster.Observation;

/// <summary>A Deployment, ReplicaSet, StatefulSet, DaemonSet, ReplicationController, Job or CronJob.</summary>
internal sealed class ObservedWorkload : ObservedObject
{
    public ObservedWorkload(ObjectKey key, JsonElement json, ObservedWorkload? before, DateTimeOffset at)
        : base(key, json, before, at)
    {
        var (spec, status) = (json.Get("spec"), json.Get("status"));
        var template = key.Kind == "CronJob" ? spec.Get("jobTemplate").Get("spec").Get("template") : spec.Get("template");

        Desired = key.Kind switch
        {
            "DaemonSet" => status.Int("desiredNumberScheduled"),
            "Job" => spec.Int("completions", spec.Int("parallelism", 1)),
            "CronJob" => 0,
            _ => spec.Int("replicas", 1),
        };
        Current = status.Int(key.Kind == "DaemonSet" ? "currentNumberScheduled" : "replicas");
        Updated = status.Int(key.Kind == "DaemonSet" ? "updatedNumberScheduled" : "updatedReplicas");
        ReadyCount = status.Int(key.Kind == "DaemonSet" ? "numberReady" : "readyReplicas");
        Available = status.Int(key.Kind == "DaemonSet" ? "numberAvailable" : "availableReplicas");
        Succeeded = status.Int("succeeded");
        FailedCount = status.Int("failed");
        UpdateRevision = status.Text("updateRevision");
        CurrentRevision = status.Text("currentRevision");
        Partition = spec.Get("updateStrategy").Get("rollingUpdate").Int("partition");
        FirstOrdinal = spec.Get("ordinals").Int("start");
        UpdatesOnDelete = spec.Get("updateStrategy").Text("type") == "OnDelete";
        ManagesInParallel = spec.Text("podManagementPolicy") == "Parallel";
        ProgressDeadlineSeconds = spec.IntOrNull("progressDeadlineSeconds");
        IsPaused = spec.Flag("paused") == true || spec.Flag("suspend") == true;
        Schedule = spec.Text("schedule");
        TimeZone = spec.Text("timeZone");
        TemplateLabels = template.Get("metadata").StringMap("labels");
        TemplateNodeSelector = template.Get("spec").StringMap("nodeSelector");
        TemplatePortNames = template.Get("spec").Items("containers")
            .Concat(template.Get("spec").Items("initContainers").Where(c => c.Text("restartPolicy") == "Always"))
            .SelectMany(c => c.Items("ports")).Select(p => p.Text("name")).OfType<string>().Distinct(StringComparer.Ordinal).ToArray();
    }

    /// <summary>How many pods are wanted; for a Job how many must succeed.</summary>
    public int Desired { get; }

    public int Current { get; }

    public int Updated { get; }

    public int ReadyCount { get; }

    public int Available { get; }

    public int Succeeded { get; }

    public int FailedCount { get; }

    public string? UpdateRevision { get; }

    public string? CurrentRevision { get; }

    public int Partition { get; }

    /// <summary>The number of a StatefulSet's first pod.</summary>
    public int FirstOrdinal { get; }

    public bool UpdatesOnDelete { get; }

    /// <summary>Whether a StatefulSet makes and replaces its pods without waiting for each other.</summary>
    public bool ManagesInParallel { get; }

    /// <summary>How often a DaemonSet's template was changed; its pods carry the number of theirs.</summary>
    public string? TemplateGeneration => Annotations.GetValueOrDefault("deprecated.daemonset.template.generation");

    public int? ProgressDeadlineSeconds { get; }

    /// <summary>A paused Deployment, a suspended Job or CronJob: nothing is meant to happen.</summary>
    public bool IsPaused { get; }

    public string? Schedule { get; }

    public string? TimeZone { get; }

    public IReadOnlyDictionary<string, string> TemplateLabels { get; }

    public IReadOnlyDictionary<string, string> TemplateNodeSelector { get; }

    public IReadOnlyList<string> TemplatePortNames { get; }

    /// <summary>Whether the controller has acted on the present specification. Those that report nothing are taken at their word.</summary>
    public bool IsObserved => Key.Kind is "Job" or "CronJob" || ObservedGeneration >= Generation;

    /// <summary>When a Job was seen to have succeeded; null before, and for what never ends.</summary>
    public DateTimeOffset? CompletedAt => Key.Kind != "Job" ? null
        : Condition("Complete") is { IsTrue: true } done ? done.Since
        : Condition("SuccessCriteriaMet") is { IsTrue: true } met ? met.Since : null;

    public string? Revision => Annotations.GetValueOrDefault("deployment.kubernetes.io/revision");
}
