using System.Globalization;

namespace KubeAssert.PolicyRules;

/// <summary>Runs a policy's rules and sets aside what is exempt.</summary>
internal static class PolicyEvaluation
{
    public const string ExpiredId = "policy/expired-exemption";
    public const string StaleId = "policy/stale-exemption";

    public static PolicyResult Run(Policy policy, ManifestSet manifests, TimeProvider time)
    {
        var context = new RuleContext(manifests);
        var found = policy.Rules.SelectMany(rule => rule.Evaluate(context)).ToList();
        var today = DateOnly.FromDateTime(time.GetUtcNow().UtcDateTime);

        var exemptions = policy.Exemptions.Concat(AnnotationExemptions.In(manifests, policy.Rules)).ToList();
        var valid = exemptions.Where(e => !e.HasExpired(today)).ToLookup(e => e.RuleId, StringComparer.Ordinal);
        var used = new HashSet<Exemption>(ReferenceEqualityComparer.Instance);
        var open = new List<Finding>();
        var exempted = new List<ExemptedFinding>();
        foreach (var finding in found)
        {
            var covering = valid[finding.RuleId].Where(e => e.Covers(finding, manifests)).ToList();
            if (covering is [var exemption, ..])
            {
                used.UnionWith(covering);
                exempted.Add(new ExemptedFinding(finding, exemption));
            }
            else
            {
                open.Add(finding);
            }
        }

        open.AddRange(exemptions.Where(e => e.HasExpired(today)).Select(Expired));
        if (!policy.Settings.AllowsStaleExemptions)
            open.AddRange(valid.SelectMany(g => g).Where(e => !used.Contains(e)).Select(Stale));
        return new PolicyResult(policy, manifests, open, exempted);
    }

    private static Finding Expired(Exemption exemption) => new()
    {
        RuleId = ExpiredId,
        Location = exemption.Location,
        Message = $"the exemption from {exemption.RuleId} for {exemption.Target} ended on {exemption.Until?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)} ({exemption.Reason})",
        Fix = "mend what it excused, or give it a new end and say why",
    };

    private static Finding Stale(Exemption exemption) => new()
    {
        RuleId = StaleId,
        Location = exemption.Location,
        Message = $"the exemption from {exemption.RuleId} for {exemption.Target} excuses nothing any more ({exemption.Reason})",
        Fix = "remove it",
    };
}
