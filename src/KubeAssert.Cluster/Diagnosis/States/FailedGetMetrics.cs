using KubeAssert.Cluster.Diagnosing;
using KubeAssert.Cluster.Observation;

namespace KubeAssert.Cluster;

public sealed partial class ErrorState
{
    /// <summary>An autoscaler gets no metrics.</summary>
    public static ErrorState FailedGetMetrics { get; } = new(
        "FailedGetMetrics",
        ErrorStateClass.SelfHealing,
        "an autoscaler gets no metrics",
        "The autoscaler found its target but not the numbers to scale by. After a start metrics take a minute; without a metrics server, or without requests on the containers, they never come. It holds up nobody, unless Patience.AwaitMetrics says so.",
        "Run metrics-server (K3s brings it unless disabled), and give the containers requests for what is scaled by.",
        "condition `ScalingActive=False`, reasons `FailedGetResourceMetric` and its like");
}

internal sealed class FailedGetMetricsRecogniser : Recogniser
{
    public override ErrorState State => ErrorState.FailedGetMetrics;

    public override Symptom? InObject(Scene scene, ObservedObject found)
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
            Found = $"no metrics yet: {Words.OneLine(message)}",
            Evidence = [$"condition ScalingActive=False, {inactive.Reason}: {Words.OneLine(message)}"],
            Fix = fix,
            Path = path,
            IsRemark = !scene.Patience.AwaitMetrics,
            Rank = 25,
        };
    }
}
