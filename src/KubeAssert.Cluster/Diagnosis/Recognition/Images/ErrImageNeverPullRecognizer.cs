using KubeAssert.Cluster.Observation;

namespace KubeAssert.Cluster.Diagnosing.Recognition.Images;

internal sealed class ErrImageNeverPullRecognizer : Recognizer
{
    public override ErrorState State => ErrorState.ErrImageNeverPull;

    public override Symptom? InContainer(DiagnosisContext context, ObservedPod pod, ObservedContainer container) =>
        container.WaitingReason != "ErrImageNeverPull" ? null : new Symptom(State, pod)
        {
            Container = container,
            Since = container.Since,
            FailsAt = context.AfterSettling(container.Since),
            Found = $"image {container.Image} is not on node {pod.NodeName} and imagePullPolicy is Never",
            Path = ".image",
            Rank = 1,
        };
}
