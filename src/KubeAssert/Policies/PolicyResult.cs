namespace KubeAssert;

/// <summary>What a policy says about a set.</summary>
public sealed class PolicyResult
{
    internal PolicyResult(Policy policy, ManifestSet manifests, IReadOnlyList<Finding> findings, IReadOnlyList<ExemptedFinding> exempted)
    {
        Policy = policy;
        Manifests = manifests;
        Findings = findings;
        Exempted = exempted;
    }

    /// <summary>The policy.</summary>
    public Policy Policy { get; }

    /// <summary>What it was asked about.</summary>
    public ManifestSet Manifests { get; }

    /// <summary>
    /// What was found and is not exempt. Exemptions that have expired or match nothing any more are findings themselves
    /// (<c>policy/expired-exemption</c>, <c>policy/stale-exemption</c>), as are annotations that give no reason (<c>policy/exemption-without-reason</c>), and so is a baseline's entry that was fixed (<c>policy/fixed-in-baseline</c>).
    /// </summary>
    public IReadOnlyList<Finding> Findings { get; }

    /// <summary>What was found and is exempt, with the exemption that covers it.</summary>
    public IReadOnlyList<ExemptedFinding> Exempted { get; }

    /// <summary>What was found and is listed in the policy's baseline.</summary>
    /// <value>Empty for a policy without one.</value>
    public IReadOnlyList<Finding> Known { get; internal init; } = [];

    /// <summary>Whether nothing of at least the given severity was found.</summary>
    /// <value>Errors alone fail by default.</value>
    public bool IsMet(Severity failsFrom = Severity.Error) => Findings.All(f => f.Severity < failsFrom);
}

/// <summary>A finding and why it does not count.</summary>
/// <param name="Finding">The finding.</param>
/// <param name="Exemption">What covers it.</param>
public sealed record ExemptedFinding(Finding Finding, Exemption Exemption);
