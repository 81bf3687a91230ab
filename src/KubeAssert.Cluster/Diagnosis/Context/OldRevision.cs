using KubeAssert.Cluster.Observation;

namespace KubeAssert.Cluster.Diagnosing.Context;

/// <summary>Pods that a StatefulSet or DaemonSet made of a template that is no longer wanted.</summary>
internal static class OldRevision
{
    /// <summary>Whether the pod is of an older template; null when that can't be told.</summary>
    public static bool? Is(ObservedWorkload set, ObservedPod pod) => set.Key.Kind switch
    {
        "DaemonSet" when set.TemplateGeneration is { } wanted && pod.Labels.TryGetValue("pod-template-generation", out var has) => wanted != has,
        "StatefulSet" when set.UpdateRevision is { } wanted && pod.Labels.TryGetValue("controller-revision-hash", out var has) => wanted != has && Ordinal(pod) >= set.Partition,
        _ => null,
    };

    /// <summary>Whether the controller replaces the pod by itself, broken as it may be.</summary>
    public static bool IsReplaced(ObservedWorkload set, ObservedPod pod) =>
        !set.UpdatesOnDelete && (set.Key.Kind == "DaemonSet" || set.ManagesInParallel) && Is(set, pod) == true;

    /// <summary>Adds to what is said of a broken pod that the update waits for it forever.</summary>
    public static Symptom Amend(DiagnosisContext context, ObservedPod pod, Symptom symptom)
    {
        if (context.State.OwnerOf(pod) is not ObservedWorkload { Key.Kind: "StatefulSet" or "DaemonSet" } set || Is(set, pod) != true)
            return symptom;
        return symptom with
        {
            Explanation = $"{pod.Key} is still of the older revision. "
                + (set.UpdatesOnDelete ? "With updateStrategy OnDelete a pod is only replaced once it is deleted. "
                    : "A StatefulSet goes on only when all its pods are ready, and this one never will be, so the update waits for it forever. ")
                + (symptom.Explanation ?? symptom.State.Explanation),
            Fix = $"delete {pod.Key}: it is made anew from the present template"
                + (set.UpdatesOnDelete ? "" : "; podManagementPolicy: Parallel replaces broken pods by itself"),
        };
    }

    private static int Ordinal(ObservedPod pod) =>
        int.TryParse(pod.Key.Name.AsSpan(pod.Key.Name.LastIndexOf('-') + 1), System.Globalization.NumberStyles.None, System.Globalization.CultureInfo.InvariantCulture, out var number) ? number : int.MaxValue;
}
