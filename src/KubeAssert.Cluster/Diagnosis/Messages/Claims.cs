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

    /// <summary>A pod that can't be scheduled because no volume fits this claim, and when that is a verdict; the claim waited for it.</summary>
    public static (ObservedPod Pod, DateTimeOffset FailsAt)? UserWithoutVolume(Scene scene, ObservedClaim claim)
    {
        if (claim.Phase != "Pending" || Provisions(scene, claim))
            return null;
        foreach (var pod in scene.State.Pods)
        {
            if (pod.Key.Namespace == claim.Key.Namespace && Uses(pod, claim) && Family.IsCurrent(scene.State, pod) && Scheduling.NoVolumeFits(scene, pod) is { } failsAt)
                return (pod, failsAt);
        }

        return null;
    }

    /// <summary>Whether one of the pod's claims is what keeps it from being scheduled.</summary>
    public static bool KeepBack(Scene scene, ObservedPod pod) => scene.State.Of<ObservedClaim>("", "PersistentVolumeClaim")
        .Any(c => c.Phase == "Pending" && c.Key.Namespace == pod.Key.Namespace && Uses(pod, c) && !Provisions(scene, c));

    /// <summary>The volume of the manifests that comes nearest, and why it does not fit.</summary>
    public static string? NearestVolume(Scene scene, ObservedClaim claim)
    {
        var volumes = scene.State.Targets.Values.Where(t => t.Key is { Group: "", Kind: "PersistentVolume" } && (claim.VolumeName is null || claim.VolumeName == t.Key.Name))
            .Select(t => (t.Key, t.Manifest, Lacks: Lacks(claim, t.Manifest).ToList())).Where(v => v.Lacks.Count > 0)
            .OrderBy(v => v.Lacks.Count).ThenBy(v => v.Key.Name, StringComparer.Ordinal).ToList();
        return volumes.Count == 0 ? null : $"{volumes[0].Key} ({volumes[0].Manifest.Location}) {string.Join("; ", volumes[0].Lacks)}";
    }

    private static IEnumerable<string> Lacks(ObservedClaim claim, Manifest volume)
    {
        var spec = volume["spec"];
        var @class = spec["storageClassName"].Text ?? "";
        if (@class != (claim.StorageClass ?? ""))
            yield return $"is of {Named(@class)}, the claim of {Named(claim.StorageClass ?? "")}";
        var offered = spec["accessModes"].Items.Select(m => m.Text ?? "").ToList();
        if (claim.AccessModes.Where(m => !offered.Contains(m, StringComparer.Ordinal)).ToList() is { Count: > 0 } missing)
            yield return $"offers {Words.List(offered)}, the claim wants {Words.List(missing)}";
        var size = spec["capacity"]["storage"].Amount();
        if (size < claim.Requested)
            yield return $"has {Words.Resource(size, "storage")}, the claim asks for {Words.Resource(claim.Requested, "storage")}";
        var labels = volume["metadata"]["labels"];
        if (claim.Selector.Where(s => labels[s.Key].Text != s.Value).ToDictionary(s => s.Key, s => s.Value, StringComparer.Ordinal) is { Count: > 0 } unmatched)
            yield return $"does not carry {Words.Labels(unmatched)}";
    }

    private static string Named(string @class) => @class.Length > 0 ? $"class {@class}" : "no class";

    private static bool Uses(ObservedPod pod, ObservedClaim claim) =>
        !pod.IsDeleting && !pod.IsOver && pod.Dependencies.Any(d => d.Kind == claim.Key.Kind && d.Name == claim.Key.Name);

    private static bool Provisions(Scene scene, ObservedClaim claim) =>
        claim.StorageClass is { Length: > 0 } name && scene.State.Find<ObservedStorageClass>(new ObjectKey("storage.k8s.io", "StorageClass", null, name)) is { Provisions: true };

    public static bool HasDefaultClass(Scene scene) => scene.State.Of<ObservedStorageClass>("storage.k8s.io", "StorageClass").Any(c => c.IsDefault);

    public static string? Classes(Scene scene)
    {
        var classes = scene.State.Of<ObservedStorageClass>("storage.k8s.io", "StorageClass").ToList();
        return classes.Count == 0 ? null : "the cluster's storage classes: " + Words.List(classes.Select(c => c.Key.Name + (c.IsDefault ? " (default)" : "")));
    }
}
