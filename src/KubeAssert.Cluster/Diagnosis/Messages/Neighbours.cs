using KubeAssert.Cluster.Observation;

namespace KubeAssert.Cluster.Diagnosing;

/// <summary>What a pod may have been waiting for: the other services of its deployment.</summary>
internal static class Neighbours
{
    /// <summary>Whether another applied Service had no ready endpoints yet when the pod's last run began, and has pods that may come.</summary>
    public static bool WereComing(Scene scene, ObservedPod pod, DateTimeOffset begun) => scene.State.Targets.Keys.Any(key =>
        key is { Group: "", Kind: "Service" } && key.Namespace == pod.Key.Namespace
        && scene.State.Find<ObservedService>(key) is { SelectsPods: true } service && !service.Selects(pod.Labels)
        && (Endpoints.AreReady(scene, service) ? scene.Slices(key).Min(s => s.ReadySince) > begun : Endpoints.HasPods(scene, service)));
}
