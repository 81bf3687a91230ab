using KubeAssert.Cluster.Diagnosing;
using KubeAssert.Cluster.Observation;

namespace KubeAssert.Cluster;

public sealed partial class ErrorState
{
    /// <summary>No node can take a pod.</summary>
    public static ErrorState Unschedulable { get; } = new(
        "Unschedulable",
        ErrorStateClass.Configuration,
        "no node can take a pod",
        "The scheduler looked at every node and none fits: not enough processor or memory, labels that no node has, taints that the pod does not tolerate, ports already taken, or a claim that is not there.",
        "Ask for less, correct the selector, tolerate the taint, or make the claim.",
        "condition `PodScheduled=False`, reason `Unschedulable`; event `FailedScheduling`");
}

internal sealed class UnschedulableRecogniser : Recogniser
{
    public override ErrorState State => ErrorState.Unschedulable;

    public override Symptom? InPod(Scene scene, ObservedPod pod)
    {
        if (pod.IsOver)
            return null;
        if (pod.NodeName is { } name)
            return OnUnknownNode(scene, pod, name);
        if (scene.Events(pod, "FailedResourceClaimCreation").LastOrDefault() is { } unmade && ApiMessage.MissingObject(unmade.Message, pod.Key.Namespace) is { } template)
            return WithoutResources(scene, pod, unmade, template);
        if (pod.Condition("PodScheduled") is not { } refused)
            return Unseen(pod);
        if (refused is not { IsFalse: true, Reason: not "SchedulingGated" })
            return null;

        var said = scene.Events(pod, "FailedScheduling").LastOrDefault();
        var symptom = new Symptom(State, pod)
        {
            Since = refused.Since,
            Found = "no node can take it",
            Evidence = [$"condition PodScheduled=False, {refused.Reason}: {Words.OneLine(refused.Message, 400)}", .. said is null ? Array.Empty<string>() : [scene.Describe(said)]],
            Rank = 9,
        };

        return Scheduling.Read(scene, pod, refused.Message, symptom);
    }

    // a pod that names its node passes the scheduler by; one for each node is made by a DaemonSet
    private Symptom? OnUnknownNode(Scene scene, ObservedPod pod, string name)
    {
        var node = new ObjectKey("", "Node", null, name);
        if (pod.Containers.Any(c => c.HasStatus) || pod.Owner?.Kind == "DaemonSet" || scene.Nodes.Count == 0 || scene.Exists(node) != false)
            return null;
        var symptom = new Symptom(State, pod)
        {
            Since = pod.FirstSeen,
            FailsAt = scene.AfterGrace(pod.FirstSeen),
            Found = "",
            Explanation = $"A pod that names its node is given to that node without the scheduler. No node is called {name}, so nobody runs the pod, and no event says so.",
            Fix = "leave nodeName out, or name a node that exists",
            Nearest = Model.Nearest.Name(name, scene.Nodes.Select(n => n.Key.Name)) is { } near ? $"the cluster has Node/{near}" : null,
            Path = "nodeName",
            Rank = 9,
        };
        return Missing.Object(scene, symptom, node, pod);
    }

    // the claim is made from a template before the scheduler looks at the pod
    private Symptom WithoutResources(Scene scene, ObservedPod pod, ObservedEvent said, ObjectKey template) => Missing.Object(scene, new Symptom(State, pod)
    {
        Since = said.FirstSeen,
        FailsAt = scene.AfterGrace(said.FirstSeen),
        Found = "",
        Evidence = [scene.Describe(said)],
        Path = "resourceClaims",
        Rank = 9,
    }, template, pod);

    private Symptom? Unseen(ObservedPod pod) => pod.IsGated || pod.SchedulerName == ObservedPod.DefaultScheduler ? null : new Symptom(State, pod)
    {
        Since = pod.FirstSeen,
        Found = $"waits for scheduler {pod.SchedulerName}, which has not looked at it",
        Explanation = "A pod is given a node by the scheduler that it names. Where none of that name runs, the pod waits for ever, and no event says so.",
        Fix = $"run scheduler {pod.SchedulerName}, or leave schedulerName out",
        Path = "schedulerName",
        Rank = 21,
    };
}
