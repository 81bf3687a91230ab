using KubeAssert.Cluster.Diagnosing;
using KubeAssert.Cluster.Observation;

namespace KubeAssert.Cluster;

public sealed partial class ErrorState
{
    /// <summary>The registry does not answer.</summary>
    public static ErrorState RegistryUnavailable { get; } = new(
        "RegistryUnavailable",
        ErrorStateClass.BackOff,
        "the registry does not answer",
        "The node reached for the registry and nobody was there.",
        "Check that the registry runs, and that the node reaches it: name resolution, proxy, firewall.",
        "waiting `RegistryUnavailable`; event `Failed`");
}

internal sealed class RegistryUnavailableRecogniser : Recogniser
{
    public override ErrorState State => ErrorState.RegistryUnavailable;

    public override Symptom? InContainer(Scene scene, ObservedPod pod, ObservedContainer container)
    {
        if (container.WaitingReason != "RegistryUnavailable")
            return null;
        var enough = Scene.SeenTimes(scene.Events(pod, container, "Failed").Where(e => e.Message.Contains("pull", StringComparison.Ordinal)), scene.Patience.NodeFailures);
        return new Symptom(State, pod)
        {
            Container = container,
            Since = enough ?? container.Since,
            FailsAt = enough ?? container.Since + scene.Patience.NodeTime,
            Found = $"the registry of image {container.Image} does not answer: {Words.OneLine(container.WaitingMessage)}",
            Path = ".image",
            Rank = 1,
        };
    }
}
