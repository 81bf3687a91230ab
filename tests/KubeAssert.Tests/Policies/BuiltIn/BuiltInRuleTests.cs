using System.Reflection;
using KubeAssert.PolicyRules.BuiltIn;

namespace KubeAssert.Tests.RuleCatalogue;

/// <summary>Each rule against manifests that fail, that pass, and at the edge. Whole messages are on the rules' pages, which <see cref="RulePageTests"/> holds.</summary>
public sealed class BuiltInRuleTests
{
    public static TheoryData<string> Ids => new(KubeAssert.Rules.All.Select(rule => rule.Id));

    [Theory]
    [MemberData(nameof(Ids))]
    public void A_rule_reports_what_fails_and_nothing_else(string id)
    {
        var example = RuleExamples.Of(id);
        var rule = RuleOf(example);

        var fails = Findings(rule, example.Fails);
        fails.Should().NotBeEmpty().And.OnlyContain(f => f.RuleId == id && f.Fix != null && f.Documentation == rule.Info.Documentation);
        fails.Should().OnlyContain(f => f.Manifest != null && !f.Message.EndsWith('.') && !f.Message.Contains('\n', StringComparison.Ordinal));
        Findings(rule, example.Passes).Should().BeEmpty();
    }

    [Theory]
    [MemberData(nameof(Ids))]
    public void A_rule_is_right_at_its_edge(string id)
    {
        var example = RuleExamples.Of(id);

        Findings(RuleOf(example), example.EdgeManifests).Select(f => f.ToString())
            .Should().Match(found => found.Any() == example.EdgeFails, "{0}", example.Edge);
    }

    [Fact]
    public void Every_rule_has_an_example_and_no_other_is_there() =>
        RuleExamples.Ids.Should().BeEquivalentTo(KubeAssert.Rules.All.Select(rule => rule.Id));

    [Fact]
    public void Every_rule_says_why_and_what_to_do_and_where_it_is_documented() =>
        KubeAssert.Rules.All.Should().OnlyContain(rule =>
            rule.Info.Reason.Length > 0 && rule.Info.Fix != null && rule.Info.Title.Length > 0 && rule.Info.Documentation == new Uri($"docs/rules/{rule.Id}.md", UriKind.Relative));

    [Fact]
    public void Every_member_of_Rules_is_in_the_list_of_all()
    {
        var members = typeof(Rules).GetProperties(BindingFlags.Public | BindingFlags.Static).Where(p => p.PropertyType == typeof(Rule)).Select(p => ((Rule)p.GetValue(null)!).Id)
            .Concat(typeof(Rules).GetMethods(BindingFlags.Public | BindingFlags.Static).Where(m => !m.IsSpecialName && m.ReturnType == typeof(Rule)).Select(m => ((Rule)m.Invoke(null, [null])!).Id));

        KubeAssert.Rules.All.Select(rule => rule.Id).Should().BeEquivalentTo(members).And.OnlyHaveUniqueItems();
    }

    [Fact]
    public void A_rule_with_other_parameters_keeps_its_id()
    {
        foreach (var rule in BuiltInRules.All.Where(rule => rule.Parameters is not null))
            rule.Create!(Activator.CreateInstance(rule.Parameters!)!).Id.Should().Be(rule.Id);
    }

    [Fact]
    public void Every_check_of_kube_linter_and_kube_score_has_a_rule_here()
    {
        var known = KubeAssert.Rules.All.Select(rule => rule.Id).Append("api-server").ToList();

        ForeignChecks.KubeLinter.Should().HaveCount(63);
        ForeignChecks.KubeScore.Should().HaveCount(39);
        ForeignChecks.KubeLinter.Concat(ForeignChecks.KubeScore).SelectMany(check => check.Value.Rules).Should().BeSubsetOf(known);
    }

    internal static Rule RuleOf(RuleExample example) => example.Rule ?? BuiltInRules.Find(example.Id)!.Default;

    internal static IReadOnlyList<Finding> Findings(Rule rule, string manifests) => rule.Evaluate(Manifests.Parse(manifests, "web.yaml"));
}
