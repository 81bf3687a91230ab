using KubeAssert.Cluster.Observation;

namespace KubeAssert.Cluster.Diagnosing.Recognition.Storage;

internal sealed class FailedAttachVolumeRecognizer : Recognizer
{
    public override ErrorState State => ErrorState.FailedAttachVolume;

    public override Symptom? InPod(DiagnosisContext context, ObservedPod pod) =>
        pod.IsOver || context.HasSandbox(pod) || context.Events(pod, "FailedAttachVolume").LastOrDefault() is not { } said ? null : new Symptom(State, pod)
        {
            Since = said.FirstSeen + context.WaitPolicy.NodeOperationTimeout,
            FailsAt = ApiMessage.HealsByItself(said.Message) ? null : said.FirstSeen + context.WaitPolicy.NodeOperationTimeout,
            Found = MessageText.OneLine(said.Message),
            Evidence = [context.Describe(said)],
            Path = "volumes",
            Rank = 9,
        };
}
