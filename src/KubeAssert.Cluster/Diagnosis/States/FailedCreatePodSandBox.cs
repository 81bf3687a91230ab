using KubeAssert.Cluster.Diagnosing;
using KubeAssert.Cluster.Observation;

namespace KubeAssert.Cluster;

public sealed partial class ErrorState
{
    /// <summary>A pod's network can't be set up.</summary>
    public static ErrorState FailedCreatePodSandBox { get; } = new(
        "FailedCreatePodSandBox",
        ErrorStateClass.SelfHealing,
        "a pod's network can't be set up",
        "Before its containers, a pod gets a sandbox with a network. While a node starts, its network plug-in is not ready yet, and this heals; if it lasts, the plug-in is at fault, or it is out of addresses.",
        "Look at the network plug-in's pods and the node's CNI configuration.",
        "events `FailedCreatePodSandBox` and `NetworkNotReady`");
}

internal sealed class FailedCreatePodSandBoxRecogniser : Recogniser
{
    public override ErrorState State => ErrorState.FailedCreatePodSandBox;

    public override Symptom? InPod(Scene scene, ObservedPod pod)
    {
        if (pod.IsOver || scene.HasSandbox(pod))
            return null;
        var failures = scene.Events(pod, "FailedCreatePodSandBox").Concat(scene.Events(pod, "NetworkNotReady")).ToList();
        if (failures.Count == 0)
            return null;

        var said = failures[^1];
        var handler = ApiMessage.Quoted(said.Message, "no runtime for ");
        var enough = Scene.SeenTimes(scene.Events(pod, "FailedCreatePodSandBox"), scene.Patience.NodeFailures);
        var lasting = failures.Min(f => f.FirstSeen) + scene.Patience.NodeTime;
        return new Symptom(State, pod)
        {
            Since = enough is null ? said.FirstSeen : enough > lasting ? enough.Value : lasting,
            FailsAt = enough is null ? null : enough > lasting ? enough : lasting,
            Found = handler is null ? $"its sandbox can't be made: {Words.OneLine(said.Message)}" : $"runtime handler {handler}, which its RuntimeClass names, is not configured on node {pod.NodeName}",
            Explanation = handler is null ? null : $"The runtime says: {Words.OneLine(said.Message, 400)}",
            Fix = handler is null ? null : $"configure handler {handler} in the node's container runtime, or leave runtimeClassName out",
            Path = handler is null ? "" : "runtimeClassName",
            Evidence = [scene.Describe(said)],
            Rank = 9,
        };
    }
}
