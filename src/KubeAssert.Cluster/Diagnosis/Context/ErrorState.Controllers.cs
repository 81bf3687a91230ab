namespace KubeAssert.Cluster;

/// <content>States of controllers.</content>
public sealed partial class ErrorState
{
    /// <summary>A controller may not create its pods.</summary>
    public static ErrorState FailedCreate { get; } = new(
        "FailedCreate",
        ErrorStateClass.Configuration,
        "a controller may not create its pods",
        "The API server refused the pods: a quota is used up, a LimitRange or a Pod Security level is not met, the service account, priority class or runtime class does not exist, or an admission webhook said no. The controller tries again forever; there is no pod to look at.",
        "Meet the rule named below, or create what is missing.",
        "event `FailedCreate` on the ReplicaSet, StatefulSet, DaemonSet or Job; condition `ReplicaFailure`");

    /// <summary>A Deployment made no progress in time.</summary>
    public static ErrorState ProgressDeadlineExceeded { get; } = new(
        "ProgressDeadlineExceeded",
        ErrorStateClass.BackOff,
        "a Deployment made no progress in time",
        "For `progressDeadlineSeconds` (600 by default) no further pod became available. The pods say why; this only says that Kubernetes, too, has stopped expecting it.",
        "Look at the pods: what they wait for, and why their probes fail.",
        "Deployment condition `Progressing=False`, reason `ProgressDeadlineExceeded`");

    /// <summary>A DaemonSet matches no node.</summary>
    public static ErrorState NoMatchingNodes { get; } = new(
        "NoMatchingNodes",
        ErrorStateClass.Configuration,
        "a DaemonSet matches no node",
        "A DaemonSet runs one pod on each node that its selector, affinity and tolerations admit. No node is admitted, so there is nothing to run, and no event says so.",
        "Correct the nodeSelector or affinity, label the node, or tolerate its taints.",
        "status `desiredNumberScheduled: 0`; there is no event");

    /// <summary>A Job failed more often than it may.</summary>
    public static ErrorState BackoffLimitExceeded { get; } = new(
        "BackoffLimitExceeded",
        ErrorStateClass.Terminal,
        "a Job failed more often than it may",
        "The Job's pods failed more often than `backoffLimit` allows, so the Job gave up. It never starts again by itself.",
        "Read the failed pod's log below; correct the program or its configuration, and run the Job again.",
        "Job conditions `FailureTarget` and `Failed`, reason `BackoffLimitExceeded` (`MaxFailedIndexesExceeded` and `FailedIndexes` for indexed Jobs)");

    /// <summary>A Job or pod took longer than it may.</summary>
    public static ErrorState DeadlineExceeded { get; } = new(
        "DeadlineExceeded",
        ErrorStateClass.Terminal,
        "a Job or pod took longer than it may",
        "`activeDeadlineSeconds` passed before the work was done, so Kubernetes ended it.",
        "Raise activeDeadlineSeconds, or see in the log below what took so long.",
        "Job conditions `FailureTarget` and `Failed`, reason `DeadlineExceeded`");

    /// <summary>A Job's failure policy ended it.</summary>
    public static ErrorState PodFailurePolicy { get; } = new(
        "PodFailurePolicy",
        ErrorStateClass.Terminal,
        "a Job's failure policy ended it",
        "A pod failed in a way that the Job's `podFailurePolicy` says not to repeat.",
        "Read the log below; the policy's rule that matched is in the message.",
        "Job conditions `FailureTarget` and `Failed`, reason `PodFailurePolicy`");

    /// <summary>A CronJob's schedule can't be read.</summary>
    public static ErrorState UnparseableSchedule { get; } = new(
        "UnparseableSchedule",
        ErrorStateClass.Terminal,
        "a CronJob's schedule can't be read",
        "The schedule is not of the form `minute hour day month weekday`, or the time zone is unknown: the CronJob never starts anything.",
        "Correct spec.schedule or spec.timeZone.",
        "events `UnparseableSchedule`, `InvalidSchedule`, `UnknownTimeZone`");

    /// <summary>An autoscaler's target does not exist.</summary>
    public static ErrorState FailedGetScale { get; } = new(
        "FailedGetScale",
        ErrorStateClass.Configuration,
        "an autoscaler's target does not exist",
        "The HorizontalPodAutoscaler names an object to scale, and there is none of that kind and name.",
        "Correct scaleTargetRef, or create the target.",
        "condition `AbleToScale=False`, reason and event `FailedGetScale`");

    /// <summary>An autoscaler gets no metrics.</summary>
    public static ErrorState FailedGetMetrics { get; } = new(
        "FailedGetMetrics",
        ErrorStateClass.SelfHealing,
        "an autoscaler gets no metrics",
        "The autoscaler found its target but not the numbers to scale by. After a start metrics take a minute; without a metrics server, or without requests on the containers, they never come. It holds up nobody, unless WaitPolicy.AwaitMetrics says so.",
        "Run metrics-server (K3s brings it unless disabled), and give the containers requests for what is scaled by.",
        "condition `ScalingActive=False`, reasons `FailedGetResourceMetric` and its like");
}
