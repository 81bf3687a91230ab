using KubeAssert;

namespace Shop.Tests;

/// <summary>One test case per object: each has a name of its own in the results.</summary>
public sealed class ShopTheories
{
    internal static readonly ManifestSet Shop = ShopManifests.Shop;

    [Theory, ManifestData(nameof(Shop))]
    public void Every_object_says_that_it_is_part_of_the_shop(Manifest manifest) =>
        manifest.Should().HaveLabelValue("app.kubernetes.io/part-of", "shop");

    [Theory, ManifestData(nameof(Shop))]
    public void Every_workload_names_its_service_account(Workload workload) =>
        workload.PodTemplate.Spec["serviceAccountName"].Exists.Should().BeTrue();
}
