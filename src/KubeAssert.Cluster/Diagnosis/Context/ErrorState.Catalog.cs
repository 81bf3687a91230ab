namespace KubeAssert.Cluster;

/// <content>The list of all states.</content>
public sealed partial class ErrorState
{
    // of its own, so that it is filled after the states of every part of this class
    private static class Catalog
    {
        public static IReadOnlyList<ErrorState> States { get; } =
        [
            ErrImagePull, InvalidImageName, ErrImageNeverPull, ImageInspectError, RegistryUnavailable,
            SignatureValidationFailed, CreateContainerConfigError, CreateContainerError, RunContainerError,
            PostStartHookError, CrashLoopBackOff, OOMKilled, Error, LivenessProbeFailed, StartupProbeFailed,
            Unhealthy, PodInitializing, ContainerCreating, FailedMount, FailedAttachVolume,
            FailedCreatePodSandBox, Unschedulable, SchedulingGated, Evicted, PodRejected, FailedCreate,
            ProgressDeadlineExceeded, NoMatchingNodes, BackoffLimitExceeded, DeadlineExceeded, PodFailurePolicy,
            UnparseableSchedule, Pending, ProvisioningFailed, ClaimLost, NoEndpoints, BackendNotFound,
            FailedGetScale, FailedGetMetrics, NotEstablished, NamespaceTerminating, ApplyRejected,
        ];
    }
}
