namespace Org.KubernetesPolicies;

/// <summary>What <see cref="HouseRules.EnoughReplicas"/> can be told.</summary>
public sealed record HouseReplicas
{
    /// <summary>How many pods a Deployment runs at least.</summary>
    /// <value>2: one may be evicted while the other answers.</value>
    public int AtLeast { get; init; } = 2;
}
