using KubeAssert.Cluster.Diagnosing;
using KubeAssert.Cluster.Observation;

namespace KubeAssert.Cluster;

public sealed partial class ErrorState
{
    /// <summary>A container's process can't be started.</summary>
    public static ErrorState RunContainerError { get; } = new(
        "RunContainerError",
        ErrorStateClass.Terminal,
        "a container's process can't be started",
        "The container was created, but its command could not be run: the executable is not in the image, may not be executed, or was built for another processor.",
        "Check command and args against what the image holds; a script needs a shebang line and the executable bit.",
        "waiting `RunContainerError`; terminated `StartError` (exit code 128) or `ContainerCannotRun`; event `Failed`");
}

internal sealed class RunContainerErrorRecogniser : Recogniser
{
    public override ErrorState State => ErrorState.RunContainerError;

    public override Symptom? InContainer(Scene scene, ObservedPod pod, ObservedContainer container)
    {
        if (!IsMeant(container))
            return null;

        var ended = container.LastTermination;
        var message = container.WaitingReason == "RunContainerError" && container.WaitingMessage.Length > 0 ? container.WaitingMessage : ended?.Message ?? "";
        var healsNever = StartFailure.HealsNever(message);
        var seen = container.LastExitSeen ?? container.Since;
        return new Symptom(State, pod)
        {
            Container = container,
            Since = seen,
            FailsAt = healsNever || container.Exits >= scene.Patience.Crashes ? seen : null,
            Found = StartFailure.Say(message),
            Explanation = message.Length > 0 ? $"The runtime says: {Words.OneLine(StartFailure.Core(message), 400)}" : null,
            Fix = StartFailure.Fix(message),
            ExitCode = ended?.ExitCode,
            Path = StartFailure.PathOf(message),
            Rank = 3,
        };
    }

    internal static bool IsMeant(ObservedContainer container) =>
        !container.IsRunning && (container.WaitingReason == "RunContainerError" || container.LastTermination?.Reason is "StartError" or "ContainerCannotRun");
}
