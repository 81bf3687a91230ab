using KubeAssert.Cluster.Diagnosing;
using KubeAssert.Cluster.Observation;

namespace KubeAssert.Cluster;

public sealed partial class ErrorState
{
    /// <summary>An image is not on the node and may not be pulled.</summary>
    public static ErrorState ErrImageNeverPull { get; } = new(
        "ErrImageNeverPull",
        ErrorStateClass.Configuration,
        "an image is not on the node and may not be pulled",
        "The container has `imagePullPolicy: Never`, so the image must be on the node before; it is not, or under another name or for another processor.",
        "Load the image into the cluster before deploying, under exactly this name, or allow pulling.",
        "waiting `ErrImageNeverPull`; events `ErrImageNeverPull` and `Failed`");
}

internal sealed class ErrImageNeverPullRecogniser : Recogniser
{
    public override ErrorState State => ErrorState.ErrImageNeverPull;

    public override Symptom? InContainer(Scene scene, ObservedPod pod, ObservedContainer container) =>
        container.WaitingReason != "ErrImageNeverPull" ? null : new Symptom(State, pod)
        {
            Container = container,
            Since = container.Since,
            FailsAt = scene.AfterSettling(container.Since),
            Found = $"image {container.Image} is not on node {pod.NodeName} and imagePullPolicy is Never",
            Path = ".image",
            Rank = 1,
        };
}
