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
        Skaffold("manifests: {rawYaml: ['k8s/[a-c].yaml', 'k8s/*']}");

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
        Skaffold("deploy: {kubectl: {manifests: [web.yaml]}}", "v2beta29");
        Render(null).Should().Equal("web");

        Skaffold("deploy: {kubectl: {manifests: [web.yaml]}}");
        Failing(null).WithMessage("*skaffold.yaml:3:31 has deploy.kubectl.manifests, which skaffold/v4beta11 does not know:*fix: write them as manifests.rawYaml");
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
        Failing("ptached").WithMessage("*but no profile is called ptached; the nearest is patched:*");
        Failing("wrong").WithMessage("*patches /manifests/kustomize/paths/0, and nothing is there:*");
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

        Failing(null).WithMessage("*skaffold.yaml:3:18 has kpt, which only skaffold can render:*fix: install skaffold");
    }

    [Theory]
    [InlineData("manifests: {rawYaml: ['https://shop.test/web.yaml']}", "skaffold.yaml:3:23 has the address https://shop.test/web.yaml, which only skaffold can render", "install skaffold")]
    [InlineData("manifests: {rawYaml: ['gs://shop/web.yaml']}", "has the address gs://shop/web.yaml, which only skaffold can render", "install skaffold")]
    [InlineData("manifests: {remoteManifests: [{manifest: web}]}", "has remoteManifests, which only skaffold can render", "install skaffold")]
    [InlineData("manifests: {rawYaml: [web.yaml], hooks: {before: [{host: {command: [make]}}]}}", "has hooks, which only skaffold can render", "install skaffold")]
    [InlineData("requires: [{git: {repo: 'https://shop.test/shop.git'}}]", "has a requirement that is not on this machine, which only skaffold can render", "install skaffold")]
    [InlineData("manifests: {rawYam: [web.yaml]}", "skaffold.yaml:3:21 has manifests.rawYam, and skaffold knows no such field; the nearest is rawYaml", "correct the field's name")]
    [InlineData("manifests: {rawYaml: [wbe.yaml]}", "skaffold.yaml:3:23 has wbe.yaml, and there is no such file", "correct the path: ** is no more than * to skaffold")]
    [InlineData("manifests: {rawYaml: ['{a,b}.yaml']}", "has {a,b}.yaml, and there is no such file", "correct the path: ** is no more than * to skaffold")]
    [InlineData("manifests: {rawYaml: [k8s]}", "skaffold.yaml:3:23 has k8s, a folder, of which skaffold renders nothing", "write k8s/*.yaml")]
    [InlineData("manifests: {kustomize: {paths: ['{{ .STAGE | lower }}']}}", "has the template {{ .STAGE | lower }}, which only skaffold can render", "install skaffold, or name variables alone: {{.NAME}}")]
    [InlineData("manifests: {helm: {releases: [{name: 'a-{{.KUBEASSERT_NONE}}', chartPath: chart}]}}", "has {{.KUBEASSERT_NONE}}, and no such variable is in the environment", "set KUBEASSERT_NONE before the test runs")]
    [InlineData("manifests: {helm: {flags: {global: [--debug]}, releases: [{name: a, chartPath: chart}]}}", "has flags for helm, which only skaffold can render", "install skaffold")]
    [InlineData("manifests: {helm: {releases: [{name: a, chartPath: chart, valuesFiles: ['gs://shop/v.yaml']}]}}", "has gs://shop/v.yaml, which is not on this machine and only skaffold can fetch", "install skaffold, or keep the file beside the chart")]
    [InlineData("profiles: [{name: a, activation: [{env: STAGE}]}]", "is activated by STAGE, which is no condition on a variable", "write NAME=value")]
    public void What_can_not_be_rendered_without_skaffold_or_at_all_is_told_with_its_place(string config, string what, string fix)
    {
        _folder.Write("web.yaml", Web);
        _folder.Write("k8s/a.yaml", Named("a"));
        Skaffold(config);

        Failing(null).Which.Message.Should().Contain(what + ":\n").And.EndWith("fix: " + fix);
    }

    [Theory]
    [InlineData("skaffold/v1beta5", "has skaffold/v1beta5, which only skaffold can read")]
    [InlineData("skaffold/v2alpha4", "has skaffold/v2alpha4, which only skaffold can read")]
    [InlineData("skaffold/four", "has skaffold/four, which is no version of skaffold.yaml")]
    [InlineData("v1", "has no apiVersion of skaffold")]
    public void A_version_that_can_not_be_read_is_told(string version, string what)
    {
        _folder.Write("skaffold.yaml", $"apiVersion: {version}\nkind: Config\n");

        Failing(null).WithMessage($"*skaffold.yaml:1:* {what}:*");
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
                    overrides: {one: over, two: {three: over}}
            """);

        Render(null).Should().Equal("shop-over-set-file");
    }

    [ProgramFact("sh")]
    public void Skaffold_renders_where_it_is_there()
    {
        Skaffold("manifests: {rawYaml: [web.yaml]}");
        var skaffold = _folder.Program("skaffold", $"for a in \"$@\"; do printf '%s\\n' \"$a\"; done > '{_folder["arguments"]}'; f=$a\necho 'tags listed in manifests will be used: yes'\necho '{Web}' > \"$f\"");

        Manifests.FromSkaffold("prod, eu", _folder.Path, new SkaffoldOptions { Program = skaffold })[0].Origin.Should().Be(_folder["skaffold.yaml"]);

        _folder.Lines("arguments").SkipLast(1).Should().Equal("render", "--offline=true", "--digest-source=none", "--filename", _folder["skaffold.yaml"], "--profile", "prod,eu", "--output");
    }

    private static string Named(string name) => $"{{apiVersion: v1, kind: ConfigMap, metadata: {{name: {name}}}}}";

    private IEnumerable<string> Render(string? profile) => Manifests.FromSkaffold(profile, _folder.Path, WithoutSkaffold).Select(m => m.Name);

    private FluentAssertions.Specialized.ExceptionAssertions<RenderException> Failing(string? profile) => FluentActions.Invoking(() => Render(profile)).Should().Throw<RenderException>();

    private void Skaffold(string rest, string version = "v4beta11") => _folder.Write("skaffold.yaml", $"apiVersion: skaffold/{version}\nkind: Config\n{rest}\n");
}
