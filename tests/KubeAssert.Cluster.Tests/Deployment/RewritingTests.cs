using KubeAssert.Cluster.Deploying;

namespace KubeAssert.Cluster.Tests.Deployment;

public sealed class RewritingTests
{
    [Fact]
    public void Objects_without_a_namespace_go_to_the_fresh_one_and_keep_their_places()
    {
        var (web, _, run) = Rewrite("apiVersion: v1\nkind: Service\nmetadata:\n  name: web\nspec:\n  selector: {app: web}\n");

        web.Namespace.Should().Be($"test-{run.Id}");
        web.Labels.Should().ContainKey("kubeassert.dev/run").WhoseValue.Should().Be(run.Id);
        web["spec"]["selector"]["app"].Location.ToString().Should().Be("shop.yaml:6:19");
        web["spec"]["selector"]["app"].Path.Should().Be("spec.selector.app");
    }

    [Fact]
    public void Each_further_namespace_gets_one_of_its_own()
    {
        var (_, plan, run) = Rewrite(
            "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: a, namespace: shop}\n---\napiVersion: v1\nkind: ConfigMap\nmetadata: {name: b, namespace: monitoring}\n---\napiVersion: v1\nkind: ConfigMap\nmetadata: {name: c, namespace: kube-system}\n");

        plan.Of("shop").Should().Be($"test-{run.Id}");
        plan.Of("monitoring").Should().Be($"test-monitoring-{run.Id}");
        plan.Of("kube-system").Should().Be("kube-system");
    }

    [Fact]
    public void What_names_a_namespace_follows_it()
    {
        var (binding, _, run) = Rewrite("""
            apiVersion: rbac.authorization.k8s.io/v1
            kind: RoleBinding
            metadata: {name: read, namespace: shop}
            roleRef: {apiGroup: rbac.authorization.k8s.io, kind: Role, name: read}
            subjects:
            - {kind: ServiceAccount, name: web, namespace: shop}
            - {kind: ServiceAccount, name: dns, namespace: kube-system}
            """);

        binding["subjects"][0]["namespace"].Text.Should().Be($"test-{run.Id}");
        binding["subjects"][1]["namespace"].Text.Should().Be("kube-system");
    }

    [Fact]
    public void A_cluster_role_binding_of_the_run_s_accounts_gets_a_name_of_its_own()
    {
        var set = Manifests.Parse("""
            apiVersion: rbac.authorization.k8s.io/v1
            kind: ClusterRoleBinding
            metadata: {name: read}
            roleRef: {apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: read}
            subjects:
            - {kind: ServiceAccount, name: web, namespace: shop}
            ---
            apiVersion: v1
            kind: ServiceAccount
            metadata: {name: web, namespace: shop}
            """, "shop.yaml");
        var run = new TestRun(TimeProvider.System, new Random(1));
        var plan = NamespacePlan.For(set, [set[1]], new DeploymentOptions(), run);

        var binding = new ManifestRewriting(set, plan, run).Rewrite(set[0], isNamespaced: false, isShared: true);

        binding.Name.Should().Be($"read-{run.Id}");
        binding.Namespace.Should().BeNull();
        binding["subjects"][0]["namespace"].Text.Should().Be($"test-{run.Id}");
    }

    [Theory]
    [InlineData("http://web.shop.svc.cluster.local:80/x", "http://web.NS.svc.cluster.local:80/x")]
    [InlineData("http://web.shop:8080", "http://web.NS:8080")]
    [InlineData("web.shop:5432", "web.NS:5432")]
    [InlineData("web.shop", "web.NS")]
    [InlineData("postgres://user@web.shop/db", "postgres://user@web.NS/db")]
    [InlineData("see web.shopping.svc", "see web.shopping.svc")]
    [InlineData("my-web.shop.svc", "my-web.shop.svc")]
    [InlineData("other.shop.svc", "other.shop.svc")]
    [InlineData("settings.web.shop", "settings.web.shop")]
    public void The_cluster_s_DNS_names_of_the_manifests_services_follow(string written, string expected)
    {
        var set = Manifests.Parse($"apiVersion: v1\nkind: ConfigMap\nmetadata: {{name: c, namespace: shop}}\ndata: {{url: '{written}'}}\n---\napiVersion: v1\nkind: Service\nmetadata: {{name: web, namespace: shop}}\n");
        var run = new TestRun(TimeProvider.System, new Random(1));
        var plan = NamespacePlan.For(set, set, new DeploymentOptions(), run);

        var config = new ManifestRewriting(set, plan, run).Rewrite(set[0], isNamespaced: true, isShared: false);

        config["data"]["url"].Text.Should().Be(expected.Replace("NS", plan.Main, StringComparison.Ordinal));
    }

    [Fact]
    public void A_value_under_a_free_key_called_namespace_stays()
    {
        var (config, _, _) = Rewrite("apiVersion: v1\nkind: ConfigMap\nmetadata: {name: c, namespace: shop}\ndata: {namespace: shop}\n");

        config["data"]["namespace"].Text.Should().Be("shop");
    }

    private static (Manifest First, NamespacePlan Plan, TestRun Run) Rewrite(string yaml)
    {
        var set = Manifests.Parse(yaml, "shop.yaml");
        var run = new TestRun(TimeProvider.System, new Random(1));
        var plan = NamespacePlan.For(set, set, new DeploymentOptions(), run);
        return (new ManifestRewriting(set, plan, run).Rewrite(set[0], isNamespaced: true, isShared: false), plan, run);
    }
}
