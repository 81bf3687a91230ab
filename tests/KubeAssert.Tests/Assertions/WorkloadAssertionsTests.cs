using FluentAssertions.Execution;
using Xunit.Sdk;

namespace KubeAssert.Tests.Assertions;

public sealed class WorkloadAssertionsTests
{
    private static readonly ManifestSet Shop = Manifests.Parse(
        """
        apiVersion: apps/v1
        kind: Deployment
        metadata:
          name: web
          labels: {app: web, "odd": "{0} {braces}"}
        spec:
          selector: {matchLabels: {app: web}}
          template:
            metadata: {labels: {app: web}}
            spec:
              containers:
              - name: web
                image: registry.example.com/web:1.4
                ports:
                - {name: http, containerPort: 8080}
                env:
                - {name: LOG_LEVEL, value: info}
        """,
        "web.yaml");

    [Fact]
    public void A_container_that_is_not_there_is_reported_with_those_that_are()
    {
        var act = () => Shop.Deployment("web").Should().HaveContainer("wep", because: "the {0} needs it", "probe");

        act.Should().Throw<XunitException>().Which.Message.Should().Be(
            """
            Expected Shop.Deployment("web") to have container wep because the probe needs it, but it does not:

              web.yaml:12:7  Deployment/web  spec.template.spec.containers
                has web
                nearest: Deployment/web container web (web.yaml:12:9)
                fix: rename web to wep, or expect web
            """);
    }

    [Fact]
    public void What_is_asserted_of_the_container_is_reported_at_its_own_place()
    {
        var act = () => Shop.Deployment("web").Should().HaveContainer("web").Which.Should().ExposePort("https");

        act.Should().Throw<XunitException>().Which.Message.Should().Be(
            """
            Expected Shop.Deployment("web") to expose port https, but it does not:

              web.yaml:15:9  Deployment/web  spec.template.spec.containers[0].ports
                web exposes http (8080)
                nearest: http (web.yaml:15:18)
                fix: add a port named https, or expect http
            """);
    }

    [Fact]
    public void Braces_in_the_data_are_printed_as_they_are()
    {
        var act = () => Shop.Deployment("web").Should().HaveLabelValue("odd", "{1}");

        act.Should().Throw<XunitException>().Which.Message.Should().Be(
            """
            Expected Shop.Deployment("web") to have label odd={1}, but it does not:

              web.yaml:5:29  Deployment/web  metadata.labels.odd
                is {0} {braces}
                fix: set {1}
            """);
    }

    [Fact]
    public void Inside_a_scope_every_failure_is_reported_and_nothing_throws_early()
    {
        var act = () =>
        {
            using var scope = new AssertionScope();
            Shop.Deployment("web").Should().HaveReplicas(3).And.HaveLabel("tier");
            Shop.Deployment("web").Should().HaveContainer("api").Which.Should().HaveReadinessProbe();
        };

        act.Should().Throw<XunitException>().Which.Message.Should().Be(
            """
            Expected Shop.Deployment("web") to have 3 replicas, but it does not:

              web.yaml:7:3  Deployment/web  spec.replicas
                is not set, which means 1
                fix: set 3
            Expected Shop.Deployment("web") to have label tier, but it does not:

              web.yaml:5:11  Deployment/web  metadata.labels.tier
                has app, odd
                fix: add the label tier
            Expected Shop.Deployment("web") to have container api, but it does not:

              web.yaml:12:7  Deployment/web  spec.template.spec.containers
                has web
                fix: add a container named api
            Expected Shop.Deployment("web") to have a readiness probe, but found <null>.
            """ + "\n");
    }

    [Fact]
    public void A_null_subject_is_a_failure()
    {
        Workload? nothing = null;

        var act = () => nothing.Should().HaveReplicas(1);

        act.Should().Throw<XunitException>().WithMessage("Expected nothing to have 1 replicas, but found <null>.");
    }
}
