using KubeAssert.Cluster.Diagnosing;
using KubeAssert.Cluster.Observation;

namespace KubeAssert.Cluster;

public sealed partial class ErrorState
{
    /// <summary>A pod failed and is not restarted.</summary>
    public static ErrorState Error { get; } = new(
        "Error",
        ErrorStateClass.Terminal,
        "a pod failed and is not restarted",
        "A container ended with an error, and the pod's restartPolicy is Never: this pod will not try again.",
        "Read the log below; correct the program, or let a Job run it, which tries again.",
        "pod phase `Failed`; terminated `Error`");
}

internal sealed class ErrorRecogniser : Recogniser
{
    public override ErrorState State => ErrorState.Error;

    public override Symptom? InContainer(Scene scene, ObservedPod pod, ObservedContainer container)
    {
        // a sidecar is stopped once the others are done, however it takes that
        if (pod.RestartPolicy != "Never" || pod.Owner is not null || container.Role == ObservedRole.Sidecar || container.Terminated is not { } ended || ended.ExitCode == 0)
            return null;
        if (ended.Reason == "OOMKilled" || RunContainerErrorRecogniser.IsMeant(container) || pod.Reason.Length > 0)
            return null;

        return new Symptom(State, pod)
        {
            Container = container,
            Since = container.Since,
            FailsAt = container.Since,
            Found = $"ended with exit code {ended.ExitCode} ({ExitCodes.Meaning(ended)}) and restartPolicy is Never",
            ExitCode = ended.ExitCode,
            WantsLog = true,
            Rank = 7,
        };
    }
}
