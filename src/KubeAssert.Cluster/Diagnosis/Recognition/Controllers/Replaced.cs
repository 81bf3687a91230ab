using KubeAssert.Cluster.Observation;

namespace KubeAssert.Cluster.Diagnosing.Recognition.Controllers;

/// <summary>Pods that are over for good, but that a controller makes again: failing only where that repeats.</summary>
internal static class Replaced
{
    public static Symptom Judge(DiagnosisContext context, ErrorState state, ObservedPod pod, string found)
    {
        var owner = context.State.OwnerOf(pod);
        var alike = owner is null ? 1 : context.FailedAlike(owner, pod.Reason);
        var rounds = owner is null ? 1 : Rounds(context, owner, pod.Reason);
        var isFinal = pod.Owner is null || (rounds >= context.WaitPolicy.MaxCrashes && pod.Owner.Kind != "Job");
        return new Symptom(state, pod)
        {
            Since = pod.PhaseSince,
            FailsAt = isFinal ? pod.PhaseSince : null,
            Found = (alike > 1 ? $"{MessageText.Count(alike, "pod")} so far: " : "") + found,
            Evidence = [$"pod phase Failed, {pod.Reason}: {MessageText.OneLine(pod.Message)}", .. Pressure(context)],
            Rank = 5,
        };
    }

    // pods that go at once are one event of the node; only a replacement that goes the same way shows that it repeats
    private static int Rounds(DiagnosisContext context, ObservedObject owner, string reason)
    {
        var (rounds, endOfRound) = (0, DateTimeOffset.MinValue);
        foreach (var pod in context.State.PodsOf(owner).Where(p => p.Phase == "Failed" && p.Reason == reason).OrderBy(p => p.FirstSeen))
        {
            if (rounds == 0 || pod.FirstSeen >= endOfRound)
                (rounds, endOfRound) = (rounds + 1, pod.PhaseSince);
        }

        return rounds;
    }

    private static IEnumerable<string> Pressure(DiagnosisContext context) =>
        context.Nodes.SelectMany(n => n.Conditions.Where(c => c.IsTrue && c.Type.EndsWith("Pressure", StringComparison.Ordinal)).Select(c => $"node {n.Key.Name}: {c.Type}"));
}
