using KubeAssert.Cluster.Diagnosing;
using KubeAssert.Cluster.Observation;

namespace KubeAssert.Cluster;

public sealed partial class ErrorState
{
    /// <summary>A container's process ends again and again.</summary>
    public static ErrorState CrashLoopBackOff { get; } = new(
        "CrashLoopBackOff",
        ErrorStateClass.BackOff,
        "a container's process ends again and again",
        "The process starts and ends, and Kubernetes starts it again, after ever longer pauses: at once, then 10 s doubling to 300 s. The exit code and the last log lines say why it ended.",
        "Read the log below; run the image with the same command and configuration on your machine.",
        "waiting `CrashLoopBackOff`; terminated with an exit code; event `BackOff`");
}

internal sealed class CrashLoopBackOffRecogniser : Recogniser
{
    public override ErrorState State => ErrorState.CrashLoopBackOff;

    // a shell's "not executable" and "not found", and a runtime that can't start the process: no restart heals them
    private static readonly int[] HealsNever = [126, 127, 128];

    public override Symptom? InContainer(Scene scene, ObservedPod pod, ObservedContainer container)
    {
        if (container.IsRunning || container.Exits == 0 || container.LastTermination is not { } ended)
            return null;
        if (pod.RestartPolicy == "Never" || (ended.ExitCode == 0 && (container.IsInit || pod.RestartPolicy == "OnFailure")))
            return null;
        if (ended.Reason == "OOMKilled" || RunContainerErrorRecogniser.IsMeant(container) || container.WaitingReason is not (null or "CrashLoopBackOff"))
            return null;

        var crashes = Crashes(container, ended);
        var seen = container.LastExitSeen ?? container.Since;
        var isJob = pod.Owner?.Kind == "Job";
        return new Symptom(State, pod)
        {
            Container = container,
            Since = seen,
            FailsAt = HealsNever.Contains(ended.ExitCode) || (crashes >= scene.Patience.Crashes && !isJob) ? seen : null,
            Found = $"{(container.IsInit ? "init container " : "")}ended {Words.Times(crashes)}, last with exit code {ended.ExitCode} ({ExitCodes.Meaning(ended)})",
            Explanation = ended.ExitCode == 0
                ? "The process did its work and ended without an error, and Kubernetes starts it again: a " + (pod.Owner?.Kind ?? "pod") + " is for processes that stay."
                : null,
            Fix = ended.ExitCode switch
            {
                0 => "make it a Job or CronJob, or give it a command that stays in the foreground",
                126 or 127 => "check command and args: the executable must be in the image, on its PATH, and executable",
                _ => null,
            },
            ExitCode = ended.ExitCode,
            Path = "",
            WantsLog = true,
            Rank = 8,
        };
    }

    // after ten minutes of running well the back-off starts anew, and so does the count
    private static int Crashes(ObservedContainer container, Termination ended) =>
        container.Terminated is { StartedAt: { } started, FinishedAt: { } finished } && finished - started > TimeSpan.FromMinutes(10) ? 1 : Math.Max(1, container.Exits);
}
