using KubeAssert.Cluster.Observation;

namespace KubeAssert.Cluster.Diagnosing.Recognition.Storage;

/// <summary>What claims wait for.</summary>
internal static class Claims
{
    /// <summary>Whether the claim is bound only when a pod uses it: pending is its normal state until then.</summary>
    public static bool WaitsForConsumer(DiagnosisContext context, ObservedClaim claim) =>
        context.Events(claim, "WaitForFirstConsumer").Any() || context.Events(claim, "WaitForPodScheduled").Any()
        || (claim.StorageClass is { } name && context.State.Find<ObservedStorageClass>(new ObjectKey("storage.k8s.io", "StorageClass", null, name)) is { WaitsForConsumer: true });

    /// <summary>Why nothing binds the claim; null when that is not said, or was said before a class came that now works on it.</summary>
    public static ObservedEvent? Refusal(DiagnosisContext context, ObservedClaim claim)
    {
        var refused = context.Events(claim, "FailedBinding").Concat(context.Events(claim, "VolumeMismatch")).MaxBy(e => e.LastSeen);
        if (refused is null || (claim.StorageClass is { Length: > 0 } && refused.Message.Contains("no storage class is set", StringComparison.Ordinal)))
            return null;
        return context.State.EventsOf(claim).Any(e => e.Reason is "Provisioning" or "ExternalProvisioning" or "WaitForFirstConsumer" && e.LastSeen > refused.LastSeen) ? null : refused;
    }

    /// <summary>When waiting for a volume becomes pointless. The binder looks at each pending claim every 15 s: a volume that fits and came late is found by then.</summary>
    public static DateTimeOffset HopelessAt(DiagnosisContext context, ObservedClaim claim, DateTimeOffset refused) =>
        Volumes(context).Where(v => v.Fits(claim)).Select(v => (DateTimeOffset?)v.FirstSeen).Max() is { } came
            ? context.AfterGrace(context.AfterGrace(came > refused ? came : refused))
            : context.AfterGrace(refused);

    private static IEnumerable<ObservedVolume> Volumes(DiagnosisContext context) => context.State.SeesAll("", "PersistentVolume")
        ? context.State.Of<ObservedVolume>("", "PersistentVolume")
        : context.State.Targets.Values.Where(t => t.Key is { Group: "", Kind: "PersistentVolume" }).Select(t => t.Written).OfType<ObservedVolume>();

    /// <summary>A pod that can't be scheduled because no volume fits this claim, and when that is a verdict; the claim waited for it.</summary>
    public static (ObservedPod Pod, DateTimeOffset FailsAt)? UserWithoutVolume(DiagnosisContext context, ObservedClaim claim)
    {
        if (claim.Phase != "Pending" || Provisions(context, claim))
            return null;
        foreach (var pod in context.State.Pods)
        {
            if (pod.Key.Namespace == claim.Key.Namespace && Uses(pod, claim) && OwnerChain.IsCurrent(context.State, pod) && Scheduling.NoVolumeFits(context, pod) is { } failsAt)
                return (pod, failsAt);
        }

        return null;
    }

    /// <summary>Whether one of the pod's claims is what keeps it from being scheduled.</summary>
    public static bool KeepBack(DiagnosisContext context, ObservedPod pod) => context.State.Of<ObservedClaim>("", "PersistentVolumeClaim")
        .Any(c => c.Phase == "Pending" && c.Key.Namespace == pod.Key.Namespace && Uses(pod, c) && !Provisions(context, c));

    /// <summary>The volume of the manifests that comes nearest, and why it does not fit.</summary>
    public static string? NearestVolume(DiagnosisContext context, ObservedClaim claim)
    {
        var volumes = context.State.Targets.Values.Where(t => t.Key is { Group: "", Kind: "PersistentVolume" } && (claim.VolumeName is null || claim.VolumeName == t.Key.Name))
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
            yield return $"offers {MessageText.List(offered)}, the claim wants {MessageText.List(missing)}";
        var size = spec["capacity"]["storage"].Amount();
        if (size < claim.Requested)
            yield return $"has {MessageText.Resource(size, "storage")}, the claim asks for {MessageText.Resource(claim.Requested, "storage")}";
        var labels = volume["metadata"]["labels"];
        if (claim.Selector.Where(s => labels[s.Key].Text != s.Value).ToDictionary(s => s.Key, s => s.Value, StringComparer.Ordinal) is { Count: > 0 } unmatched)
            yield return $"does not carry {MessageText.Labels(unmatched)}";
    }

    private static string Named(string @class) => @class.Length > 0 ? $"class {@class}" : "no class";

    private static bool Uses(ObservedPod pod, ObservedClaim claim) =>
        !pod.IsDeleting && !pod.IsOver && pod.Dependencies.Any(d => d.Kind == claim.Key.Kind && d.Name == claim.Key.Name);

    private static bool Provisions(DiagnosisContext context, ObservedClaim claim) =>
        claim.StorageClass is { Length: > 0 } name && context.State.Find<ObservedStorageClass>(new ObjectKey("storage.k8s.io", "StorageClass", null, name)) is { Provisions: true };

    public static bool HasDefaultClass(DiagnosisContext context) => context.State.Of<ObservedStorageClass>("storage.k8s.io", "StorageClass").Any(c => c.IsDefault);

    public static string? Classes(DiagnosisContext context)
    {
        var classes = context.State.Of<ObservedStorageClass>("storage.k8s.io", "StorageClass").ToList();
        return classes.Count == 0 ? null : "the cluster's storage classes: " + MessageText.List(classes.Select(c => c.Key.Name + (c.IsDefault ? " (default)" : "")));
    }
}
