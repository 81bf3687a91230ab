using System.Globalization;

namespace KubeAssert.PolicyRules;

/// <summary>Runs a policy's rules and sets aside what is exempt and what its baseline lists.</summary>
internal static class PolicyEvaluation
{
    public const string ExpiredId = "policy/expired-exemption";
    public const string StaleId = "policy/stale-exemption";

    public static PolicyResult Run(Policy policy, ManifestSet manifests, TimeProvider time)
    {
        var open = new List<Finding>();
        var exempted = new List<ExemptedFinding>();
        Excuse(policy, manifests, time, open, exempted);

        var known = new List<Finding>();
        if (policy.Settings.Baseline is { } baseline)
            open = baseline.SetAside(open, manifests, policy.Name, known);
        return new PolicyResult(policy, manifests, open, exempted) { Known = known };
    }

    private static void Excuse(Policy policy, ManifestSet manifests, TimeProvider time, List<Finding> open, List<ExemptedFinding> exempted)
    {
        var found = RuleRun.All(policy.Rules, manifests);
        var today = DateOnly.FromDateTime(time.GetUtcNow().UtcDateTime);
        var written = AnnotationExemptions.In(manifests, policy.Rules);
        var expired = policy.Exemptions.Where(e => e.HasExpired(today)).ToList();
        var valid = policy.Exemptions.Where(e => !e.HasExpired(today)).ToLookup(e => e.RuleId, StringComparer.Ordinal);
        var used = new HashSet<Exemption>(ReferenceEqualityComparer.Instance);
        foreach (var (rule, finding) in found)
        {
            var covering = valid[finding.RuleId].Concat(finding.RuleId == rule.Id ? [] : valid[rule.Id]).Where(e => e.Covers(finding, manifests))
                .Concat(written.Covering(finding, rule)).ToList();
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

        open.AddRange(expired.Select(Expired));
        open.AddRange(written.WithoutReason);
        if (!policy.Settings.AllowsStaleExemptions)
            open.AddRange(policy.Exemptions.Where(e => !e.HasExpired(today)).Concat(written.Own).Where(e => !used.Contains(e)).Select(Stale));
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
