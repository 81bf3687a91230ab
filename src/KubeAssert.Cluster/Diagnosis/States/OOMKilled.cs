using KubeAssert.Cluster.Diagnosing;
using KubeAssert.Cluster.Observation;

namespace KubeAssert.Cluster;

public sealed partial class ErrorState
{
    /// <summary>A container is killed for want of memory.</summary>
    public static ErrorState OOMKilled { get; } = new(
        "OOMKilled",
        ErrorStateClass.BackOff,
        "a container is killed for want of memory",
        "The process used more memory than the container's limit (or the node had none left), and the kernel killed it. There is no warning in its log.",
        "Raise resources.limits.memory, or make the program use less: a runtime that sizes its heap by the machine must be told the limit.",
        "terminated `OOMKilled`, exit code 137");
}

internal sealed class OOMKilledRecogniser : Recogniser
{
    public override ErrorState State => ErrorState.OOMKilled;

    public override Symptom? InContainer(Scene scene, ObservedPod pod, ObservedContainer container)
    {
        if (container.IsRunning || container.LastTermination is not { Reason: "OOMKilled" } ended)
            return null;

        var seen = container.LastExitSeen ?? container.Since;
        var isOver = pod.RestartPolicy == "Never" && pod.Owner?.Kind != "Job";
        return new Symptom(State, pod)
        {
            Container = container,
            Since = seen,
            FailsAt = isOver || (container.Exits >= scene.Patience.Crashes && pod.Owner?.Kind != "Job") ? seen : null,
            Found = $"killed for want of memory {Words.Times(Math.Max(1, container.Exits))} (exit code {ended.ExitCode}, SIGKILL)",
            ExitCode = ended.ExitCode,
            Path = ".resources.limits.memory",
            WantsLog = true,
            Rank = 5,
        };
    }
}
