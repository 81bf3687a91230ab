using KubeAssert.Cluster.Observation;

namespace KubeAssert.Cluster.Diagnosing.Recognition.Networking;

/// <summary>What a pod may have been waiting for: the other services of its deployment.</summary>
internal static class Neighbours
{
    /// <summary>Whether another applied Service had no ready endpoints yet when the pod's last run began, and has pods that may come.</summary>
    public static bool WereComing(DiagnosisContext context, ObservedPod pod, DateTimeOffset begun) => context.State.Targets.Keys.Any(key =>
        key is { Group: "", Kind: "Service" } && key.Namespace == pod.Key.Namespace
        && context.State.Find<ObservedService>(key) is { SelectsPods: true } service && !service.Selects(pod.Labels)
        && (Endpoints.AreReady(context, service) ? context.Slices(key).Min(s => s.ReadySince) > begun : InMotion.IsComing(context, service)));
}
