using KubeAssert;

namespace Shop.Tests;

/// <summary>What is shipped is what was reviewed, and staging differs from it where it may.</summary>
public sealed class ShopComparisons
{
    private static readonly ManifestSet Shop = ShopManifests.Shop;

    private static readonly ManifestSet Staging = Shop
        .With("Deployment/web", web => web.With("spec.replicas", 1))
        .With("Ingress/web", ingress => ingress.With("spec.rules[0].host", "staging.example.com"));

    [Fact]
    public void What_is_shipped_was_reviewed() => Shop.Should().MatchSnapshot();

    [Fact]
    public void Every_snapshot_has_a_test() => Snapshots.Beside().Should().HaveNoStale();

    [Fact]
    public void Staging_differs_in_size_and_address_only() =>
        Staging.Should().DifferFrom(Shop).OnlyAt("Deployment/web spec.replicas", "Ingress/* spec.rules[*].host");
}
