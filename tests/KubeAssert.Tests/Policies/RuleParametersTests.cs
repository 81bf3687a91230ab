using KubeAssert.PolicyRules;
using KubeAssert.PolicyRules.BuiltIn;

namespace KubeAssert.Tests.Policies;

public sealed class RuleParametersTests
{
    private static readonly ManifestSet Web = Manifests.Parse("{apiVersion: apps/v1, kind: Deployment, metadata: {name: web}, spec: {replicas: 2}}", "web.yaml");

    [Fact]
    public void A_rule_has_its_defaults_until_it_is_told_something_else()
    {
        ReplicaParameters.Rule.Should().NotReport(Web);
        ReplicaParameters.Rule.With(new ReplicaParameters { AtLeast = 3 }).Should().Report(Web).Which[0].Message.Should().Be("has 2, not 3");
    }

    [Fact]
    public void A_rule_says_what_it_was_told() =>
        ReplicaParameters.Rule.With(new ReplicaParameters { AtLeast = 3, Labels = new Dictionary<string, string> { ["a"] = "b" } }).Info.Parameters
            .Should().Be("atLeast: 3, kinds: [Deployment], memory: none, strictness: lax, strict: false, labels: {a: b}");

    [Fact]
    public void What_else_was_changed_of_a_rule_stays()
    {
        var rule = ReplicaParameters.Rule.Severity(Severity.Warning).Because("we say so").With(new ReplicaParameters { AtLeast = 3 });

        rule.Info.Should().BeEquivalentTo(new { Severity = Severity.Warning, Reason = "we say so", Title = "A workload has 3 replicas at least" });
    }

    [Fact]
    public void A_rule_under_a_condition_can_still_be_told()
    {
        var rule = Rule.When(m => m.Name == "web", ReplicaParameters.Rule).With(new ReplicaParameters { AtLeast = 3 });

        rule.Should().Report(Web);
        rule.Should().NotReport(Web[0].With("metadata.name", "other"));
    }

    [Fact]
    public void A_policy_tells_one_of_its_rules()
    {
        var policy = Policy.Of("ours", ReplicaParameters.Rule).With("minimum-replicas", new ReplicaParameters { AtLeast = 3 });

        policy.Evaluate(Web).Findings.Should().ContainSingle();
    }

    [Fact]
    public void Parameters_of_another_rule_are_refused()
    {
        var other = () => ReplicaParameters.Rule.With("3");
        var none = () => Rule.Field("spec", FieldTest.Set).With(new ReplicaParameters());

        other.Should().Throw<ArgumentException>().WithMessage("The rule 'minimum-replicas' takes ReplicaParameters, not String.*");
        none.Should().Throw<ArgumentException>().WithMessage("The rule 'manifest-spec' has no parameters.*");
    }

    [Fact]
    public void Every_rule_of_the_package_that_is_made_with_parameters_can_be_told_them_later()
    {
        foreach (var rule in BuiltInRules.All.Where(r => r.Parameters is not null))
            rule.Default.Told(Activator.CreateInstance(rule.Parameters!)!).Id.Should().Be(rule.Id);
    }

    [Fact]
    public void A_rule_of_a_pack_is_told_by_a_policy_file()
    {
        var policy = PolicyFile.Parse("{extends: reliability, parameters: {minimum-replicas: {least: 3}}}", "kubeassert.yaml", new KnownRules([], []));

        policy.Rules.Single(r => r.Id == "minimum-replicas").Info.Parameters.Should().Be("3 replicas at least");
    }
}
