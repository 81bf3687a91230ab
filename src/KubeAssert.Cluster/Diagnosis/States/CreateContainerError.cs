using KubeAssert.Cluster.Diagnosing;
using KubeAssert.Cluster.Observation;

namespace KubeAssert.Cluster;

public sealed partial class ErrorState
{
    /// <summary>The runtime can't create a container.</summary>
    public static ErrorState CreateContainerError { get; } = new(
        "CreateContainerError",
        ErrorStateClass.BackOff,
        "the runtime can't create a container",
        "The container runtime refused to create the container: a mount path that clashes, a device or a sub-path that is not there, a name still taken, or an image without a command.",
        "Read the runtime's words below; they name the mount, device or option.",
        "waiting `CreateContainerError`; event `Failed`");
}

internal sealed class CreateContainerErrorRecogniser : Recogniser
{
    public override ErrorState State => ErrorState.CreateContainerError;

    public override Symptom? InContainer(Scene scene, ObservedPod pod, ObservedContainer container)
    {
        if (container.WaitingReason != "CreateContainerError")
            return null;
        var message = container.WaitingMessage;
        var healsNever = StartFailure.HealsNever(message) || message.Contains("no command specified", StringComparison.Ordinal);
        var failures = scene.Events(pod, container, "Failed").Where(e => e.Message.StartsWith("Error: ", StringComparison.Ordinal));
        var enough = healsNever ? container.Since : Scene.SeenTimes(failures, scene.Patience.Kills);
        return new Symptom(State, pod)
        {
            Container = container,
            Since = enough ?? container.Since,
            FailsAt = ApiMessage.HealsByItself(message) ? null : enough ?? scene.AfterGrace(container.Since),
            Found = $"the runtime can't create it: {Words.OneLine(StartFailure.Core(message))}",
            Fix = message.Contains("no command specified", StringComparison.Ordinal) ? "the image has no entry point: give the container a command" : StartFailure.Fix(message),
            Path = healsNever ? StartFailure.PathOf(message) : "",
            Rank = 2,
        };
    }
}
