namespace KubeAssert.Cluster.Diagnosing.Judgement;

/// <summary>Every recognizer there is: the one place that a new error state's file is entered in.</summary>
internal static class RecognizerCatalog
{
    public static IReadOnlyList<Recognizer> All { get; } =
    [
        new ErrImagePullRecognizer(), new InvalidImageNameRecognizer(), new ErrImageNeverPullRecognizer(), new ImageInspectErrorRecognizer(),
        new RegistryUnavailableRecognizer(), new SignatureValidationFailedRecognizer(),
        new CreateContainerConfigErrorRecognizer(), new CreateContainerErrorRecognizer(), new RunContainerErrorRecognizer(), new PostStartHookErrorRecognizer(),
        new CrashLoopBackOffRecognizer(), new OOMKilledRecognizer(), new ErrorRecognizer(),
        new LivenessProbeFailedRecognizer(), new StartupProbeFailedRecognizer(), new UnhealthyRecognizer(),
        new PodInitializingRecognizer(), new ContainerCreatingRecognizer(), new FailedMountRecognizer(), new FailedAttachVolumeRecognizer(), new FailedCreatePodSandBoxRecognizer(),
        new UnschedulableRecognizer(), new SchedulingGatedRecognizer(), new EvictedRecognizer(), new PodRejectedRecognizer(),
        new FailedCreateRecognizer(), new ProgressDeadlineExceededRecognizer(), new NoMatchingNodesRecognizer(),
        new BackoffLimitExceededRecognizer(), new DeadlineExceededRecognizer(), new PodFailurePolicyRecognizer(), new UnparseableScheduleRecognizer(),
        new PendingRecognizer(), new ProvisioningFailedRecognizer(), new ClaimLostRecognizer(),
        new NoEndpointsRecognizer(), new BackendNotFoundRecognizer(), new FailedGetScaleRecognizer(), new FailedGetMetricsRecognizer(),
        new NotEstablishedRecognizer(), new NamespaceTerminatingRecognizer(), new ApplyRejectedRecognizer(),
    ];
}
