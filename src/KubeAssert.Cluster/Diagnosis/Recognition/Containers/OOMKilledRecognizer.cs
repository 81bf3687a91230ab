using KubeAssert.Cluster.Observation;

namespace KubeAssert.Cluster.Diagnosing.Recognition.Containers;

internal sealed class OOMKilledRecognizer : Recognizer
{
    public override ErrorState State => ErrorState.OOMKilled;

    public override Symptom? InContainer(DiagnosisContext context, ObservedPod pod, ObservedContainer container)
    {
        if (container.IsRunning || container.LastTermination is not { Reason: "OOMKilled" } ended)
            return null;

        var seen = container.LastExitSeen ?? container.Since;
        var isOver = pod.RestartPolicy == "Never" && pod.Owner?.Kind != "Job";
        return new Symptom(State, pod)
        {
            Container = container,
            Since = seen,
            FailsAt = isOver || (container.Exits >= context.WaitPolicy.MaxCrashes && pod.Owner?.Kind != "Job") ? seen : null,
            Found = $"killed for want of memory {MessageText.Times(Math.Max(1, container.Exits))} (exit code {ended.ExitCode}, SIGKILL)",
            ExitCode = ended.ExitCode,
            Path = ".resources.limits.memory",
            WantsLog = true,
            Rank = 5,
        };
    }
}
