using KubeAssert.Cluster.Observation;

namespace KubeAssert.Cluster.Diagnosing.Recognition.Controllers;

internal sealed class FailedGetMetricsRecognizer : Recognizer
{
    public override ErrorState State => ErrorState.FailedGetMetrics;

    public override Symptom? InObject(DiagnosisContext context, ObservedObject found)
    {
        if (found is not ObservedAutoscaler { LacksMetrics: true } autoscaler || autoscaler.Condition("ScalingActive") is not { } inactive)
            return null;

        var message = inactive.Message;
        var (path, fix) = message.Contains("missing request for", StringComparison.Ordinal) ? ("/spec.metrics", "give every container of the target a request for that resource: utilisation is a share of it")
            : message.Contains("could not find the requested resource", StringComparison.Ordinal) || message.Contains("unable to fetch metrics", StringComparison.Ordinal) ? ("/spec.metrics", "run metrics-server (K3s brings it unless disabled), or the adapter that serves these metrics")
            : inactive.Reason is "AmbiguousSelector" ? ("/spec.scaleTargetRef", "let one autoscaler alone scale these pods")
            : ("/spec.metrics", State.Fix);
        return new Symptom(State, autoscaler)
        {
            Since = inactive.Since,
            Found = $"no metrics yet: {MessageText.OneLine(message)}",
            Evidence = [$"condition ScalingActive=False, {inactive.Reason}: {MessageText.OneLine(message)}"],
            Fix = fix,
            Path = path,
            IsRemark = !context.WaitPolicy.AwaitMetrics,
            Rank = 25,
        };
    }
}
