namespace KubeAssert.Tests;

public sealed class ParseTests
{
    [Fact]
    public void A_node_knows_its_path_and_place()
    {
        var set = Manifests.Parse("apiVersion: v1\nkind: Pod\nmetadata:\n  name: web\nspec:\n  containers:\n  - name: web\n    image: nginx\n", "pod.yaml");

        var image = set[0]["spec"]["containers"][0]["image"];

        image.Path.Should().Be("spec.containers[0].image");
        image.Location.ToString().Should().Be("pod.yaml:8:12");
        set[0].Select("spec.containers[name=web].image").Should().ContainSingle().Which.Text.Should().Be("nginx");
        set[0]["spec"]["initContainers"][0]["image"].Exists.Should().BeFalse();
        set[0]["spec"]["initContainers"][0]["image"].Path.Should().Be("spec.initContainers[0].image");
    }
}
