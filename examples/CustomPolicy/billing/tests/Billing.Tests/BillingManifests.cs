using KubeAssert;
using Org.KubernetesPolicies;

namespace Billing.Tests;

/// <summary>The policy of the house in one line, a little stricter: payments are never down.</summary>
public sealed class BillingManifests
{
    private static readonly ManifestSet Billing = Manifests.Load("deploy/");

    [Fact]
    public void They_meet_the_house_rules() =>
        Billing.Should().Satisfy(HousePolicy.Default.With("enough-replicas", new HouseReplicas { AtLeast = 3 }), because: "payments are never down");

    [Fact]
    public void The_api_server_accepts_them() => Billing.Should().BeValid();
}
