using KubeAssert;

namespace Shop.Tests;

public sealed class FirstManifests
{
    private static readonly ManifestSet Shop = Manifests.Load("deploy/").Expecting("Secret/shop-tls", "StorageClass/shared");

    [Fact] public void The_api_server_accepts_them() => Shop.Should().BeValid(KubernetesVersion.V1_34);
    [Fact] public void Every_service_selects_pods() => Shop.Services().Should().SelectPods();
    [Fact] public void Every_image_is_pinned() => Shop.Containers().Should().HavePinnedImages();
    [Fact] public void Whatever_they_name_exists() => Shop.Should().ResolveReferences();
    [Fact] public void They_meet_the_restricted_profile() => Shop.Should().Satisfy(PodSecurity.Restricted);
}
