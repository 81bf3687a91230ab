namespace KubeAssert.Cluster.Diagnosing;

/// <summary>Every recogniser there is: the one place that a new error state's file is entered in.</summary>
internal static class Catalogue
{
    public static IReadOnlyList<Recogniser> All { get; } =
    [
        new ErrImagePullRecogniser(), new InvalidImageNameRecogniser(), new ErrImageNeverPullRecogniser(), new ImageInspectErrorRecogniser(),
        new RegistryUnavailableRecogniser(), new SignatureValidationFailedRecogniser(),
        new CreateContainerConfigErrorRecogniser(), new CreateContainerErrorRecogniser(), new RunContainerErrorRecogniser(), new PostStartHookErrorRecogniser(),
        new CrashLoopBackOffRecogniser(), new OOMKilledRecogniser(), new ErrorRecogniser(),
        new LivenessProbeFailedRecogniser(), new StartupProbeFailedRecogniser(), new UnhealthyRecogniser(),
        new PodInitializingRecogniser(), new ContainerCreatingRecogniser(), new FailedMountRecogniser(), new FailedAttachVolumeRecogniser(), new FailedCreatePodSandBoxRecogniser(),
        new UnschedulableRecogniser(), new SchedulingGatedRecogniser(), new EvictedRecogniser(), new PodRejectedRecogniser(),
        new FailedCreateRecogniser(), new ProgressDeadlineExceededRecogniser(), new NoMatchingNodesRecogniser(),
        new BackoffLimitExceededRecogniser(), new DeadlineExceededRecogniser(), new PodFailurePolicyRecogniser(), new UnparseableScheduleRecogniser(),
        new PendingRecogniser(), new ProvisioningFailedRecogniser(), new ClaimLostRecogniser(),
        new NoEndpointsRecogniser(), new BackendNotFoundRecogniser(), new FailedGetScaleRecogniser(), new FailedGetMetricsRecogniser(),
        new NotEstablishedRecogniser(), new NamespaceTerminatingRecogniser(), new ApplyRejectedRecogniser(),
    ];

    public static IReadOnlyList<ErrorState> States { get; } = All.Select(r => r.State).ToArray();
}
