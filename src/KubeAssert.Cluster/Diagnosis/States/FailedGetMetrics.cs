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
        "The autoscaler found its target but not the numbers to scale by. After a start metrics take a minute; without a metrics server, or without requests on the containers, they never come. It holds up nobody.",
        "Run metrics-server (K3s brings it unless disabled), and give the containers requests for what is scaled by.",
        "condition `ScalingActive=False`, reasons `FailedGetResourceMetric` and its like");
}

internal sealed class FailedGetMetricsRecogniser : Recogniser
{
    public override ErrorState State => ErrorState.FailedGetMetrics;

    public override Symptom? InObject(Scene scene, ObservedObject found) =>
        found is not ObservedAutoscaler autoscaler || autoscaler.Condition("ScalingActive") is not { IsFalse: true } inactive
            || !inactive.Reason.StartsWith("FailedGet", StringComparison.Ordinal) ? null : new Symptom(State, autoscaler)
        {
            Since = inactive.Since,
            Found = $"no metrics yet: {Words.OneLine(inactive.Message)}",
            Path = "/spec.metrics",
            IsRemark = true,
            Rank = 25,
        };
}
