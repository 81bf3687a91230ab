using KubeAssert.Cluster.Observation;

namespace KubeAssert.Cluster.Diagnosing.Recognition.Pods;

internal sealed class ContainerCreatingRecognizer : Recognizer
{
    public override ErrorState State => ErrorState.ContainerCreating;

    public override Symptom? InContainer(DiagnosisContext context, ObservedPod pod, ObservedContainer container) =>
        container.WaitingReason != "ContainerCreating" && !IsNext(pod, container) ? null : new Symptom(State, pod)
        {
            Container = container,
            Since = container.Since,
            Found = context.Events(pod, container, "Pulling").Any() && !context.Events(pod, container, "Pulled").Any()
                ? $"image {container.Image} is being pulled for {MessageText.Duration(context.Now - context.Events(pod, container, "Pulling").First().FirstSeen)}"
                : $"its container is being created for {MessageText.Duration(context.Now - container.Since)}",
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
