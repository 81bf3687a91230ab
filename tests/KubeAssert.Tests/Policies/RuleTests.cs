namespace KubeAssert.Tests.Policies;

public sealed class RuleTests
{
    private static readonly ManifestSet Pods = Manifests.Parse(
        """
        apiVersion: v1
        kind: Pod
        metadata: {name: ours}
        spec: {containers: [{name: a, image: "registry.example.com/a:1"}]}
        ---
        apiVersion: v1
        kind: Pod
        metadata: {name: theirs}
        spec: {containers: [{name: b, image: "b:1"}], priority: 5}
        """,
        "pods.yaml");

    private static readonly Rule OurRegistry = Rule
        .For<Container>("images-from-our-registry")
        .Must(c => c["image"].Text!.StartsWith("registry.example.com/", StringComparison.Ordinal), c => $"comes from elsewhere: {c["image"].Text}", c => c["image"])
        .Fix("push it to registry.example.com")
        .Because("only that registry is scanned");

    [Fact]
    public void A_rule_in_a_line_reports_the_place_the_message_and_the_fix()
    {
        var finding = OurRegistry.Evaluate(Pods).Should().ContainSingle().Subject;

        finding.Should().BeEquivalentTo(new
        {
            RuleId = "images-from-our-registry",
            Severity = Severity.Error,
            Path = "spec.containers[0].image",
            Message = "comes from elsewhere: b:1",
            Fix = "push it to registry.example.com",
        });
        finding.Location.ToString().Should().Be("pods.yaml:9:38");
        finding.Manifest!.Name.Should().Be("theirs");
    }

    [Fact]
    public void An_id_that_is_no_id_is_refused()
    {
        var act = () => Rule.For<Container>("Images From");

        act.Should().Throw<ArgumentException>().WithMessage("'Images From' is no rule id; write lower-case letters and digits joined by hyphens, as in service-selects-pods.*");
    }

    [Fact]
    public void All_of_reports_what_each_reports()
    {
        var all = Rule.AllOf("both", OurRegistry, Rule.Field("spec.priority", FieldTest.Set, "Pod"));

        all.Evaluate(Pods).Select(f => $"{f.Manifest} {f.RuleId}").Should().Equal("Pod/theirs images-from-our-registry", "Pod/ours pod-spec-priority");
    }

    [Fact]
    public void Any_of_is_met_where_one_is_met()
    {
        var any = Rule.AnyOf("one-of-them", OurRegistry, Rule.Field("spec.priority", FieldTest.GreaterThan("9"), "Pod"));

        any.Evaluate(Pods).Should().ContainSingle().Which.Message.Should().Be(
            "meets none of these: images-from-our-registry (spec.containers[0].image comes from elsewhere: b:1); pod-spec-priority (spec.priority is 5; it must be greater than 9)");
    }

    [Fact]
    public void Not_is_met_where_the_rule_is_not()
    {
        var notOurs = Rule.Not("not-ours", OurRegistry);

        notOurs.Evaluate(Pods).Should().ContainSingle().Which.Manifest!.Name.Should().Be("ours");
    }

    [Fact]
    public void When_asks_only_where_the_condition_holds()
    {
        Rule.When(m => m.Name == "ours", OurRegistry).Evaluate(Pods).Should().BeEmpty();
        Rule.When(m => m.Name == "theirs", OurRegistry).Evaluate(Pods).Should().ContainSingle();
    }

    [Theory]
    [InlineData("5", true)]
    [InlineData("5000m", true)]
    [InlineData("6", false)]
    public void A_field_equals_by_amount(string value, bool holds) =>
        Rule.Field("spec.priority", FieldTest.EqualTo(value), "Pod").Evaluate(Pods.Where(m => m.Name == "theirs")).Any().Should().Be(!holds);

    [Fact]
    public void A_field_that_is_not_set_is_reported_at_the_nearest_place_that_is()
    {
        var finding = Rule.Field("spec.securityContext.runAsNonRoot", FieldTest.EqualTo("true"), "Pod").Evaluate(Pods)[0];

        finding.ToString().Should().Be(
            "pods.yaml:4:7  Pod/ours  spec.securityContext.runAsNonRoot: spec.securityContext.runAsNonRoot is not set; it must be true [pod-spec-securitycontext-runasnonroot]");
    }

    [Fact]
    public void The_value_of_a_secret_is_never_printed()
    {
        var secret = Manifests.Parse("apiVersion: v1\nkind: Secret\nmetadata: {name: s}\nstringData: {password: hunter2}\n");

        Rule.Field("stringData.password", FieldTest.EqualTo("x")).Evaluate(secret)[0].Message.Should().Be("is <redacted, 7 bytes>; it must be x");
    }
}
