using KubeAssert.Cluster.Diagnosing;
using KubeAssert.Cluster.Observation;

namespace KubeAssert.Cluster;

public sealed partial class ErrorState
{
    /// <summary>The runtime can't look at an image it has.</summary>
    public static ErrorState ImageInspectError { get; } = new(
        "ImageInspectError",
        ErrorStateClass.BackOff,
        "the runtime can't look at an image it has",
        "The image store of the container runtime is damaged, full or busy.",
        "Look at the node's disk and the runtime's log; remove and pull the image again.",
        "waiting `ImageInspectError`; event `InspectFailed`");
}

internal sealed class ImageInspectErrorRecogniser : Recogniser
{
    public override ErrorState State => ErrorState.ImageInspectError;

    public override Symptom? InContainer(Scene scene, ObservedPod pod, ObservedContainer container)
    {
        if (container.WaitingReason != "ImageInspectError")
            return null;
        var enough = Scene.SeenTimes(scene.Events(pod, container, "InspectFailed"), scene.Patience.PullFailures);
        return new Symptom(State, pod)
        {
            Container = container,
            Since = enough ?? container.Since,
            FailsAt = enough ?? scene.AfterGrace(container.Since),
            Found = $"the node can't inspect image {container.Image}: {Words.OneLine(container.WaitingMessage)}",
            Path = ".image",
            Rank = 1,
        };
    }
}
