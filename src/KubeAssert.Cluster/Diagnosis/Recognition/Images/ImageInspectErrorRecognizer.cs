using KubeAssert.Cluster.Observation;

namespace KubeAssert.Cluster.Diagnosing.Recognition.Images;

internal sealed class ImageInspectErrorRecognizer : Recognizer
{
    public override ErrorState State => ErrorState.ImageInspectError;

    public override Symptom? InContainer(DiagnosisContext context, ObservedPod pod, ObservedContainer container)
    {
        if (container.WaitingReason != "ImageInspectError")
            return null;
        var enough = DiagnosisContext.SeenTimes(context.Events(pod, container, "InspectFailed"), context.WaitPolicy.MaxProbeKills);
        return new Symptom(State, pod)
        {
            Container = container,
            Since = enough ?? container.Since,
            FailsAt = enough ?? context.AfterGrace(container.Since),
            Found = $"the node can't inspect image {container.Image}: {MessageText.OneLine(container.WaitingMessage)}",
            Path = ".image",
            Rank = 1,
        };
    }
}
