using KubeAssert.Cluster.Observation;

namespace KubeAssert.Cluster.Diagnosing.Recognition.Containers;

internal sealed class CrashLoopBackOffRecognizer : Recognizer
{
    public override ErrorState State => ErrorState.CrashLoopBackOff;

    // a shell's "not executable" and "not found", and a runtime that can't start the process: no restart heals them
    private static readonly int[] HealsNever = [126, 127, 128];

    public override Symptom? InContainer(DiagnosisContext context, ObservedPod pod, ObservedContainer container)
    {
        if (container.IsRunning || container.Exits == 0 || container.LastTermination is not { } ended)
            return null;
        if (pod.RestartPolicy == "Never" || (ended.ExitCode == 0 && (container.IsInit || pod.RestartPolicy == "OnFailure")))
            return null;
        if (ended.Reason == "OOMKilled" || RunContainerErrorRecognizer.IsMeant(container) || container.WaitingReason is not (null or "CrashLoopBackOff"))
            return null;

        var crashes = Crashes(container, ended);
        var seen = container.LastExitSeen ?? container.Since;
        var isJob = pod.Owner?.Kind == "Job";
        var healsNever = HealsNever.Contains(ended.ExitCode);
        var needed = context.WaitPolicy.MaxCrashes;
        if (!healsNever && ended.ExitCode != 0 && !isJob && Neighbours.WereComing(context, pod, seen - ended.Duration))
            needed = crashes + 1;
        return new Symptom(State, pod)
        {
            Container = container,
            Since = seen,
            FailsAt = healsNever || (crashes >= needed && !isJob) ? seen : null,
            Found = $"{(container.IsInit ? "init container " : "")}ended {MessageText.Times(crashes)}{(crashes > 1 ? ", last" : "")} with exit code {ended.ExitCode} ({ExitCodes.Meaning(ended)})",
            Explanation = ended.ExitCode == 0
                ? "The process did its work and ended without an error, and Kubernetes starts it again: a " + OwnerChain.Of(context.State, pod).Root.Kind + " is for processes that stay."
                : null,
            Fix = ended.ExitCode switch
            {
                2 or 127 when container.Script is { } script => $"a shell takes \"{MessageText.OneLine(script, 60)}\" for the name of a file: write [\"sh\", \"-c\", ...] for a command line, or see that the image has that file",
                0 => "make it a Job or CronJob, or give it a command that stays in the foreground",
                126 or 127 => "check command and args: the executable must be in the image, on its PATH, and executable",
                _ when container.Role == ObservedRole.Sidecar => "correct the program; a restartable init container must go on running beside the others",
                _ => null,
            },
            ExitCode = ended.ExitCode,
            Path = ended.ExitCode is 2 or 127 && container.Script is not null ? ".command" : "",
            WantsLog = true,
            Rank = 8,
        };
    }

    // after ten minutes of running well the back-off starts anew, and so does the count
    private static int Crashes(ObservedContainer container, Termination ended) =>
        container.Terminated is { StartedAt: { } started, FinishedAt: { } finished } && finished - started > TimeSpan.FromMinutes(10) ? 1 : Math.Max(1, container.Exits);
}
