namespace KubeAssert;

/// <summary>An answer to a question of reachability, with what decided it. Immutable.</summary>
/// <param name="Verdict">Whether the traffic passes.</param>
/// <param name="Egress">What the policies of the sending end say; null where it has none, as an address outside has not.</param>
/// <param name="Ingress">What the policies of the receiving end say; null where it has none.</param>
public sealed record ReachAnswer(ReachVerdict Verdict, ReachDecision? Egress, ReachDecision? Ingress)
{
    /// <summary>The decision that keeps the traffic out or leaves it open; null where it passes.</summary>
    public ReachDecision? Obstacle =>
        Egress is { Verdict: not ReachVerdict.Allowed } ? Egress : Ingress is { Verdict: not ReachVerdict.Allowed } ? Ingress : null;
}
