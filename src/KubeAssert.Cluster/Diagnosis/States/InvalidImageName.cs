using KubeAssert.Cluster.Diagnosing;
using KubeAssert.Cluster.Observation;

namespace KubeAssert.Cluster;

public sealed partial class ErrorState
{
    /// <summary>An image's name can't be read.</summary>
    public static ErrorState InvalidImageName { get; } = new(
        "InvalidImageName",
        ErrorStateClass.Terminal,
        "an image's name can't be read",
        "The reference is not of the form registry/name:tag@digest, so nothing is even asked of a registry. Upper-case letters, blanks and an empty tag are the usual reasons; an unset variable in a template is how they get there.",
        "Correct the image's reference.",
        "waiting `InvalidImageName`; event `InspectFailed`");
}

internal sealed class InvalidImageNameRecogniser : Recogniser
{
    public override ErrorState State => ErrorState.InvalidImageName;

    public override Symptom? InContainer(Scene scene, ObservedPod pod, ObservedContainer container) =>
        container.WaitingReason != "InvalidImageName" ? null : new Symptom(State, pod)
        {
            Container = container,
            Since = container.Since,
            FailsAt = container.Since,
            Found = $"image \"{Words.OneLine(container.Image, 200)}\" is no image reference",
            Explanation = container.WaitingMessage.Length > 0 ? $"The kubelet says: {Words.OneLine(container.WaitingMessage, 400)}" : null,
            Path = ".image",
            Rank = 1,
        };
}
