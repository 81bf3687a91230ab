using KubeAssert.Cluster.Observation;

namespace KubeAssert.Cluster.Diagnosing.Recognition.Pods;

internal sealed class UnschedulableRecognizer : Recognizer
{
    public override ErrorState State => ErrorState.Unschedulable;

    public override Symptom? InPod(DiagnosisContext context, ObservedPod pod)
    {
        if (pod.IsOver)
            return null;
        if (pod.NodeName is { } name)
            return OnUnknownNode(context, pod, name);
        if (context.Events(pod, "FailedResourceClaimCreation").LastOrDefault() is { } unmade && ApiMessage.MissingObject(unmade.Message, pod.Key.Namespace) is { } template)
            return WithoutResources(context, pod, unmade, template);
        if (pod.Condition("PodScheduled") is not { } refused)
            return Unseen(pod);
        if (refused is not { IsFalse: true, Reason: not "SchedulingGated" })
            return null;

        var said = context.Events(pod, "FailedScheduling").LastOrDefault();
        var symptom = new Symptom(State, pod)
        {
            Since = refused.Since,
            Found = "no node can take it",
            Evidence = [$"condition PodScheduled=False, {refused.Reason}: {MessageText.OneLine(refused.Message, 400)}", .. said is null ? Array.Empty<string>() : [context.Describe(said)]],
            Rank = 9,
        };

        return Scheduling.Read(context, pod, refused.Message, symptom);
    }

    // a pod that names its node passes the scheduler by; one for each node is made by a DaemonSet
    private Symptom? OnUnknownNode(DiagnosisContext context, ObservedPod pod, string name)
    {
        var node = new ObjectKey("", "Node", null, name);
        if (pod.Containers.Any(c => c.HasStatus) || pod.Owner?.Kind == "DaemonSet" || context.Nodes.Count == 0 || context.Exists(node) != false)
            return null;
        var symptom = new Symptom(State, pod)
        {
            Since = pod.FirstSeen,
            FailsAt = context.AfterGrace(pod.FirstSeen),
            Found = "",
            Explanation = $"A pod that names its node is given to that node without the scheduler. No node is called {name}, so nobody runs the pod, and no event says so.",
            Fix = "leave nodeName out, or name a node that exists",
            Nearest = Texts.Nearest.Name(name, context.Nodes.Select(n => n.Key.Name)) is { } near ? $"the cluster has Node/{near}" : null,
            Path = "nodeName",
            Rank = 9,
        };
        return Missing.Object(context, symptom, node, pod);
    }

    // the claim is made from a template before the scheduler looks at the pod
    private Symptom WithoutResources(DiagnosisContext context, ObservedPod pod, ObservedEvent said, ObjectKey template) => Missing.Object(context, new Symptom(State, pod)
    {
        Since = said.FirstSeen,
        FailsAt = context.AfterGrace(said.FirstSeen),
        Found = "",
        Evidence = [context.Describe(said)],
        Path = "resourceClaims",
        Rank = 9,
    }, template, pod);

    private Symptom? Unseen(ObservedPod pod) => pod.IsGated || pod.SchedulerName == ObservedPod.DefaultScheduler ? null : new Symptom(State, pod)
    {
        Since = pod.FirstSeen,
        Found = $"waits for scheduler {pod.SchedulerName}, which has not looked at it",
        Explanation = "A pod is given a node by the scheduler that it names. Where none of that name runs, the pod waits forever, and no event says so.",
        Fix = $"run scheduler {pod.SchedulerName}, or leave schedulerName out",
        Path = "schedulerName",
        Rank = 21,
    };
}
