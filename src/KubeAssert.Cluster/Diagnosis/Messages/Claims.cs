using KubeAssert.Cluster.Observation;

namespace KubeAssert.Cluster.Diagnosing;

/// <summary>What claims wait for.</summary>
internal static class Claims
{
    /// <summary>Whether the claim is bound only when a pod uses it: pending is its normal state until then.</summary>
    public static bool WaitsForConsumer(Scene scene, ObservedClaim claim) =>
        scene.Events(claim, "WaitForFirstConsumer").Any() || scene.Events(claim, "WaitForPodScheduled").Any()
        || (claim.StorageClass is { } name && scene.State.Find<ObservedStorageClass>(new ObjectKey("storage.k8s.io", "StorageClass", null, name)) is { WaitsForConsumer: true });

    /// <summary>Why nothing binds the claim; null when that is not said, or was said before a class came that now works on it.</summary>
    public static ObservedEvent? Refusal(Scene scene, ObservedClaim claim)
    {
        var refused = scene.Events(claim, "FailedBinding").Concat(scene.Events(claim, "VolumeMismatch")).MaxBy(e => e.LastSeen);
        if (refused is null || (claim.StorageClass is { Length: > 0 } && refused.Message.Contains("no storage class is set", StringComparison.Ordinal)))
            return null;
        return scene.State.EventsOf(claim).Any(e => e.Reason is "Provisioning" or "ExternalProvisioning" or "WaitForFirstConsumer" && e.LastSeen > refused.LastSeen) ? null : refused;
    }

    /// <summary>When waiting for a volume becomes pointless. The binder looks at each pending claim every 15 s: a volume that fits and came late is found by then.</summary>
    public static DateTimeOffset HopelessAt(Scene scene, ObservedClaim claim, DateTimeOffset refused) =>
        Volumes(scene).Where(v => v.Fits(claim)).Select(v => (DateTimeOffset?)v.FirstSeen).Max() is { } came
            ? scene.AfterGrace(scene.AfterGrace(came > refused ? came : refused))
            : scene.AfterGrace(refused);

    private static IEnumerable<ObservedVolume> Volumes(Scene scene) => scene.State.SeesAll("", "PersistentVolume")
        ? scene.State.Of<ObservedVolume>("", "PersistentVolume")
        : scene.State.Targets.Values.Where(t => t.Key is { Group: "", Kind: "PersistentVolume" }).Select(t => t.Written).OfType<ObservedVolume>();

    public static bool HasDefaultClass(Scene scene) => scene.State.Of<ObservedStorageClass>("storage.k8s.io", "StorageClass").Any(c => c.IsDefault);

    public static string? Classes(Scene scene)
    {
        var classes = scene.State.Of<ObservedStorageClass>("storage.k8s.io", "StorageClass").ToList();
        return classes.Count == 0 ? null : "the cluster's storage classes: " + Words.List(classes.Select(c => c.Key.Name + (c.IsDefault ? " (default)" : "")));
    }
}
