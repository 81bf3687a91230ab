using KubeAssert.Cluster.Observation;

namespace KubeAssert.Cluster.Diagnosing.Recognition.Containers;

internal sealed class CreateContainerErrorRecognizer : Recognizer
{
    public override ErrorState State => ErrorState.CreateContainerError;

    public override Symptom? InContainer(DiagnosisContext context, ObservedPod pod, ObservedContainer container)
    {
        if (container.WaitingReason != "CreateContainerError")
            return null;
        var message = container.WaitingMessage;
        var healsNever = StartFailure.HealsNever(message) || message.Contains("no command specified", StringComparison.Ordinal);
        var failures = context.Events(pod, container, "Failed").Where(e => e.Message.StartsWith("Error: ", StringComparison.Ordinal));
        var enough = healsNever ? container.Since : DiagnosisContext.SeenTimes(failures, context.WaitPolicy.MaxProbeKills);
        return new Symptom(State, pod)
        {
            Container = container,
            Since = enough ?? container.Since,
            FailsAt = ApiMessage.HealsByItself(message) ? null : enough ?? context.AfterGrace(container.Since),
            Found = $"the runtime can't create it: {MessageText.OneLine(StartFailure.Core(message))}",
            Fix = message.Contains("no command specified", StringComparison.Ordinal) ? "the image has no entry point: give the container a command" : StartFailure.Fix(message),
            Path = healsNever ? StartFailure.PathOf(message) : "",
            Rank = 2,
        };
    }
}
