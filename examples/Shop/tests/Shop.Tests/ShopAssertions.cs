using FluentAssertions;
using KubeAssert;
using KubeAssert.Assertions;

namespace Shop.Tests;

/// <summary>This team's own assertion: a rule, and a word for it.</summary>
internal static class ShopAssertions
{
    private static readonly Rule PartOfTheShop = Rule
        .For<Workload>("part-of-the-shop", "A workload and its pods say that they are part of the shop")
        .Because("dashboards and alerts choose by that label")
        .Fix("add app.kubernetes.io/part-of: shop")
        .Must(
            workload => workload.Labels.GetValueOrDefault("app.kubernetes.io/part-of") == "shop" && workload.PodTemplate.Labels.GetValueOrDefault("app.kubernetes.io/part-of") == "shop",
            workload => "does not carry app.kubernetes.io/part-of=shop, on itself or on its pods");

    [CustomAssertion]
    public static AndConstraint<SelectionAssertions<Workload>> BelongToTheShop(
        this SelectionAssertions<Workload> workloads, string because = "", params object[] becauseArgs) =>
        workloads.Satisfy(PartOfTheShop, because, becauseArgs);
}
