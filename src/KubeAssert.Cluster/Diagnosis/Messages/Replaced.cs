using KubeAssert.Cluster.Observation;

namespace KubeAssert.Cluster.Diagnosing;

/// <summary>Pods that are over for good, but that a controller makes again: failing only where that repeats.</summary>
internal static class Replaced
{
    public static Symptom Judge(Scene scene, ErrorState state, ObservedPod pod, string found)
    {
        var owner = scene.State.OwnerOf(pod);
        var alike = owner is null ? 1 : scene.FailedAlike(owner, pod.Reason);
        var isFinal = pod.Owner is null || (alike >= scene.Patience.Crashes && pod.Owner.Kind != "Job");
        return new Symptom(state, pod)
        {
            Since = pod.PhaseSince,
            FailsAt = isFinal ? pod.PhaseSince : null,
            Found = (alike > 1 ? $"{Words.Count(alike, "pod")} so far: " : "") + found,
            Evidence = [$"pod phase Failed, {pod.Reason}: {Words.OneLine(pod.Message)}", .. Pressure(scene)],
            Rank = 5,
        };
    }

    private static IEnumerable<string> Pressure(Scene scene) =>
        scene.Nodes.SelectMany(n => n.Conditions.Where(c => c.IsTrue && c.Type.EndsWith("Pressure", StringComparison.Ordinal)).Select(c => $"node {n.Key.Name}: {c.Type}"));
}
