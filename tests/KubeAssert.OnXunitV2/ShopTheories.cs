using FluentAssertions;
using Xunit;

namespace KubeAssert.OnXunitV2;

public sealed class ShopTheories
{
    private static readonly ManifestSet Shop = Manifests.Load("examples/Shop/deploy/");

    private static readonly ManifestSet Bare = Manifests.Parse(
        """
        apiVersion: v1
        kind: ConfigMap
        metadata: {name: settings}
        """);

    private static readonly Policy Pinned = Policy.Of(
        "shop-rules",
        Rule.For<Container>("images-from-our-registry").Because("only that registry is scanned").Must(c => c.Image.StartsWith("other.example.com", StringComparison.Ordinal), c => $"comes from {c.Image}"));

    [Theory, ManifestData("examples/Shop/deploy/**")]
    public void Every_manifest_has_a_name(Manifest manifest) => manifest.Name.Should().NotBeEmpty();

    [Theory, ManifestData(nameof(Shop))]
    public void Every_container_limits_memory(Container container) => container.Should().LimitMemory();

    [Theory, ManifestData(nameof(Bare))]
    public void Nothing_to_check_fails(Container container) => container.Should().LimitMemory();

    [Theory, PolicyData(nameof(Pinned), nameof(Shop))]
    public void The_policy_holds(PolicyCheck check) => check.Verify();
}
