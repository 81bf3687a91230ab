using KubeAssert.Cluster.Observation;

namespace KubeAssert.Cluster.Diagnosing.Recognition.Containers;

internal sealed class ErrorRecognizer : Recognizer
{
    public override ErrorState State => ErrorState.Error;

    public override Symptom? InContainer(DiagnosisContext context, ObservedPod pod, ObservedContainer container)
    {
        // a sidecar is stopped once the others are done, however it takes that
        if (pod.RestartPolicy != "Never" || pod.Owner is not null || container.Role == ObservedRole.Sidecar || container.Terminated is not { } ended || ended.ExitCode == 0)
            return null;
        if (ended.Reason == "OOMKilled" || RunContainerErrorRecognizer.IsMeant(container) || pod.Reason.Length > 0)
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
