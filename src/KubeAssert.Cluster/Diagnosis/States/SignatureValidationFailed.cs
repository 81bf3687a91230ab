using KubeAssert.Cluster.Diagnosing;
using KubeAssert.Cluster.Observation;

namespace KubeAssert.Cluster;

public sealed partial class ErrorState
{
    /// <summary>An image's signature is refused.</summary>
    public static ErrorState SignatureValidationFailed { get; } = new(
        "SignatureValidationFailed",
        ErrorStateClass.Terminal,
        "an image's signature is refused",
        "The node's policy asks for a signature that the image does not carry.",
        "Sign the image, or change the node's signature policy.",
        "waiting `SignatureValidationFailed`");
}

internal sealed class SignatureValidationFailedRecogniser : Recogniser
{
    public override ErrorState State => ErrorState.SignatureValidationFailed;

    public override Symptom? InContainer(Scene scene, ObservedPod pod, ObservedContainer container) =>
        container.WaitingReason != "SignatureValidationFailed" ? null : new Symptom(State, pod)
        {
            Container = container,
            Since = container.Since,
            FailsAt = container.Since,
            Found = $"the signature of image {container.Image} is refused: {Words.OneLine(container.WaitingMessage)}",
            Path = ".image",
            Rank = 1,
        };
}
