namespace KubeAssert.Tests.Policies;

public sealed class AnnotationExemptionsTests
{
    private static readonly Policy Policy = Policy.Of(
        "ours",
        Broken("pod-security/privileged"), Broken("image-is-pinned"), Broken("cpu-limit-is-set"), Broken("no-host-network"), Broken("of-our-own"));

    [Theory]
    [InlineData("kubeassert.dev/ignore.image-is-pinned: built by us", "image-is-pinned: built by us")]
    [InlineData("kubeassert.dev/ignore.pod-security.privileged: a driver", "pod-security/privileged: a driver")]
    [InlineData("ignore-check.kube-linter.io/latest-tag: built by us", "image-is-pinned: built by us")]
    [InlineData("kube-linter.io/ignore-all: a test", "image-is-pinned: a test", "no-host-network: a test")]
    [InlineData("kube-score/ignore: 'container-image-tag, container-resources'",
        "image-is-pinned: kube-score/ignore names container-image-tag and gives no reason",
        "cpu-limit-is-set: kube-score/ignore names container-resources and gives no reason")]
    [InlineData("ignore-check.kube-linter.io/no-such-check: x")]
    public void Annotations_exempt_their_object(string annotation, params string[] exempted)
    {
        var result = Policy.Evaluate(Pod(annotation));

        result.Exempted.Select(e => $"{e.Finding.RuleId}: {e.Exemption.Reason}").Should().BeEquivalentTo(exempted);
        result.Findings.Should().HaveCount(5 - exempted.Length).And.OnlyContain(f => f.Message == "is broken");
        result.Exempted.Select(e => e.Exemption.Location).Distinct().Should().BeSubsetOf([new Location("pod.yaml", 6, 5)]);
    }

    [Theory]
    [InlineData("kubeassert.dev/ignore.image-is-pinned: ''", "kubeassert.dev/ignore.image-is-pinned gives no reason, so it excuses nothing from image-is-pinned")]
    [InlineData("ignore-check.kube-linter.io/latest-tag: ' '", "ignore-check.kube-linter.io/latest-tag gives no reason, so it excuses nothing from image-is-pinned")]
    public void An_annotation_without_a_reason_excuses_nothing_and_is_a_finding(string annotation, string message)
    {
        var result = Policy.Evaluate(Pod(annotation));

        result.Exempted.Should().BeEmpty();
        result.Findings[^1].Should().BeEquivalentTo(new { RuleId = "policy/exemption-without-reason", Message = message, Location = new Location("pod.yaml", 6, 5) });
    }

    [Fact]
    public void Annotations_for_rules_that_a_policy_does_not_have_are_for_another_policy() =>
        Policy.Of("other", Broken("other")).Evaluate(Pod("kubeassert.dev/ignore.image-is-pinned: ''")).Findings.Should().ContainSingle().Which.RuleId.Should().Be("other");

    [Fact]
    public void Our_own_annotation_that_excuses_nothing_is_stale_those_of_others_may_be_for_others()
    {
        var met = Policy.Of("ours", Rule.Field("spec", FieldTest.Set, id: "image-is-pinned"));

        met.Evaluate(Pod("kubeassert.dev/ignore.image-is-pinned: built by us")).Findings.Should().ContainSingle().Which.RuleId.Should().Be("policy/stale-exemption");
        met.Evaluate(Pod("ignore-check.kube-linter.io/latest-tag: built by us")).Findings.Should().BeEmpty();
    }

    [Fact]
    public void A_rule_that_passes_on_findings_of_others_can_be_excused_by_either_id()
    {
        var all = Policy.Of("all", Rule.AllOf("both", Broken("one"), Broken("two")));

        all.Except("both").For("Pod/a").Because("it is old").Evaluate(Pod("x: y")).Findings.Should().BeEmpty();
        all.Except("two").For("Pod/a").Because("it is old").Evaluate(Pod("x: y")).Findings.Select(f => f.RuleId).Should().Equal("one");
        all.Evaluate(Pod("kubeassert.dev/ignore.one: it is old")).Findings.Select(f => f.RuleId).Should().Equal("two");
    }

    [Fact]
    public void An_exemption_in_code_knows_the_line_of_its_call()
    {
        var finding = Policy.Except("of-our-own").For("Pod/gone").Because("it was there").Evaluate(Pod("x: y")).Findings[^1];

        finding.Message.Should().Be("the exemption from of-our-own for Pod/gone excuses nothing any more (it was there)");
        finding.Location.File.Should().Be("tests/KubeAssert.Tests/Policies/AnnotationExemptionsTests.cs");
        File.ReadAllLines(Path.Combine(Support.Repository.Root, finding.Location.File))[finding.Location.Line - 1].Should().Contain("Policy.Except(\"of-our-own\")");
    }

    private static Rule Broken(string id) => Rule.For<Manifest>(id).Must(_ => false, _ => "is broken");

    private static ManifestSet Pod(string annotation) => Manifests.Parse(
        $"apiVersion: v1\nkind: Pod\nmetadata:\n  name: a\n  annotations:\n    {annotation}\nspec: {{}}\n", "pod.yaml");
}
