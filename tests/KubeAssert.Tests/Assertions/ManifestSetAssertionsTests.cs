using KubeAssert.Tests.Support;

namespace KubeAssert.Tests.Assertions;

/// <summary>The whole text of each failure; the page of assertions shows it.</summary>
public sealed class ManifestSetAssertionsTests
{
    private static readonly ManifestSet Shop = Samples.Shop;

    [Fact]
    public void References_that_lead_nowhere()
    {
        var act = () => Shop.Should().ResolveReferences();

        Failing.Message(act).Should().Be(
            """
            Expected Shop to resolve references, but 1 of 6 does not:

              shop.yaml:50:13  Service/web  spec.selector
                selects app=wep; no pod template among the 6 manifests carries that label
                nearest: Deployment/web carries app=web (shop.yaml:13:21)
                fix: select app=web
                rule: references/service-pods
            """);
    }

    [Fact]
    public void A_policy_that_is_not_met()
    {
        var act = () => Shop.Should().Satisfy(Policy.Of("our rules", Rules.ServiceSelectsPods, Rules.ImageIsPinned));

        Failing.Message(act).Should().Be(
            """
            Expected Shop to satisfy our rules, but 2 of 6 do not:

              shop.yaml:50:13  Service/web  spec.selector
                selects app=wep; no pod template among the 6 manifests carries that label
                nearest: Deployment/web carries app=web (shop.yaml:13:21)
                fix: select app=web
                see: docs/rules/service-selects-pods.md
                rule: service-selects-pods

              shop.yaml:17:18  Deployment/web  spec.template.spec.containers[0].image
                uses nginx:latest
                fix: name the tag of a release
                see: docs/rules/image-is-pinned.md
                rule: image-is-pinned
            """);
    }

    [Fact]
    public void A_rule_that_is_not_met()
    {
        var act = () => Shop.Should().Satisfy(Rules.ImageIsPinned);

        Failing.Message(act).Should().Be(
            """
            Expected Shop to satisfy the rule image-is-pinned, but 1 of 6 does not:

              shop.yaml:17:18  Deployment/web  spec.template.spec.containers[0].image
                uses nginx:latest
                fix: name the tag of a release
                see: docs/rules/image-is-pinned.md
                rule: image-is-pinned
            """);
    }

    [Fact]
    public void An_object_that_is_not_in_the_set()
    {
        var act = () => Shop.Should().ContainManifest("Service", "wep");

        Failing.Message(act).Should().Be(
            """
            Expected Shop to contain Service/wep, but there are Service/web, Service/api; nearest: Service/web (shop.yaml:46:1)
            """);
    }

    [Fact]
    public void A_kind_that_is_not_in_the_set()
    {
        var act = () => Shop.Should().ContainManifest("Ingress", "web");

        Failing.Message(act).Should().Be(
            """
            Expected Shop to contain Ingress/web, but there is no Ingress among the 6 manifests
            """);
    }

    [Fact]
    public void An_object_that_must_not_be_in_the_set()
    {
        var act = () => Shop.Should().NotContainManifest("Pod", "job");

        Failing.Message(act).Should().Be(
            """
            Expected Shop to not contain Pod/job, but it is at shop.yaml:37:1
            """);
    }

    [Fact]
    public void Another_number_of_objects()
    {
        var act = () => Shop.Should().HaveCount(1);

        Failing.Message(act).Should().Be(
            """
            Expected Shop to have 1 manifest, but it has 6: 1 Deployment, 1 Pod, 2 Service, 1 ConfigMap, 1 Secret
            """);
    }

    [Fact]
    public void An_object_that_does_not_meet_a_condition()
    {
        var act = () => Shop.Should().OnlyContain(m => m.Labels.ContainsKey("app"), "objects with an app");

        Failing.Message(act).Should().Be(
            """
            Expected Shop to only contain objects with an app, but 4 of 6 do not:

              shop.yaml:37:1  Pod/job
                does not meet the condition

              shop.yaml:46:1  Service/web
                does not meet the condition

              shop.yaml:60:1  ConfigMap/settings
                does not meet the condition

              shop.yaml:69:1  Secret/db
                does not meet the condition
            """);
    }

    [Fact]
    public void A_set_from_which_all_was_filtered()
    {
        var act = () => Shop.InNamespace("prod").Should().ResolveReferences();

        Failing.Message(act).Should().Be(
            """
            Expected Shop.InNamespace("prod") to resolve references, but there are no manifests (narrowed: 0 of 6 in namespace prod). A test that checks nothing proves nothing.
            """);
    }
}
