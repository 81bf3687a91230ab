using FluentAssertions.Execution;
using KubeAssert.Tests.Support;

namespace KubeAssert.Tests.Documentation;

using Policies = KubeAssert.Policies;

/// <summary>The recipes of the cookbook, run.</summary>
public sealed class CookbookOfShapesAndPoliciesTests
{
    private static readonly ManifestSet Shop = Manifests.Load(Path.Combine(Repository.Root, "examples", "Shop", "deploy"));

    [Fact]
    public void Assert_any_field_by_its_path()
    {
        Shop.Manifest("CronJob", "reports").Should().HaveValue("spec.jobTemplate.spec.template.spec.containers[name=reports].resources.limits.memory", "0.5Gi");
    }

    [Fact]
    public void Assert_a_shape_and_nothing_else()
    {
        Shop.Manifest("Deployment", "web").Should().MatchYaml(
            """
            spec:
              template:
                spec:
                  containers:
                    - name: web
                      securityContext: {readOnlyRootFilesystem: true}
            """);
    }

    [Fact]
    public void Read_what_a_path_leads_to()
    {
        var hosts = Shop.Manifest("Ingress", "web").Select("spec.rules[*].host").Select(host => host.Text);
        hosts.Should().OnlyContain(host => host!.EndsWith(".example.com", StringComparison.Ordinal));
    }

    [Fact]
    public void Be_ready_for_the_next_version_of_Kubernetes()
    {
        Shop.Should().BeValidOnEach(KubernetesVersion.V1_34, KubernetesVersion.Newest).And.HaveNoDeprecations();
    }

    [Fact]
    public void Declare_what_others_make()
    {
        Shop.Expecting("Secret/shop-tls", "StorageClass/shared", "IngressClass/nginx").Should().ResolveReferences();
    }

    [Fact]
    public void Meet_a_policy_with_one_exemption()
    {
        var policy = PodSecurity.Restricted.Add(Rules.RootFileSystemIsReadOnly).Except("root-file-system-is-read-only").For("StatefulSet/database").Because("PostgreSQL writes to its socket folder");
        Shop.Should().Satisfy(policy);
    }

    [Fact]
    public void Test_a_rule_of_your_own()
    {
        var replicas = Rule.For<Workload>("two-pods", "A Deployment that is not scaled has two pods").Where(w => w.Name == "shop").Must(w => w.Replicas >= 2, w => $"has {w.Replicas}");
        var shop = Manifests.Parse("{apiVersion: apps/v1, kind: Deployment, metadata: {name: shop}, spec: {replicas: 2}}");
        replicas.Should().NotReport(shop).ButReportWith("Deployment/shop", d => d.With("spec.replicas", 1));
    }

    [Fact]
    public void Write_a_report_for_people_and_machines()
    {
        using var temporary = new TemporaryFolder();
        var folder = temporary.Path;

        Report.Of(Shop, Policies.Essential).WriteTo(folder);

        Directory.GetFiles(folder).Should().NotBeEmpty();
    }

    [Fact]
    public void See_all_failures_at_once()
    {
        using var scope = new AssertionScope();
        Shop.Deployment("web").Should().HaveContainer("web").Which.Should().ExposePort("http").And.RunAsNonRoot();
        Shop.CronJob("reports").Should().HaveLabel("app.kubernetes.io/name");
    }

    [Fact]
    public void Assert_over_objects_built_in_code()
    {
        var built = Manifests.FromObjects(new { apiVersion = "v1", kind = "ConfigMap", metadata = new { name = "built" }, data = new { LOG_LEVEL = "info" } });
        built.Should().BeValid().And.ContainManifest("ConfigMap", "built");
    }
}
