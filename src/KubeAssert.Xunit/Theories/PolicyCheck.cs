using FluentAssertions;
using KubeAssert.Assertions;

namespace KubeAssert;

/// <summary>One rule of a policy and one object: what a test with <c>PolicyData</c> takes.</summary>
public sealed class PolicyCheck
{
    internal PolicyCheck(Policy policy, string ruleId, ManifestSet manifests, Manifest? manifest, IReadOnlyList<Finding> findings)
    {
        Policy = policy;
        RuleId = ruleId;
        Manifests = manifests;
        Manifest = manifest;
        Findings = findings;
    }

    /// <summary>The policy.</summary>
    public Policy Policy { get; }

    /// <summary>The rule's id; for a finding about the policy itself, such as an exemption that excuses nothing any more, the finding's.</summary>
    public string RuleId { get; }

    /// <summary>All manifests that the policy was asked about.</summary>
    public ManifestSet Manifests { get; }

    /// <summary>The object; null for a rule about the set as a whole.</summary>
    public Manifest? Manifest { get; }

    /// <summary>What the rule found about the object and no exemption covers, of whatever severity.</summary>
    public IReadOnlyList<Finding> Findings { get; }

    /// <summary>Fails the test unless the object meets the rule.</summary>
    /// <param name="failsFrom">The least severity that fails; errors alone by default.</param>
    [CustomAssertion]
    public void Verify(Severity failsFrom = Severity.Error)
    {
        var failing = Findings.Where(f => f.Severity >= failsFrom).ToList();
        var reason = Policy.Rules.FirstOrDefault(r => r.Id == RuleId)?.Info.Reason ?? "";
        var because = reason.Length == 0 ? "" : " because " + reason;
        Expectation.NoFindings(
            Manifest?.ToString() ?? "the manifests", $"satisfy {RuleId} of {Policy.Name}{because}", failing, failing.Count == 1 ? "it does not" : $"it does not, in {failing.Count} places", "", []);
    }

    /// <summary>Rule and object: <c>images-are-pinned: Deployment/web</c>.</summary>
    public override string ToString() => $"{RuleId}: {Manifest?.ToString() ?? "all manifests"}";
}
