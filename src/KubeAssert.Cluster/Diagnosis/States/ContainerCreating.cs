using KubeAssert.Cluster.Diagnosing;
using KubeAssert.Cluster.Observation;

namespace KubeAssert.Cluster;

public sealed partial class ErrorState
{
    /// <summary>A pod's volumes, network and containers are being made.</summary>
    public static ErrorState ContainerCreating { get; } = new(
        "ContainerCreating",
        ErrorStateClass.SelfHealing,
        "a pod's volumes, network and containers are being made",
        "The pod is on a node; volumes are mounted, the network is set up, images are pulled. Where that does not end, an event says why.",
        "Wait; if it lasts, look at the pod's events and the node.",
        "waiting `ContainerCreating`, or `PodInitializing` where its turn has come");
}

internal sealed class ContainerCreatingRecogniser : Recogniser
{
    public override ErrorState State => ErrorState.ContainerCreating;

    public override Symptom? InContainer(Scene scene, ObservedPod pod, ObservedContainer container) =>
        container.WaitingReason != "ContainerCreating" && !IsNext(pod, container) ? null : new Symptom(State, pod)
        {
            Container = container,
            Since = container.Since,
            Found = scene.Events(pod, container, "Pulling").Any() && !scene.Events(pod, container, "Pulled").Any()
                ? $"image {container.Image} is being pulled for {Words.Duration(scene.Now - scene.Events(pod, container, "Pulling").First().FirstSeen)}"
                : $"its container is being created for {Words.Duration(scene.Now - container.Since)}",
            Rank = 30,
        };

    // in a pod with init containers every container waits as PodInitializing, the one being created too: the first that is neither over nor up
    private static bool IsNext(ObservedPod pod, ObservedContainer container)
    {
        if (container.WaitingReason != "PodInitializing")
            return false;
        foreach (var before in pod.Containers)
        {
            if (before.Role == container.Role && before.Index == container.Index)
                return true;
            if (before.Role != ObservedRole.Main && !(before.Role == ObservedRole.Sidecar ? before.Started : before.Terminated is { ExitCode: 0 }))
                return false;
        }

        return false;
    }
}
