using KubeAssert.Tests.Support;

namespace KubeAssert.Tests.Assertions;

/// <summary>The whole text of each failure; the page of assertions shows it.</summary>
public sealed class ServiceAssertionsTests
{
    private static readonly ManifestSet Shop = Samples.Shop;

    [Fact]
    public void Services_that_select_no_pods()
    {
        var act = () => Shop.Services().Should().SelectPods();

        Failing.Message(act).Should().Be(
            """
            Expected Shop.Services() to select pods, but 1 of 2 does not:

              shop.yaml:50:13  Service/web  spec.selector
                selects app=wep; no pod template among the 6 manifests carries that label
                nearest: Deployment/web carries app=web (shop.yaml:13:21)
                fix: select app=web
                rule: service-selects-pods
            """);
    }

    [Fact]
    public void Services_that_select_foreign_pods()
    {
        var act = () => Shop.Services().Should().NotSelectPodsOf("web");

        Failing.Message(act).Should().Be(
            """
            Expected Shop.Services() to not select pods of web, but 1 of 2 does:

              shop.yaml:57:13  Service/api  spec.selector
                selects app=web, which Deployment/web carries (shop.yaml:13:15)
                fix: select a label that it does not carry
            """);
    }

    [Fact]
    public void A_Service_that_selects_no_pods()
    {
        var act = () => Shop.Service("web").Should().SelectPods(because: "traffic would go nowhere");

        Failing.Message(act).Should().Be(
            """
            Expected Shop.Service("web") to select pods because traffic would go nowhere, but it does not:

              shop.yaml:50:13  Service/web  spec.selector
                selects app=wep; no pod template among the 6 manifests carries that label
                nearest: Deployment/web carries app=web (shop.yaml:13:21)
                fix: select app=web
                rule: service-selects-pods
            """);
    }

    [Fact]
    public void A_Service_that_selects_other_pods()
    {
        var act = () => Shop.Service("web").Should().SelectPodsOf("Deployment/web");

        Failing.Message(act).Should().Be(
            """
            Expected Shop.Service("web") to select pods of Deployment/web, but it does not:

              shop.yaml:50:13  Service/web  spec.selector
                selects app=wep: no pods
                nearest: Deployment/web carries app=web (shop.yaml:13:15)
                fix: select labels of Deployment/web
            """);
    }

    [Fact]
    public void A_workload_that_is_not_there()
    {
        var act = () => Shop.Service("api").Should().SelectPodsOf("api");

        Failing.Message(act).Should().Be(
            """
            Expected Shop.Service("api") to select pods of api, but it does not:

              shop.yaml:57:13  Service/api  spec.selector
                selects app=web: the pods of Deployment/web; there is no workload api among Deployment/web, Pod/job
            """);
    }

    [Fact]
    public void A_Service_that_selects_foreign_pods()
    {
        var act = () => Shop.Service("api").Should().NotSelectPodsOf("web");

        Failing.Message(act).Should().Be(
            """
            Expected Shop.Service("api") to not select pods of web, but it does:

              shop.yaml:57:13  Service/api  spec.selector
                selects app=web, which Deployment/web carries (shop.yaml:13:15)
                fix: select a label that it does not carry
            """);
    }
}
