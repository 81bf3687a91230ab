using KubeAssert.Cluster.Observation;

namespace KubeAssert.Cluster.Diagnosing.Recognition.Containers;

internal sealed class RunContainerErrorRecognizer : Recognizer
{
    public override ErrorState State => ErrorState.RunContainerError;

    public override Symptom? InContainer(DiagnosisContext context, ObservedPod pod, ObservedContainer container)
    {
        if (!IsMeant(container))
            return null;

        var ended = container.LastTermination;
        var message = container.WaitingReason == "RunContainerError" && container.WaitingMessage.Length > 0 ? container.WaitingMessage : ended?.Message ?? "";
        var healsNever = StartFailure.HealsNever(message);
        var seen = container.LastExitSeen ?? container.Since;
        return new Symptom(State, pod)
        {
            Container = container,
            Since = seen,
            FailsAt = healsNever || container.Exits >= context.WaitPolicy.MaxCrashes ? seen : null,
            Found = StartFailure.Say(message),
            Explanation = message.Length > 0 ? $"The runtime says: {MessageText.OneLine(StartFailure.Core(message), 400)}" : null,
            Fix = StartFailure.Fix(message),
            ExitCode = ended?.ExitCode,
            Path = StartFailure.PathOf(message),
            Rank = 3,
        };
    }

    internal static bool IsMeant(ObservedContainer container) =>
        !container.IsRunning && (container.WaitingReason == "RunContainerError" || container.LastTermination?.Reason is "StartError" or "ContainerCannotRun");
}
