using FluentAssertions.Execution;
using Xunit.Sdk;

namespace KubeAssert.Tests.Assertions;

public sealed class RuleAssertionsTests
{
    private static readonly ManifestSet Shop = Manifests.Parse(
        """
        apiVersion: v1
        kind: Pod
        metadata: {name: web}
        spec:
          containers:
            - name: web
              image: registry.example.com/web:1
              env: [{name: PASSWORD, valueFrom: {secretKeyRef: {name: db, key: password}}}]
        ---
        apiVersion: v1
        kind: Secret
        metadata: {name: db}
        stringData: {password: x}
        """,
        "shop.yaml");

    private static readonly Rule OurRegistry = Rule
        .For<Container>("our-registry")
        .Must(c => c["image"].Text!.StartsWith("registry.example.com/", StringComparison.Ordinal), c => $"comes from elsewhere: {c["image"].Text}", c => c["image"]);

    private static readonly Rule Secrets = Rule.ForSet("secrets-exist", "Every Secret is there", c => c.References.Missing.Select(r => r.ToFinding()));

    [Fact]
    public void A_rule_that_is_met_and_reports_what_is_changed_passes()
    {
        Secrets.Should().NotReport(Shop)
            .ButReportWithout("Secret/db").Which.Should().ContainSingle().Which.Path.Should().StartWith("spec.containers[0].env[0]");
        OurRegistry.Should().NotReport(Shop)
            .ButReportWith("Pod/web", web => web.With("spec.containers[0].image", "nginx:1"))
            .ButReportWith("Pod/web", web => web.With("spec.containers[0].image", "registry.example.org/web:1"))
            .And.NotReport(Shop[0]);
    }

    [Fact]
    public void A_rule_that_finds_nothing_is_told_with_what_it_applies_to()
    {
        Failure(() => OurRegistry.Should().Report(Shop, because: "{0} is foreign", "nginx"))
            .Should().Be("Expected OurRegistry to report something because nginx is foreign, but it found nothing among the 2 manifests; it applies to containers");
        Failure(() => OurRegistry.Should().Report(Shop[1]))
            .Should().Be("Expected OurRegistry to report Secret/db, but it had nothing to look at: it applies to containers, and there are none for it among the 1 manifest");
        Failure(() => OurRegistry.Should().NotReport(Shop).ButReportWithout("Secret/db"))
            .Should().Be("Expected OurRegistry to report something without Secret/db, but it found nothing among the 1 manifest; it applies to containers");
    }

    [Fact]
    public void A_rule_that_finds_something_is_told_with_all_that_it_finds() =>
        Failure(() => OurRegistry.Should().NotReport(Shop[0].With("spec.containers[0].image", "nginx:1"))).Should().Be(
            """
            Expected OurRegistry to not report Pod/web, but there is 1 finding:

              shop.yaml:7:14  Pod/web  spec.containers[0].image
                comes from elsewhere: nginx:1
                rule: our-registry
            """);

    [Fact]
    public void An_object_that_is_not_there_can_not_be_taken_away()
    {
        var act = () => Secrets.Should().NotReport(Shop).ButReportWithout("Secret/dv");

        act.Should().Throw<ManifestNotFoundException>().WithMessage("There is no Secret/dv among the 2 manifests; nearest: Secret/db (shop.yaml:10:1).");
    }

    [Fact]
    public void A_name_that_several_namespaces_have_is_refused()
    {
        var two = Manifests.Parse("{apiVersion: v1, kind: Secret, metadata: {name: db, namespace: a}}\n---\n{apiVersion: v1, kind: Secret, metadata: {name: db, namespace: b}}", "two.yaml");
        var act = () => two.Without("Secret/db");

        act.Should().Throw<ManifestNotFoundException>().WithMessage("'Secret/db' is 2 objects: a/Secret/db (two.yaml:1:1), b/Secret/db (two.yaml:3:1); write the namespace before it.");
        two.Without("a/Secret/db").Should().HaveCount(1);
    }

    [Fact]
    public void No_rule_fails_and_nothing_is_thrown_inside_a_scope()
    {
        Rule? none = null;

        using var scope = new AssertionScope();
        none.Should().Report(Shop).Which.Should().BeEmpty();
        none.Should().NotReport(Shop);
        scope.Discard().Should().Equal("Expected none to report something, but found <null>.", "Expected none to report nothing, but found <null>.");
    }

    private static string Failure(Action act) => act.Should().Throw<XunitException>().Which.Message;
}
