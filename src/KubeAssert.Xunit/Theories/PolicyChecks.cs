namespace KubeAssert.Theories;

/// <summary>Splits what a policy says into one check for each rule and object: every finding is in exactly one.</summary>
internal static class PolicyChecks
{
    public static IReadOnlyList<PolicyCheck> Of(Policy policy, ManifestSet manifests)
    {
        var open = policy.Evaluate(manifests).Findings.ToLookup(f => policy.Rules.FirstOrDefault(r => r.Info.Reports(f.RuleId))?.Id ?? f.RuleId, StringComparer.Ordinal);
        var checks = new List<PolicyCheck>();
        foreach (var rule in policy.Rules)
            Add(rule.Id, rule.Body.Subjects(manifests).Select(s => s.Manifest));

        // what the policy says about itself: exemptions that have expired or excuse nothing
        foreach (var own in open.Where(g => policy.Rules.All(r => r.Id != g.Key)))
            Add(own.Key, []);

        return checks.Count > 0
            ? checks
            : throw new TheoryDataException($"No test case: none of the {policy.Rules.Count} rules of {policy.Name} looks at any of the {manifests.Count} manifests. A theory without cases would check nothing; correct the source, or remove the test.");

        void Add(string ruleId, IEnumerable<Manifest?> subjects)
        {
            var byObject = open[ruleId].ToLookup(f => f.Manifest);
            foreach (var manifest in subjects.Concat(byObject.Select(g => g.Key)).Distinct())
                checks.Add(new PolicyCheck(policy, ruleId, manifests, manifest, byObject[manifest].ToList()));
        }
    }
}
