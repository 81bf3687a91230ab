using KubeAssert;

namespace Shop.Tests;

/// <summary>What is shipped hangs together: run by <c>dotnet test</c>, before anything is deployed.</summary>
public sealed class ShopManifests
{
    /// <summary>Read once, shared by all tests. The TLS certificate and the storage class are made by the platform.</summary>
    internal static readonly ManifestSet Shop = Manifests.Load("deploy/").Expecting("Secret/shop-tls", "StorageClass/shared", "IngressClass/nginx");

    [Fact]
    public void The_api_server_accepts_them() => Shop.Should().BeValid(KubernetesVersion.V1_34);

    [Fact]
    public void Every_service_selects_pods() => Shop.Services().Should().SelectPods();

    [Fact]
    public void Every_image_is_pinned() => Shop.Containers().Should().HavePinnedImages();

    [Fact]
    public void Every_image_comes_from_our_registry() => Shop.Containers().Should().HaveImagesFrom("registry.example.com");

    [Fact]
    public void Whatever_they_name_exists() => Shop.Should().ResolveReferences();

    [Fact]
    public void Web_listens_where_the_service_sends() =>
        Shop.Deployment("web").Should().HaveContainer("web").Which.Should().ExposePort("http");

    [Fact]
    public void The_database_is_told_apart_from_the_web() => Shop.Service("database").Should().NotSelectPodsOf("web");

    [Fact]
    public void Nothing_runs_as_root() => Shop.Containers().Should().RunAsNonRoot();

    [Fact]
    public void What_serves_traffic_has_a_readiness_probe() =>
        Shop.Containers().Where(c => c["ports"].Items.Count > 0, "with ports").Should().HaveReadinessProbe();

    [Fact]
    public void Memory_is_limited_everywhere() =>
        Shop.Containers().Should().HaveResources(requests: ["cpu", "memory"], limits: ["memory"]);

    [Fact]
    public void Reports_never_overlap() =>
        Shop.Manifest("CronJob", "reports").Should().HaveValue("spec.concurrencyPolicy", "Forbid", because: "two reports at once lock the orders table");

    [Fact]
    public void Web_reads_the_password_from_a_file() =>
        Shop.Deployment("web").Should().MountSecret("shop-database").And.HaveContainer("web").Which.Should().NotHaveEnv("DATABASE_PASSWORD");

    [Fact]
    public void Everything_belongs_to_the_shop() => Shop.Workloads().Should().BelongToTheShop();
}
