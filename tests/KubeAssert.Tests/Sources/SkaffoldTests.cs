using KubeAssert.Tests.Support;

namespace KubeAssert.Tests.Sources;

public sealed class SkaffoldTests : IDisposable
{
    private const string Web = "{apiVersion: v1, kind: ConfigMap, metadata: {name: web}}";

    private static readonly SkaffoldOptions WithoutSkaffold = new() { Program = "no-such-skaffold" };

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Raw_manifests_are_read_by_their_globs()
    {
        _folder.Write("k8s/a.yaml", Named("a"));
        _folder.Write("k8s/deep/b.yaml", Named("b"));
        _folder.Write("other/c.yaml", Named("c"));
        Skaffold("manifests: {rawYaml: ['k8s/**/*.yaml']}");

        var shop = Manifests.FromSkaffold(null, _folder.Path, WithoutSkaffold);

        shop.Select(m => m.Name).Should().Equal("a", "b");
        shop[0].Location.ToString().Should().Be(_folder["k8s/a.yaml"] + ":1:1");
    }

    [Theory, InlineData(""), InlineData("deploy: {kubectl: {}}")]
    public void Where_nothing_is_named_the_folder_k8s_counts(string rest)
    {
        _folder.Write("k8s/a.yaml", Named("a"));
        Skaffold(rest);

        Manifests.FromSkaffold(null, _folder["skaffold.yaml"], WithoutSkaffold)[0].Name.Should().Be("a");
    }

    [Fact]
    public void Older_files_have_their_manifests_under_deploy()
    {
        _folder.Write("web.yaml", Web);
        Skaffold("deploy: {kubectl: {manifests: [web.yaml]}}");

        Render(null).Should().Equal("web");
    }

    [Fact]
    public void A_profile_replaces_what_it_has_and_patches_the_rest()
    {
        foreach (var name in new[] { "a", "b", "c", "d" })
            _folder.Write(name + ".yaml", Named(name));
        Skaffold("""
            manifests:
              rawYaml: [a.yaml, b.yaml]
            profiles:
              - name: other
                manifests: {rawYaml: [c.yaml]}
              - name: patched
                patches:
                  - {path: /manifests/rawYaml/0, value: d.yaml}
                  - {op: add, path: /manifests/rawYaml/1, value: c.yaml}
                  - {op: remove, path: /manifests/rawYaml/2}
              - name: wrong
                patches: [{path: /manifests/kustomize/paths/0, value: x}]
            """);

        Render(null).Should().Equal("a", "b");
        Render("other").Should().Equal("c");
        Render("patched").Should().Equal("d", "c");
        FluentActions.Invoking(() => Render("nope")).Should().Throw<RenderException>().WithMessage("*but no profile is called nope:*");
        FluentActions.Invoking(() => Render("wrong")).Should().Throw<RenderException>().WithMessage("*patches /manifests/kustomize/paths/0, and nothing is there:*");
    }

    [Fact]
    public void Required_files_are_rendered_too()
    {
        _folder.Write("shop/skaffold.yaml", "apiVersion: skaffold/v4beta11\nkind: Config\nmetadata: {name: shop}\nmanifests: {rawYaml: [shop.yaml]}\n---\napiVersion: skaffold/v4beta11\nkind: Config\nmetadata: {name: extra}\nmanifests: {rawYaml: [none.yaml]}\n");
        _folder.Write("shop/shop.yaml", Named("shop"));
        _folder.Write("web.yaml", Web);
        Skaffold("requires: [{path: ./shop, configs: [shop]}]\nmanifests: {rawYaml: [web.yaml]}");

        Render(null).Should().Equal("shop", "web");
    }

    [Fact]
    public void What_only_skaffold_can_do_is_told()
    {
        Skaffold("manifests: {kpt: [deploy]}");

        FluentActions.Invoking(() => Render(null)).Should().Throw<RenderException>()
            .WithMessage("*skaffold.yaml:3:18 has kpt, which only skaffold can render:*fix: install skaffold");
    }

    [ProgramFact("kustomize", "kubectl")]
    public void Kustomizations_are_rendered()
    {
        _folder.Write("overlays/prod/kustomization.yaml", "resources: [web.yaml]\nnamePrefix: prod-");
        _folder.Write("overlays/prod/web.yaml", Web);
        Skaffold("manifests: {kustomize: {paths: [overlays/prod]}}");

        Render(null).Should().Equal("prod-web");
    }

    [ProgramFact("helm")]
    public void Releases_are_rendered()
    {
        _folder.Write("chart/Chart.yaml", "apiVersion: v2\nname: shop\nversion: 0.1.0\n");
        _folder.Write("chart/templates/a.yaml", "apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: {{ .Release.Name }}-{{ .Values.one }}-{{ .Values.two.three }}-{{ .Values.four }}\n");
        _folder.Write("values.yaml", "one: file\nfour: file");
        Skaffold("""
            manifests:
              helm:
                releases:
                  - name: shop
                    chartPath: chart
                    valuesFiles: [values.yaml]
                    setValues: {two: {three: set}}
                    overrides: {one: weak, two: {three: weak}}
            """);

        Render(null).Should().Equal("shop-file-set-file");
    }

    [ProgramFact("sh")]
    public void Skaffold_renders_where_it_is_there()
    {
        Skaffold("manifests: {rawYaml: [web.yaml]}");
        var skaffold = _folder.Program("skaffold", $"for a in \"$@\"; do printf '%s\\n' \"$a\"; done > '{_folder["arguments"]}'\necho '{Web}'");

        Manifests.FromSkaffold("prod, eu", _folder.Path, new SkaffoldOptions { Program = skaffold })[0].Origin.Should().Be(_folder["skaffold.yaml"]);

        _folder.Lines("arguments").Should().Equal("render", "--offline=true", "--digest-source=none", "--filename", _folder["skaffold.yaml"], "--profile", "prod,eu");
    }

    private static string Named(string name) => $"{{apiVersion: v1, kind: ConfigMap, metadata: {{name: {name}}}}}";

    private IEnumerable<string> Render(string? profile) => Manifests.FromSkaffold(profile, _folder.Path, WithoutSkaffold).Select(m => m.Name);

    private void Skaffold(string rest) => _folder.Write("skaffold.yaml", "apiVersion: skaffold/v4beta11\nkind: Config\n" + rest + "\n");
}
