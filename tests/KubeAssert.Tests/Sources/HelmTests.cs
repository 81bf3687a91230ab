using KubeAssert.Tests.Support;

namespace KubeAssert.Tests.Sources;

/// <summary>Helm's process handling, against a program of the test that stands in for it.</summary>
public sealed class HelmTests : IDisposable
{
    private const string Rendered = "cat <<'END'\n---\n# Source: shop/templates/web.yaml\napiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: web\nEND";

    private readonly TemporaryFolder _folder = new();

    public HelmTests()
    {
        _folder.Write("chart/Chart.yaml", "apiVersion: v2\nname: shop\nversion: 0.1.0\n");
        _folder.Write("chart/templates/web.yaml", "# " + _folder.Path);
        _folder.Write("chart/values-prod.yaml", "a: 1");
    }

    private string Chart => _folder["chart"];

    public void Dispose() => _folder.Dispose();

    [ProgramFact("sh")]
    public void A_chart_is_rendered_with_all_that_was_asked_for()
    {
        var helm = Helm(Rendered);

        var shop = Manifests.FromHelmChart(Chart, chart => chart.Program(helm)
            .Values("values-prod.yaml").Set("image.tag", "1,2").Set("replicas", 3).Set("debug", false).SetString("zip", "0123").SetJson("hosts", """["a"]""")
            .Release("shop").Namespace("prod").KubeVersion("1.34").ApiVersions("batch/v1", "monitoring.coreos.com/v1").IncludeCrds().WithoutHooks());

        _folder.Lines("arguments").Should().Equal(
            "template", "shop", Chart, "--namespace", "prod", "--kube-version", "1.34", "--api-versions", "batch/v1", "--api-versions", "monitoring.coreos.com/v1",
            "--include-crds", "--no-hooks", "--values", Path.Combine(Chart, "values-prod.yaml"), "--set", "image.tag=1\\,2", "--set", "replicas=3", "--set", "debug=false",
            "--set-string", "zip=0123", "--set-json", "hosts=[\"a\"]");
        shop[0].Origin.Should().Be("shop/templates/web.yaml");
        shop[0].Location.ToString().Should().Be($"helm:{Chart}:3:1");
        shop.DefaultNamespace.Should().Be("prod");
    }

    [ProgramFact("sh")]
    public void A_chart_without_settings_is_rendered_as_helm_would()
    {
        Manifests.FromHelmChart(Chart, chart => chart.Program(Helm(Rendered)));

        _folder.Lines("arguments").Should().Equal("template", "release-name", Chart);
    }

    [ProgramFact("sh")]
    public void An_error_in_a_template_is_told_by_its_place_in_the_chart_and_never_by_values()
    {
        var helm = Helm("""echo 'Error: template: shop/templates/web.yaml:12:20: executing "shop/templates/web.yaml" at <.Values.image.tag>: nil pointer evaluating interface {}.tag' >&2; exit 1""");

        var act = () => Manifests.FromHelmChart(Chart, chart => chart.Program(helm).Set("password", "s3cret"));

        var failure = act.Should().Throw<RenderException>().Which;
        failure.Place.Should().Be(new Location(Chart + "/templates/web.yaml", 12, 21));
        failure.Message.Should().Be($$"""
            Expected helm:{{Chart}} to render, but helm ended with exit code 1:

              {{Chart}}/templates/web.yaml:12:21
                Error: template: shop/templates/web.yaml:12:20: executing "shop/templates/web.yaml" at <.Values.image.tag>: nil pointer evaluating interface {}.tag
              ran: helm template release-name {{Chart}} --set password=...
              in: {{failure.Folder}}
              fix: correct the template there, or give it the value that it asks for by Values or Set
            """);
    }

    [ProgramFact("sh")]
    public void An_error_without_a_column_or_line_is_told_as_far_as_it_goes()
    {
        PlaceOf("Error: parse error at (shop/templates/web.yaml:3): missing value for if").Should().Be(Chart + "/templates/web.yaml:3:1");
        PlaceOf("Error: YAML parse error on shop/templates/web.yaml: error converting YAML to JSON").Should().Be(Chart + "/templates/web.yaml");
        PlaceOf("Error: release name is invalid").Should().BeNull();
    }

    [ProgramFact("sh")]
    public void Helm_that_hangs_is_ended()
    {
        var helm = Helm("exec sleep 100");

        var act = () => Manifests.FromHelmChart(Chart, chart => chart.Program(helm).TimeLimit(TimeSpan.FromSeconds(1)));

        act.Should().Throw<RenderException>().WithMessage("*but helm had not ended after 1 s:*");
    }

    [Fact]
    public void Missing_helm_is_told_with_what_to_install()
    {
        var act = () => Manifests.FromHelmChart(Chart, chart => chart.Program("no-such-helm"));

        act.Should().Throw<RenderException>().WithMessage("*there is no no-such-helm on the PATH:*fix: install helm 3 or 4");
    }

    [ProgramFact("sh")]
    public void Missing_dependencies_are_built_first()
    {
        _folder.Write("chart/Chart.yaml", "apiVersion: v2\nname: shop\nversion: 0.1.0\ndependencies:\n  - {name: common, version: 1.0.0, repository: 'file://../common'}\n");
        var helm = Helm("echo \"$1 $2\" >> runs\nif [ $1 = dependency ]; then mkdir -p \"$3/charts\"; touch \"$3/charts/common-1.0.0.tgz\"; exit; fi\n" + Rendered);

        Manifests.FromHelmChart(Chart, chart => chart.Program(helm));
        Manifests.FromHelmChart(Chart, chart => chart.Program(helm).Release("second"));

        Runs().Should().Equal("dependency build", "template release-name", "template second");
    }

    [ProgramFact("sh")]
    public void Missing_dependencies_are_an_error_where_nothing_may_be_fetched()
    {
        _folder.Write("chart/Chart.yaml", "apiVersion: v2\nname: shop\nversion: 0.1.0\ndependencies:\n  - {name: common, version: 1.0.0, repository: 'https://charts.example.com'}\n  - {name: redis, version: 1.0.0}\n");
        _folder.Write("chart/charts/redis/Chart.yaml", "name: redis");

        var act = () => Manifests.FromHelmChart(Chart, chart => chart.Program(Helm(Rendered)).Offline());

        act.Should().Throw<RenderException>().WithMessage($"""
            Expected helm:{Chart} to render, but the chart depends on common, missing in {Chart}/charts:

              fix: run: helm dependency build {Chart}
            """);
    }

    [ProgramFact("sh")]
    public void Dependencies_that_can_not_be_built_are_told_with_helms_words()
    {
        _folder.Write("chart/Chart.yaml", "apiVersion: v2\nname: shop\nversion: 0.1.0\ndependencies:\n  - {name: common, version: 1.0.0, repository: 'https://charts.example.com'}\n");

        var act = () => Manifests.FromHelmChart(Chart, chart => chart.Program(Helm("echo 'Error: no repository definition for https://charts.example.com' >&2; exit 1")));

        act.Should().Throw<RenderException>().WithMessage("*but the chart depends on common, missing in *chart/charts, and helm could not build them (exit code 1):*no repository definition*");
    }

    [Fact]
    public void A_folder_without_a_chart_and_a_missing_values_file_are_told()
    {
        FluentActions.Invoking(() => Manifests.FromHelmChart("no/such/chart")).Should().Throw<RenderException>()
            .WithMessage("Expected helm:no/such/chart to render, but no chart with a Chart.yaml is at no/such/chart (looked in *");
        FluentActions.Invoking(() => Manifests.FromHelmChart(Chart, chart => chart.Values("values-pord.yaml"))).Should().Throw<RenderException>()
            .WithMessage("*but no values file is at values-pord.yaml (looked in *chart*");
    }

    [ProgramFact("sh")]
    public void Whatever_it_reads_is_rendered_once_and_anew_when_it_changes()
    {
        _folder.Write("prod.yaml", "a: 1");
        _folder.Write("chart/charts/redis/Chart.yaml", "name: redis");
        _folder.Write("chart/templates/_names.tpl", "{{/* names */}}");
        var helm = Helm("echo run >> runs\n" + Rendered);
        int Runs(string release = "shop")
        {
            Manifests.FromHelmChart(Chart, chart => chart.Program(helm).Values("values-prod.yaml", _folder["prod.yaml"]).Release(release));
            Manifests.FromHelmChart(Chart, chart => chart.Program(helm).Values("values-prod.yaml", _folder["prod.yaml"]).Release(release));
            return _folder.Lines("runs").Count;
        }

        Runs().Should().Be(1);
        Runs("other").Should().Be(2);
        var runs = 2;
        foreach (var input in new[] { "chart/values-prod.yaml", "prod.yaml", "chart/templates/_names.tpl", "chart/templates/new.yaml", "chart/charts/redis/Chart.yaml", "chart/files/a.txt", "helm" })
        {
            Directory.CreateDirectory(Path.GetDirectoryName(_folder[input])!);
            File.AppendAllText(_folder[input], "\n# changed");
            Runs().Should().Be(++runs, input);
        }

        File.WriteAllText(_folder["beside.yaml"], "a: 1");
        Runs().Should().Be(runs);
    }

    [ProgramFact("sh")]
    public void Hooks_may_be_declared_twice_and_nothing_else()
    {
        const string Hook = "cat <<'END'\n---\napiVersion: batch/v1\nkind: Job\nmetadata:\n  name: migrate\n  annotations: {helm.sh/hook: pre-install}\nEND\n";
        var hooks = Helm(Hook + Hook);

        Manifests.FromHelmChart(Chart, chart => chart.Program(hooks)).Count.Should().Be(2);

        var twice = Helm(Rendered + "\n" + Rendered, "helm-twice");
        FluentActions.Invoking(() => Manifests.FromHelmChart(Chart, chart => chart.Program(twice))).Should().Throw<ManifestReadException>().WithMessage("*ConfigMap/web is declared twice*");
    }

    [ProgramFact("helm")]
    public void The_real_helm_renders_a_chart_with_awkward_values()
    {
        _folder.Write("chart/templates/web.yaml", "apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: {{ .Release.Name }}\ndata:\n  tag: {{ .Values.tag | quote }}\n  zip: {{ .Values.zip | quote }}\n  kind: {{ kindOf .Values.zip }}\n  minor: {{ .Capabilities.KubeVersion.Minor | quote }}\n");

        var shop = Manifests.FromHelmChart(Chart, chart => chart.Release("shop").Set("tag", """{a,b}=\c""").SetString("zip", "123").KubeVersion("1.34"));

        shop[0].ToJson().Should().Be("""{"apiVersion":"v1","kind":"ConfigMap","metadata":{"name":"shop"},"data":{"tag":"{a,b}=\\c","zip":"123","kind":"string","minor":"34"}}""");
        shop[0].Origin.Should().Be("shop/templates/web.yaml");
    }

    [ProgramFact("helm")]
    public void The_real_helms_error_has_its_place()
    {
        _folder.Write("chart/templates/web.yaml", "apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: {{ .Values.image.name }}\n");

        FluentActions.Invoking(() => Manifests.FromHelmChart(Chart)).Should().Throw<RenderException>()
            .Which.Place!.Value.ToString().Should().StartWith(Chart + "/templates/web.yaml:4:");
    }

    [ProgramFact("helm")]
    public void A_template_that_renders_no_YAML_is_told_with_how_to_see_it()
    {
        _folder.Write("chart/templates/web.yaml", "apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: web\n   bad: x\n");

        var failure = FluentActions.Invoking(() => Manifests.FromHelmChart(Chart)).Should().Throw<RenderException>().Which;

        failure.Place!.Value.ToString().Should().Be(Chart + "/templates/web.yaml");
        failure.Message.Should().EndWith($"fix: correct what the template renders there; helm template --debug {Chart} prints it, and lines in the error are lines of that");
    }

    [ProgramFact("helm")]
    public void The_real_helm_builds_dependencies_from_beside_the_chart()
    {
        _folder.Write("chart/Chart.yaml", "apiVersion: v2\nname: shop\nversion: 0.1.0\ndependencies:\n  - {name: common, version: 1.0.0, repository: 'file://../common'}\n");
        _folder.Write("common/Chart.yaml", "apiVersion: v2\nname: common\nversion: 1.0.0\n");
        _folder.Write("common/templates/config.yaml", "apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: common\n");

        Manifests.FromHelmChart(Chart)[0].Origin.Should().Be("shop/charts/common/templates/config.yaml");
    }

    private string? PlaceOf(string error)
    {
        var helm = Helm($"echo '{error}' >&2; exit 1", "helm-" + Guid.NewGuid().ToString("N"));
        return FluentActions.Invoking(() => Manifests.FromHelmChart(Chart, chart => chart.Program(helm))).Should().Throw<RenderException>().Which.Place?.ToString();
    }

    private string Helm(string script, string name = "helm") =>
        _folder.Program(name, $"for a in \"$@\"; do printf '%s\\n' \"$a\"; done > '{_folder["arguments"]}'\ncd '{_folder.Path}'\n{script}");

    private IReadOnlyList<string> Runs() => _folder.Lines("runs");
}
