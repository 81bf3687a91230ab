using KubeAssert.Cluster.Diagnosing;
using KubeAssert.Cluster.Observation;

namespace KubeAssert.Cluster;

public sealed partial class ErrorState
{
    /// <summary>A volume can't be attached to the node.</summary>
    public static ErrorState FailedAttachVolume { get; } = new(
        "FailedAttachVolume",
        ErrorStateClass.BackOff,
        "a volume can't be attached to the node",
        "The volume is still attached elsewhere: a ReadWriteOnce volume serves one node at a time, and another pod holds it.",
        "Wait for the other pod to end, use the Recreate strategy, or a volume that many nodes may share.",
        "event `FailedAttachVolume`");
}

internal sealed class FailedAttachVolumeRecogniser : Recogniser
{
    public override ErrorState State => ErrorState.FailedAttachVolume;

    public override Symptom? InPod(Scene scene, ObservedPod pod) =>
        pod.IsOver || scene.HasSandbox(pod) || scene.Events(pod, "FailedAttachVolume").LastOrDefault() is not { } said ? null : new Symptom(State, pod)
        {
            Since = said.FirstSeen + scene.Patience.NodeTime,
            FailsAt = ApiMessage.HealsByItself(said.Message) ? null : said.FirstSeen + scene.Patience.NodeTime,
            Found = Words.OneLine(said.Message),
            Evidence = [scene.Describe(said)],
            Path = "volumes",
            Rank = 9,
        };
}
