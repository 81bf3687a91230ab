namespace KubeAssert;

/// <summary>What the policies at one end say. Immutable.</summary>
/// <param name="Verdict">Whether they let the traffic through.</param>
/// <param name="Reason">Why, as a clause: <c>NetworkPolicy/db selects it, and none of its ingress rules lets in Pod/web</c>.</param>
public sealed record ReachDecision(ReachVerdict Verdict, string Reason)
{
    /// <summary>The policies that restrict this end in this direction.</summary>
    public IReadOnlyList<Manifest> Policies { get; init; } = [];

    /// <summary>The rule that decided; where none did, the policies that have none that fits. Null where no policy applies.</summary>
    public Node? Rule { get; init; }

    /// <summary>The policy that decided; null where none applies.</summary>
    public Manifest? Policy { get; init; }

    /// <summary>The smallest change that would let the traffic through; null where it passes or none is known.</summary>
    public string? Fix { get; init; }
}
