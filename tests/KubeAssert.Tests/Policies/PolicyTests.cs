using KubeAssert.Tests.Support;
using Xunit.Sdk;

namespace KubeAssert.Tests.Policies;

public sealed class PolicyTests
{
    private static readonly TimeProvider Today = new FixedTime(2026, 11, 22);

    private static readonly ManifestSet Set = Manifests.Parse(
        """
        apiVersion: apps/v1
        kind: Deployment
        metadata: {name: legacy}
        spec:
          template:
            spec:
              initContainers: [{name: init, image: vendor/init}]
              containers: [{name: web, image: vendor/web}]
        ---
        apiVersion: apps/v1
        kind: Deployment
        metadata:
          name: annotated
          annotations:
            kubeassert.dev/ignore.pinned: "built by the vendor"
        spec:
          template:
            spec:
              containers: [{name: web, image: vendor/web}]
        """,
        "legacy.yaml");

    private static readonly Policy Policy = Policy.Of(
        "ours",
        Rule.For<Container>("pinned").Must(c => c["image"].Text!.Contains(':', StringComparison.Ordinal), c => $"uses {c["image"].Text}", c => c["image"]));

    [Fact]
    public void An_annotation_with_a_reason_exempts_its_object()
    {
        var result = Policy.Evaluate(Set, Today);

        result.Findings.Select(f => f.Manifest!.Name).Should().Equal("legacy", "legacy");
        result.Exempted.Should().ContainSingle().Which.Exemption.ToString().Should().Be("pinned for default/Deployment/annotated: built by the vendor");
    }

    [Fact]
    public void An_exemption_can_be_for_one_container_alone()
    {
        var result = Policy.Except("pinned").For("Deployment/legacy", container: "init").Because("vendor image").Evaluate(Set, Today);

        result.Findings.Should().ContainSingle().Which.Path.Should().Be("spec.template.spec.containers[0].image");
    }

    [Fact]
    public void An_expired_exemption_fails()
    {
        var act = () => Policy.Except("pinned").For("Deployment/*").Because("vendor image").Until("2026-11-21").Evaluate(Set, Today).Findings[^1].Message;

        act().Should().Be("the exemption from pinned for Deployment/* ended on 2026-11-21 (vendor image)");
    }

    [Fact]
    public void An_exemption_holds_on_its_last_day() =>
        Policy.Except("pinned").For("Deployment/*").Because("vendor image").Until("2026-11-22").Evaluate(Set, Today).Findings.Should().BeEmpty();

    [Fact]
    public void An_exemption_that_excuses_nothing_is_stale()
    {
        var policy = Policy.Except("pinned").For("Deployment/gone").Because("vendor image");

        policy.Evaluate(Set, Today).Findings[^1].Message.Should().Be("the exemption from pinned for Deployment/gone excuses nothing any more (vendor image)");
        policy.AllowStaleExemptions().Evaluate(Set, Today).Findings.Should().OnlyContain(f => f.RuleId == "pinned");
    }

    [Fact]
    public void An_unknown_rule_is_refused_with_those_that_there_are()
    {
        var act = () => Policy.Except("pined");

        act.Should().Throw<ArgumentException>().WithMessage("Policy 'ours' has no rule 'pined'; did you mean pinned? It has pinned.*");
    }

    [Fact]
    public void A_policy_that_is_not_met_fails_with_every_finding()
    {
        var act = () => Set.Should().Satisfy(Policy, because: "the auditors ask");

        act.Should().Throw<XunitException>().Which.Message.Should().Be(
            """
            Expected Set to satisfy ours because the auditors ask, but 1 of 2 does not:

              legacy.yaml:7:44  Deployment/legacy  spec.template.spec.initContainers[0].image
                uses vendor/init
                rule: pinned

              legacy.yaml:8:39  Deployment/legacy  spec.template.spec.containers[0].image
                uses vendor/web
                rule: pinned
            """);
    }
}
