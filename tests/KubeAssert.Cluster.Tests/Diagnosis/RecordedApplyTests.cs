using KubeAssert.Cluster.Observation;
using KubeAssert.Conformance.Replay;

namespace KubeAssert.Cluster.Tests.Diagnosis;

/// <summary>What a recording's apply says: taken, refused, or not known yet.</summary>
public sealed class RecordedApplyTests
{
    private const string Yaml = "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: settings}\n---\n" + WebCluster.Yaml + "\n---\napiVersion: example.com/v1\nkind: Shop\nmetadata: {name: shop}\n";

    private static List<Observation.Observation> Apply(string stdout, string stderr) => [.. RecordedApply.Read(default, Manifests.Parse(Yaml, "m.yaml").ToArray(), "shop", stdout, stderr)];

    [Fact]
    public void What_the_server_answered_to_one_manifest_is_told_of_that_one()
    {
        var told = Apply("configmap/settings serverside-applied\nshop.example.com/shop serverside-applied\n", "The Deployment \"web\" is invalid: \n* spec.selector: Required value\n");
        told[0].As<Applied>().Manifests.Select(m => m.Name).Should().Equal("settings", "shop");
        told[1].As<Rejected>().Message.Should().Be("The Deployment \"web\" is invalid:  * spec.selector: Required value");
    }

    [Fact]
    public void A_warning_refuses_nothing() => Apply("", "Warning: would violate PodSecurity\n").Should().ContainSingle().Which.As<Applied>().Manifests.Should().HaveCount(3);

    [Fact]
    public void A_kind_that_is_defined_later_is_waited_for()
    {
        var told = Apply("configmap/settings created\ndeployment.apps/web created\n", "error: resource mapping not found for name: \"shop\" namespace: \"\" from \"m.yaml\": no matches for kind \"Shop\" in version \"example.com/v1\"\nensure CRDs are installed first\n");
        RecordedApply.WithDefinitions(told)[1].As<Rejected>().IsRetried.Should().BeFalse();
        told.Add(new Applied(default, Manifests.Parse("apiVersion: apiextensions.k8s.io/v1\nkind: CustomResourceDefinition\nmetadata: {name: shops.example.com}\nspec: {group: example.com, names: {kind: Shop}}\n", "c.yaml").ToArray(), "shop"));
        RecordedApply.WithDefinitions(told)[1].As<Rejected>().IsRetried.Should().BeTrue();
    }
}
