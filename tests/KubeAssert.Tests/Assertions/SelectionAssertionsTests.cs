using KubeAssert.Tests.Support;

namespace KubeAssert.Tests.Assertions;

/// <summary>The whole text of each failure; the page of assertions shows it.</summary>
public sealed class SelectionAssertionsTests
{
    private static readonly ManifestSet Shop = Samples.Shop;

    [Fact]
    public void A_selection_that_is_empty()
    {
        var act = () => Shop.Deployments().InNamespace("prod").Should().OnlyContain(d => d.Replicas > 1);

        Failing.Message(act).Should().Be(
            """
            Expected Shop.Deployments().InNamespace("prod") to only contain d => d.Replicas > 1, but none of 1 deployments is left: 0 of 1 in namespace prod. A test that checks nothing proves nothing: mend the selection, or say AllowEmpty() if none is fine.
            """);
    }

    [Fact]
    public void Kinds_that_are_not_there()
    {
        var act = () => Shop.Ingresses().Should().NotBeEmpty();

        Failing.Message(act).Should().Be(
            """
            Expected Shop.Ingresses() to not be empty, but there are no ingresses among the 6 manifests
            """);
    }

    [Fact]
    public void Another_count()
    {
        var act = () => Shop.Services().Should().HaveCount(3);

        Failing.Message(act).Should().Be(
            """
            Expected Shop.Services() to have 3 services, but it has 2: Service/web (shop.yaml:46:1), Service/api (shop.yaml:53:1)
            """);
    }

    [Fact]
    public void Several_instead_of_one()
    {
        var act = () => Shop.Services().Should().ContainSingle();

        Failing.Message(act).Should().Be(
            """
            Expected Shop.Services() to contain a single one, but it has 2: Service/web (shop.yaml:46:1), Service/api (shop.yaml:53:1)
            """);
    }

    [Fact]
    public void None_instead_of_one()
    {
        var act = () => Shop.Services().Should().ContainSingle(s => s.IsHeadless);

        Failing.Message(act).Should().Be(
            """
            Expected Shop.Services() to contain a single one where s => s.IsHeadless, but it has none: none of 2 services is left: 0 of 2 where s => s.IsHeadless
            """);
    }

    [Fact]
    public void Some_instead_of_none()
    {
        var act = () => Shop.Pods().Should().BeEmpty(because: "{0} starts them", "a controller");

        Failing.Message(act).Should().Be(
            """
            Expected Shop.Pods() to be empty because a controller starts them, but it has 1: Pod/job (shop.yaml:37:1)
            """);
    }

    [Fact]
    public void One_that_does_not_meet_a_condition()
    {
        var act = () => Shop.Services().Should().OnlyContain(s => s.Type == "NodePort", "services of type NodePort");

        Failing.Message(act).Should().Be(
            """
            Expected Shop.Services() to only contain services of type NodePort, but 2 of 2 do not:

              shop.yaml:46:1  Service/web
                does not meet the condition

              shop.yaml:53:1  Service/api
                does not meet the condition
            """);
    }

    [Fact]
    public void One_that_meets_a_condition()
    {
        var act = () => Shop.Services().Should().NotContain(s => s.Name == "api");

        Failing.Message(act).Should().Be(
            """
            Expected Shop.Services() to not contain s => s.Name == "api", but 1 of 2 does:

              shop.yaml:53:1  Service/api
                meets the condition
            """);
    }

    [Fact]
    public void One_that_fails_inner_assertions()
    {
        var act = () => Shop.Workloads().Should().AllSatisfy(w => w.Should().HaveLabel("app"));

        Failing.Message(act).Should().Be(
            """
            Expected Shop.Workloads() to all satisfy the inner assertions, but 1 of 2 does not:

              shop.yaml:37:1  Pod/job
                Expected w to have label app, but it does not:

                  shop.yaml:39:11  Pod/job  metadata.labels.app
                    has no labels
                    fix: add the label app
            """);
    }

    [Fact]
    public void One_that_a_rule_reports()
    {
        var act = () => Shop.Services().Should().Satisfy(Rules.ServiceSelectsPods);

        Failing.Message(act).Should().Be(
            """
            Expected Shop.Services() to satisfy the rule service-selects-pods, but 1 of 2 does not:

              shop.yaml:50:13  Service/web  spec.selector
                selects app=wep; no pod template among the 6 manifests carries that label
                nearest: Deployment/web carries app=web (shop.yaml:13:21)
                fix: select app=web
                see: docs/rules/service-selects-pods.md
                rule: service-selects-pods
            """);
    }
}
