using KubeAssert.Cluster.Observation;

namespace KubeAssert.Cluster.Diagnosing.Recognition.Images;

internal sealed class SignatureValidationFailedRecognizer : Recognizer
{
    public override ErrorState State => ErrorState.SignatureValidationFailed;

    public override Symptom? InContainer(DiagnosisContext context, ObservedPod pod, ObservedContainer container) =>
        container.WaitingReason != "SignatureValidationFailed" ? null : new Symptom(State, pod)
        {
            Container = container,
            Since = container.Since,
            FailsAt = container.Since,
            Found = $"the signature of image {container.Image} is refused: {MessageText.OneLine(container.WaitingMessage)}",
            Path = ".image",
            Rank = 1,
        };
}
