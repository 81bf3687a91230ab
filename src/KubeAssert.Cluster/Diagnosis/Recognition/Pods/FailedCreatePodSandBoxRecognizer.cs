using KubeAssert.Cluster.Observation;

namespace KubeAssert.Cluster.Diagnosing.Recognition.Pods;

internal sealed class FailedCreatePodSandBoxRecognizer : Recognizer
{
    public override ErrorState State => ErrorState.FailedCreatePodSandBox;

    public override Symptom? InPod(DiagnosisContext context, ObservedPod pod)
    {
        if (pod.IsOver || context.HasSandbox(pod))
            return null;
        var failures = context.Events(pod, "FailedCreatePodSandBox").Concat(context.Events(pod, "NetworkNotReady")).ToList();
        if (failures.Count == 0)
            return null;

        var said = failures[^1];
        var handler = ApiMessage.Quoted(said.Message, "no runtime for ");
        var enough = DiagnosisContext.SeenTimes(context.Events(pod, "FailedCreatePodSandBox"), context.WaitPolicy.MaxNodeFailures);
        var lasting = failures.Min(f => f.FirstSeen) + context.WaitPolicy.NodeOperationTimeout;
        return new Symptom(State, pod)
        {
            Since = enough is null ? said.FirstSeen : enough > lasting ? enough.Value : lasting,
            FailsAt = enough is null ? null : enough > lasting ? enough : lasting,
            Found = handler is null ? $"its sandbox can't be made: {MessageText.OneLine(said.Message)}" : $"runtime handler {handler}, which its RuntimeClass names, is not configured on node {pod.NodeName}",
            Explanation = handler is null ? null : $"The runtime says: {MessageText.OneLine(said.Message, 400)}",
            Fix = handler is null ? null : $"configure handler {handler} in the node's container runtime, or leave runtimeClassName out",
            Path = handler is null ? "" : "runtimeClassName",
            Evidence = [context.Describe(said)],
            Rank = 9,
        };
    }
}
