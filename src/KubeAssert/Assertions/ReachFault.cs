namespace KubeAssert.Assertions;

/// <summary>What is said of traffic that passes where it should not, or the other way round.</summary>
internal static class ReachFault
{
    private const string Decide = "decide it for your cluster: manifests.TreatingUndefinedTrafficAs(ReachVerdict.Allowed), or Denied";

    /// <summary>Traffic that should pass: what keeps it out, and the smallest change; null where it passes.</summary>
    public static Finding? Blocked(Workload from, ReachAnswer answer)
    {
        if (answer.Verdict == ReachVerdict.Allowed)
            return null;
        var obstacle = answer.Obstacle!;
        var fix = answer.Verdict == ReachVerdict.DependsOnPlugin ? Decide : obstacle.Fix;
        return At(from, obstacle, obstacle.Reason, fix);
    }

    /// <summary>Traffic that should not pass: what lets it through; null where it is kept out.</summary>
    public static Finding? Open(Workload from, ReachAnswer answer)
    {
        if (answer.Verdict == ReachVerdict.Denied)
            return null;
        if (answer.Verdict == ReachVerdict.DependsOnPlugin)
            return At(from, answer.Obstacle!, answer.Obstacle!.Reason, Decide);

        var decisions = new[] { answer.Egress, answer.Ingress }.OfType<ReachDecision>().ToList();
        var decisive = decisions.Find(d => d.Policy is not null) ?? decisions.LastOrDefault();
        var reason = decisions.Count == 0 ? "it is the same pod" : string.Join("; ", decisions.Select(d => d.Reason).Distinct(StringComparer.Ordinal));
        return At(from, decisive, $"{from.Manifest} reaches it: {reason}", "narrow that rule, or add a NetworkPolicy that selects either end");
    }

    private static Finding At(Workload from, ReachDecision? decision, string message, string? fix)
    {
        var manifest = decision?.Policy ?? from.Manifest;
        return Fault.At(manifest, decision?.Rule ?? manifest.Root, message, fix: fix);
    }
}
