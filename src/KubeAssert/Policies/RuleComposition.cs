using KubeAssert.PolicyRules;

namespace KubeAssert;

/// <content>Rules made of rules.</content>
public sealed partial class Rule
{
    /// <summary>Met where all of the rules are met; reports what each of them reports, under its own id.</summary>
    public static Rule AllOf(string id, params Rule[] rules) =>
        new(NewInfo(id, string.Join(" and ", rules.Select(r => r.Info.Title))) with { AppliesTo = Nouns(rules), Parts = [.. rules.Select(r => r.Info)] }, new AllOfBody(rules));

    /// <summary>Met for an object where at least one of the rules says nothing against it.</summary>
    public static Rule AnyOf(string id, params Rule[] rules) =>
        new(NewInfo(id, string.Join(" or ", rules.Select(r => r.Info.Title))) with { AppliesTo = Nouns(rules) }, new AnyOfBody(rules));

    /// <summary>Met for an object where the rule, which must apply to it, does say something against it.</summary>
    public static Rule Not(string id, Rule rule)
    {
        ArgumentNullException.ThrowIfNull(rule);
        return new(NewInfo(id, $"not: {rule.Info.Title}") with { AppliesTo = rule.Info.AppliesTo }, new NotBody(rule));
    }

    /// <summary>Asks the rule only about manifests that meet a condition. Rules about the set as a whole are asked as they are, and their findings filtered.</summary>
    public static Rule When(Func<Manifest, bool> condition, Rule rule)
    {
        ArgumentNullException.ThrowIfNull(condition);
        ArgumentNullException.ThrowIfNull(rule);
        var tuning = rule.Tuning is { } own ? own with { Make = p => When(condition, own.Make(p)) } : null;
        return new(rule.Info, new WhenBody(condition, rule), tuning);
    }

    private static string Nouns(Rule[] rules) => string.Join(", ", rules.Select(r => r.Info.AppliesTo).Distinct(StringComparer.Ordinal));

    private sealed class AllOfBody(Rule[] rules) : RuleBody
    {
        public override IEnumerable<RuleSubject> Subjects(ManifestSet manifests) => [new RuleSubject(manifests, null, null)];

        public override IEnumerable<Finding> Check(RuleSubject subject, RuleContext context) => rules.SelectMany(r => r.Evaluate(context));
    }

    /// <summary>Groups what each rule says by manifest once, so that the cost stays linear.</summary>
    private sealed class AnyOfBody(Rule[] rules) : RuleBody
    {
        public override IEnumerable<RuleSubject> Subjects(ManifestSet manifests) => [new RuleSubject(manifests, null, null)];

        public override IEnumerable<Finding> Check(RuleSubject subject, RuleContext context)
        {
            var perRule = rules.Select(r => r.Evaluate(context).ToLookup(f => f.Manifest)).ToList();
            foreach (var manifest in context.Manifests)
            {
                var all = perRule.Select(findings => findings[manifest].FirstOrDefault()).ToList();
                if (all.Count > 0 && all.TrueForAll(f => f is not null))
                {
                    yield return context.Finding(
                        manifest.Root,
                        "meets none of these: " + string.Join("; ", rules.Zip(all, (r, f) => $"{r.Id} ({f!.Path}{(f.Path.Length > 0 ? " " : "")}{f.Message})")),
                        fix: string.Join(", or ", all.Select(f => f!.Fix).OfType<string>()) is { Length: > 0 } fix ? fix : null);
                }
            }
        }
    }

    private sealed class NotBody(Rule rule) : RuleBody
    {
        public override IEnumerable<RuleSubject> Subjects(ManifestSet manifests) => rule.Body.Subjects(manifests);

        public override IEnumerable<Finding> Check(RuleSubject subject, RuleContext context)
        {
            if (!rule.Body.Check(subject, context.For(rule.Info)).Any())
                yield return context.Finding(subject.Node ?? context.Manifests[0].Root, $"meets '{rule.Info.Title}', and must not");
        }
    }

    private sealed class WhenBody(Func<Manifest, bool> condition, Rule rule) : RuleBody
    {
        public override IEnumerable<RuleSubject> Subjects(ManifestSet manifests) =>
            rule.Body.Subjects(manifests).Where(s => s.Manifest is null || condition(s.Manifest));

        public override IEnumerable<Finding> Check(RuleSubject subject, RuleContext context) =>
            rule.Body.Check(subject, context).Where(f => subject.Manifest is not null || f.Manifest is null || condition(f.Manifest));
    }
}
