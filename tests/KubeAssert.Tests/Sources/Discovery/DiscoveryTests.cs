using KubeAssert.Tests.Support;

namespace KubeAssert.Tests.Sources.Discovery;

/// <summary>What counts as deployed in a repository.</summary>
public sealed class DiscoveryTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Plain_manifests_are_found_wherever_they_are_and_what_is_not_a_manifest_is_not()
    {
        Config("src/web/k8s/web.yaml", "web");
        Config("src/api/k8s/api.yaml", "api");
        Config("kubernetes-manifests/all.yaml", "all");
        _folder.Write("docker-compose.yml", "services: {web: {image: web}}");
        _folder.Write("src/web/appsettings.json", "{ // a comment\n \"apiVersion\": 1 }");
        _folder.Write("api/openapi.yaml", "openapi: 3.0.0\ninfo: {title: a}");
        _folder.Write(".github/workflows/ci.yaml", "on: push");
        _folder.Write("tests/fixtures/broken.yaml", "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: x}\n  y: z");

        Names().Should().Equal("kubernetes-manifests", "src");
        Found()["src"].Load().Select(m => m.Name).Should().Equal("api", "web");
        Found()["src"].Code.Should().Be("Manifests.Load(\"src/\")");
        Found().LeftOut.Should().ContainSingle().Which.Should().Be(("tests", "fixtures of tests"));
    }

    [Fact]
    public void What_git_ignores_is_skipped()
    {
        Config("deploy/web.yaml", "web");
        Config("deploy/local/secret.yaml", "secret");
        Config("out/deploy/web.yaml", "web");
        Config("deploy/kept.tmp.yaml", "kept");
        Config("deploy/other.tmp.yaml", "other");
        _folder.Write(".gitignore", "/out/\n*.tmp.yaml\n!kept.tmp.yaml\n");
        _folder.Write("deploy/.gitignore", "local\n");

        Found().Should().ContainSingle().Which.Load().Select(m => m.Name).Should().Equal("kept", "web");
    }

    [Fact]
    public void A_kustomization_is_deployed_where_no_other_one_uses_it_and_its_patches_never_are()
    {
        Config("deploy/base/web.yaml", "web");
        Config("deploy/overlays/prod/patch.yaml", "web");
        _folder.Write("deploy/base/kustomization.yaml", "resources: [web.yaml]");
        _folder.Write("deploy/overlays/prod/kustomization.yaml", "resources: [../../base]\npatches: [{path: patch.yaml}]");
        _folder.Write("deploy/overlays/dev/kustomization.yaml", "resources: [../../base]\ncomponents: [../../parts]");
        _folder.Write("deploy/parts/kustomization.yaml", "apiVersion: kustomize.config.k8s.io/v1alpha1\nkind: Component\n");

        Names().Should().Equal("deploy/overlays/dev", "deploy/overlays/prod");
        Found().LeftOut.Should().Equal(("deploy/base", "used by deploy/overlays/dev"), ("deploy/parts", "a component of kustomizations"));
    }

    [Fact]
    public void A_chart_is_deployed_with_each_values_file_of_an_environment()
    {
        _folder.Write("charts/web/Chart.yaml", "apiVersion: v2\nname: web\nversion: 0.1.0");
        Config("charts/web/templates/web.yaml", "web");
        foreach (var values in new[] { "values", "values-dev", "values.prod", "values-schema" })
            _folder.Write($"charts/web/{values}.yaml", "a: 1");
        _folder.Write("charts/lib/Chart.yaml", "apiVersion: v2\nname: lib\nversion: 0.1.0\ntype: library");
        _folder.Write("charts/web/charts/db/Chart.yaml", "apiVersion: v2\nname: db\nversion: 0.1.0");

        Names().Should().Equal("charts/web (values-dev.yaml)", "charts/web (values.prod.yaml)");
        Found()[0].Code.Should().Be("Manifests.FromHelmChart(\"charts/web\", chart => chart.Release(\"web\").Values(\"values-dev.yaml\"))");
        Found().LeftOut.Should().Equal(("charts/lib", "a library chart, which other charts use"));
    }

    [Fact]
    public void Variants_of_an_app_are_separate_and_share_what_contradicts_none()
    {
        Config("deploy/common.yaml", "common");
        Config("deploy/web-istio.yaml", "web", "istio");
        Config("deploy/web-linkerd.yaml", "web", "linkerd");
        Config("k8s/dev/web.yaml", "web", "dev");
        Config("k8s/prod/web.yaml", "web", "prod");

        Found().Select(d => d.Load().Count).Should().Equal(2, 2, 1, 1);
        Names().Should().Equal("deploy (common.yaml and 1 more)", "deploy (common.yaml and 1 more) #2", "k8s/dev", "k8s/prod");
    }

    [Fact]
    public void Flux_and_Argo_deploy_paths_of_the_repository()
    {
        Config("apps/prod/web.yaml", "web");
        Config("apps/staging/web.yaml", "web", "staging");
        _folder.Write("clusters/prod/apps.yaml", "apiVersion: kustomize.toolkit.fluxcd.io/v1\nkind: Kustomization\nmetadata: {name: apps}\nspec: {path: ./apps/prod, targetNamespace: shop}\n");
        _folder.Write("argo/web.yaml", "apiVersion: argoproj.io/v1alpha1\nkind: Application\nmetadata: {name: web}\nspec: {source: {path: apps/staging}, destination: {namespace: stage}}\n");

        Names().Should().Equal("apps/prod (apps)", "apps/staging (web)", "argo", "clusters/prod");
        Found()["apps/prod (apps)"].Reason.Should().Be("Kustomization/apps (clusters/prod/apps.yaml) deploys apps/prod");
        Found()["apps/prod (apps)"].Load().DefaultNamespace.Should().Be("shop");
    }

    [Fact]
    public void Skaffold_deploys_what_it_names_and_a_file_that_another_one_requires_is_not_found_again()
    {
        Config("web/k8s/web.yaml", "web");
        _folder.Write("web/skaffold.yaml", "apiVersion: skaffold/v4beta1\nkind: Config\nmanifests: {rawYaml: [k8s/*.yaml]}");
        _folder.Write("skaffold.yaml", "apiVersion: skaffold/v4beta1\nkind: Config\nrequires: [{path: web}]");

        Names().Should().Equal("skaffold.yaml");
        Found()[0].Load().Count.Should().Be(1);
    }

    [Fact]
    public void The_second_failure_of_a_deployable_refers_to_the_first()
    {
        _folder.Write("deploy/web.yaml", "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: x}\n  y: z");
        var deploy = Found()[0];
        var act = () => deploy.Load();

        act.Should().Throw<ManifestReadException>().WithMessage("1 problem while reading manifests:*");
        act.Should().Throw<ManifestReadException>().WithMessage("deploy could not be loaded: 1 problem, listed by the first test that needed it");
    }

    [Fact]
    public void The_list_says_what_why_and_how()
    {
        Config("deploy/web.yaml", "web");
        _folder.Write("deploy/tests/x.yaml", "a: 1");

        Found().ToString().Should().Be($"""
            1 deployable in {_folder.Path}

              deploy
                1 manifest in 1 file
                Manifests.Load("deploy/")

            Not deployed by themselves:
              deploy/tests: fixtures of tests
            """.ReplaceLineEndings("\n"));
    }

    [Fact]
    public void Where_nothing_is_deployed_that_is_an_error()
    {
        Config("test/web.yaml", "web");
        var act = Found;

        act.Should().Throw<ManifestReadException>().WithMessage("*: nothing that is deployed is found; left out: test (fixtures of tests); name it: Manifests.Load(\"path/to/manifests/\")");
    }

    private Deployables Found() => Manifests.Discover(new DiscoveryOptions { Root = _folder.Path });

    private IEnumerable<string> Names() => Found().Select(d => d.Name);

    private void Config(string file, string name, string value = "1") =>
        _folder.Write(file, $"apiVersion: v1\nkind: ConfigMap\nmetadata: {{name: {name}}}\ndata: {{a: {value}}}\n");
}
