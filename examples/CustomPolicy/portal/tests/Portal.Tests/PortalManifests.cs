using KubeAssert;
using Org.KubernetesPolicies;

namespace Portal.Tests;

/// <summary>The policy of the house with the portal's own settings, which stand in a file beside the manifests.</summary>
public sealed class PortalManifests
{
    private static readonly ManifestSet Portal = Manifests.Load("deploy/");

    private static readonly Policy Policy = Policy.Load("kubeassert.yaml", HousePolicy.Default);

    [Fact]
    public void They_meet_the_portals_policy() => Portal.Should().Satisfy(Policy);

    [Fact]
    public void What_the_portal_lives_with_is_known() =>
        Policy.Evaluate(Portal).Exempted.Select(e => $"{e.Exemption.Location}: {e.Exemption.RuleId}").Should().BeEquivalentTo(
            "kubeassert.yaml:12:5: images-from-our-registry",
            "deploy/wiki.yaml:9:5: enough-replicas");
}
