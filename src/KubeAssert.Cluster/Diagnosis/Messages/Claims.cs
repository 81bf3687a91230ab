using KubeAssert.Cluster.Observation;

namespace KubeAssert.Cluster.Diagnosing;

/// <summary>What claims wait for.</summary>
internal static class Claims
{
    /// <summary>Whether the claim is bound only when a pod uses it: pending is its normal state until then.</summary>
    public static bool WaitsForConsumer(Scene scene, ObservedClaim claim) =>
        scene.Events(claim, "WaitForFirstConsumer").Any() || scene.Events(claim, "WaitForPodScheduled").Any()
        || (claim.StorageClass is { } name && scene.State.Find<ObservedStorageClass>(new ObjectKey("storage.k8s.io", "StorageClass", null, name)) is { WaitsForConsumer: true });

    public static string? Classes(Scene scene)
    {
        var classes = scene.State.Of<ObservedStorageClass>("storage.k8s.io", "StorageClass").ToList();
        return classes.Count == 0 ? null : "the cluster's storage classes: " + Words.List(classes.Select(c => c.Key.Name + (c.IsDefault ? " (default)" : "")));
    }
}
