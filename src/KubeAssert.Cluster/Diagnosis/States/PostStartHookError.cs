using KubeAssert.Cluster.Diagnosing;
using KubeAssert.Cluster.Observation;

namespace KubeAssert.Cluster;

public sealed partial class ErrorState
{
    /// <summary>A container's postStart hook fails.</summary>
    public static ErrorState PostStartHookError { get; } = new(
        "PostStartHookError",
        ErrorStateClass.BackOff,
        "a container's postStart hook fails",
        "Right after its process starts, the container's `postStart` hook is run. The hook failed, so the kubelet killed the container and starts over.",
        "Correct the hook's command, or make it wait for what it needs; what it printed is in the event or in the waiting message.",
        "waiting `PostStartHookError`; events `FailedPostStartHook` and `Killing`");
}

internal sealed class PostStartHookErrorRecogniser : Recogniser
{
    public override ErrorState State => ErrorState.PostStartHookError;

    public override Symptom? InContainer(Scene scene, ObservedPod pod, ObservedContainer container)
    {
        var failures = scene.Events(pod, container, "FailedPostStartHook").ToList();
        if (container.Ready || failures.Count == 0 && container.WaitingReason != "PostStartHookError")
            return null;

        var enough = Scene.SeenTimes(failures, scene.Patience.Kills);
        if (enough is null && container.WaitingReason is "PostStartHookError" or "CrashLoopBackOff" && container.Exits >= scene.Patience.Kills)
            enough = container.LastExitSeen;
        return new Symptom(State, pod)
        {
            Container = container,
            Since = enough ?? container.Since,
            FailsAt = enough,
            Found = $"its postStart hook failed {Words.Times(Math.Max(1, failures.Sum(f => f.Count)))}",
            Explanation = container.WaitingReason == "PostStartHookError" && container.WaitingMessage.Length > 0 ? $"The kubelet says: {Words.OneLine(container.WaitingMessage, 400)}" : null,
            ExitCode = container.LastTermination?.ExitCode,
            Evidence = failures.TakeLast(1).Select(scene.Describe).ToArray(),
            Path = ".lifecycle.postStart",
            WantsLog = true,
            Rank = 4,
        };
    }
}
