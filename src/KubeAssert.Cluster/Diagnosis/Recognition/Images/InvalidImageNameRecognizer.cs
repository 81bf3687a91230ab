using KubeAssert.Cluster.Observation;

namespace KubeAssert.Cluster.Diagnosing.Recognition.Images;

internal sealed class InvalidImageNameRecognizer : Recognizer
{
    public override ErrorState State => ErrorState.InvalidImageName;

    public override Symptom? InContainer(DiagnosisContext context, ObservedPod pod, ObservedContainer container) =>
        container.WaitingReason != "InvalidImageName" ? null : new Symptom(State, pod)
        {
            Container = container,
            Since = container.Since,
            FailsAt = container.Since,
            Found = $"image \"{MessageText.OneLine(container.Image, 200)}\" is no image reference",
            Explanation = container.WaitingMessage.Length > 0 ? $"The kubelet says: {MessageText.OneLine(container.WaitingMessage, 400)}" : null,
            Path = ".image",
            Rank = 1,
        };
}
