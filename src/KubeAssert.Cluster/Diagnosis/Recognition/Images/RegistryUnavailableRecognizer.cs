using KubeAssert.Cluster.Observation;

namespace KubeAssert.Cluster.Diagnosing.Recognition.Images;

internal sealed class RegistryUnavailableRecognizer : Recognizer
{
    public override ErrorState State => ErrorState.RegistryUnavailable;

    public override Symptom? InContainer(DiagnosisContext context, ObservedPod pod, ObservedContainer container)
    {
        if (container.WaitingReason != "RegistryUnavailable")
            return null;
        var enough = DiagnosisContext.SeenTimes(context.Events(pod, container, "Failed").Where(e => e.Message.Contains("pull", StringComparison.Ordinal)), context.WaitPolicy.MaxNodeFailures);
        return new Symptom(State, pod)
        {
            Container = container,
            Since = enough ?? container.Since,
            FailsAt = enough ?? container.Since + context.WaitPolicy.NodeOperationTimeout,
            Found = $"the registry of image {container.Image} does not answer: {MessageText.OneLine(container.WaitingMessage)}",
            Path = ".image",
            Rank = 1,
        };
    }
}
