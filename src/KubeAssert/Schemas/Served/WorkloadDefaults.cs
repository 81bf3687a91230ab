using System.Text.Json.Nodes;
using static KubeAssert.OpenApi.ServedDefaults;
using static KubeAssert.OpenApi.ServedObject;

namespace KubeAssert.OpenApi;

/// <summary>Defaults of the groups apps and batch.</summary>
internal static class WorkloadDefaults
{
    private const string Apps = "io.k8s.api.apps.v1.";
    private const string Batch = "io.k8s.api.batch.v1.";

    public static IEnumerable<TypeDefaults> All { get; } =
    [
        new(Apps + "Deployment", Deployment),
        new(Apps + "DaemonSet", DaemonSet),
        new(Apps + "StatefulSet", StatefulSet),
        new(Apps + "ReplicaSet", d => Default(Child(d, "spec"), "replicas", 1)),
        new(Batch + "Job", Job),
        new(Batch + "CronJob", CronJob),
        new(Batch + "PodFailurePolicyOnPodConditionsPattern", d => Default(d, "status", "True")),
    ];

    private static void Deployment(JsonObject draft)
    {
        var spec = Child(draft, "spec");
        Default(spec, "replicas", 1);
        var strategy = Child(spec, "strategy");
        Default(strategy, "type", "RollingUpdate");
        if (Text(strategy, "type") == "RollingUpdate")
        {
            Default(Child(strategy, "rollingUpdate"), "maxUnavailable", "25%");
            Default(Child(strategy, "rollingUpdate"), "maxSurge", "25%");
        }

        Default(spec, "revisionHistoryLimit", 10);
        Default(spec, "progressDeadlineSeconds", 600);
    }

    private static void DaemonSet(JsonObject draft)
    {
        var spec = Child(draft, "spec");
        var strategy = Child(spec, "updateStrategy");
        Default(strategy, "type", "RollingUpdate");
        if (Text(strategy, "type") == "RollingUpdate")
        {
            Default(Child(strategy, "rollingUpdate"), "maxUnavailable", 1);
            Default(Child(strategy, "rollingUpdate"), "maxSurge", 0);
        }

        Default(spec, "revisionHistoryLimit", 10);
    }

    private static void StatefulSet(JsonObject draft)
    {
        var spec = Child(draft, "spec");
        Default(spec, "podManagementPolicy", "OrderedReady");
        var strategy = Child(spec, "updateStrategy");
        if (Text(strategy, "type") is null)
        {
            strategy["type"] = "RollingUpdate";
            Child(strategy, "rollingUpdate");
        }

        if (Text(strategy, "type") == "RollingUpdate" && strategy["rollingUpdate"] is JsonObject rollingUpdate)
            Default(rollingUpdate, "partition", 0);
        var retention = Child(spec, "persistentVolumeClaimRetentionPolicy");
        Default(retention, "whenDeleted", "Retain");
        Default(retention, "whenScaled", "Retain");
        Default(spec, "replicas", 1);
        Default(spec, "revisionHistoryLimit", 10);
    }

    private static void Job(JsonObject draft)
    {
        var spec = Child(draft, "spec");
        if (spec["completions"] is null && spec["parallelism"] is null)
            spec["completions"] = 1;
        Default(spec, "parallelism", 1);
        Default(spec, "backoffLimit", spec["backoffLimitPerIndex"] is null ? 6 : int.MaxValue);
        if (MapAt(spec, "template", "metadata", "labels") is { } labels && MapAt(draft, "metadata", "labels") is not { Count: > 0 })
            Child(draft, "metadata")["labels"] = labels.DeepClone();
        Default(spec, "completionMode", "NonIndexed");
        Default(spec, "suspend", false);
        Default(spec, "podReplacementPolicy", spec["podFailurePolicy"] is null ? "TerminatingOrFailed" : "Failed");
        Default(spec, "manualSelector", false);
    }

    private static void CronJob(JsonObject draft)
    {
        var spec = Child(draft, "spec");
        Default(spec, "concurrencyPolicy", "Allow");
        Default(spec, "suspend", false);
        Default(spec, "successfulJobsHistoryLimit", 3);
        Default(spec, "failedJobsHistoryLimit", 1);
    }
}
