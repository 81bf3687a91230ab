using KubeAssert.Tests.Support;

namespace KubeAssert.Tests.Documentation;

/// <summary>The recipes of the cookbook, run.</summary>
public sealed class CookbookOfChecksTests
{
    private static readonly ManifestSet Shop = Manifests.Load(Path.Combine(Repository.Root, "examples", "Shop", "deploy"));

    [Fact]
    public void Allow_images_from_your_registry_alone()
    {
        Shop.Containers().Should().HaveImagesFrom("registry.example.com");
    }

    [Fact]
    public void Pin_every_image()
    {
        Shop.Containers().Should().HavePinnedImages(because: "a roll-back has to bring back the same program");
    }

    [Fact]
    public void Keep_a_password_out_of_the_environment()
    {
        Shop.Containers().Should().NotHaveEnv("DATABASE_PASSWORD");
    }

    [Fact]
    public void Cap_the_memory_of_each_container()
    {
        Shop.Containers().Should().AllSatisfy(c => c.Should().LimitAtMost("memory", "1Gi"));
    }

    [Fact]
    public void Ask_only_some_containers_for_a_probe()
    {
        Shop.Containers().Where(c => c["ports"].Items.Count > 0, "with ports").Should().HaveReadinessProbe();
    }

    [Fact]
    public void Tie_a_Service_to_its_workload()
    {
        Shop.Service("web").Should().SelectPodsOf("Deployment/web").And.NotSelectPodsOf("StatefulSet/database");
    }

    [Fact]
    public void Keep_Services_inside_the_cluster()
    {
        Shop.Services().Should().OnlyContain(s => s.Type == "ClusterIP", "services of type ClusterIP");
    }

    [Fact]
    public void Demand_a_label_of_every_object()
    {
        Shop.Should().OnlyContain(m => m.Labels.ContainsKey("app.kubernetes.io/part-of"), "objects that say what they are part of");
    }

    [Fact]
    public void Forbid_a_kind()
    {
        Shop.OfKind("ClusterRoleBinding").Should().BeEmpty(because: "nobody here needs rights beyond the namespace");
    }

    [Fact]
    public void Hold_for_some_if_there_are_any()
    {
        Shop.Pods().Should().AllowEmpty().OnlyContain(p => p.Labels.ContainsKey("app"), "pods with an app");
    }
}
