using KubeAssert.Tests.Support;

namespace KubeAssert.Tests.Sources;

public sealed class JsonnetTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [ProgramFact("jsonnet")]
    public void Objects_lists_and_nested_maps_become_manifests_with_the_keys_they_stand_under()
    {
        _folder.Write("lib/kube.libsonnet", "{ config(name):: { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: name } } }");
        var main = _folder.Write("main.jsonnet", """
            local kube = import 'kube.libsonnet';
            function(stage) {
              web: { config: kube.config('web-' + stage), off: null },
              jobs: [kube.config(std.extVar('job')), kube.config('size-' + std.extVar('size'))],
            }
            """);

        var shop = Manifests.FromJsonnet(main, ext: Of("job", "a b"), tla: Of("stage", "prod"), jpath: ["lib"], options: new JsonnetOptions { ExtCode = Of("size", "1 + 1") });

        shop.Select(m => $"{m.Name} {m.Origin}").Should().Equal($"a b {main} jobs[0]", $"size-2 {main} jobs[1]", $"web-prod {main} web.config");
        shop[2].Location.ToString().Should().Be($"jsonnet:{main}:19:17");
    }

    [ProgramFact("jsonnet")]
    public void A_single_object_and_a_list_are_read()
    {
        Manifests.FromJsonnet(_folder.Write("one.jsonnet", "{ apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'web' } }"))[0].Origin.Should().Be(_folder["one.jsonnet"]);
        Manifests.FromJsonnet(_folder.Write("list.jsonnet", "[{ apiVersion: 'v1', kind: 'List', items: [{ apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'web' } }] }]"))[0].Name.Should().Be("web");
    }

    [ProgramFact("jsonnet")]
    public void A_change_in_an_imported_file_is_seen()
    {
        _folder.Write("lib.libsonnet", "'first'");
        var main = _folder.Write("main.jsonnet", "{ apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: import 'lib.libsonnet' } }");
        var first = Manifests.FromJsonnet(main);

        Manifests.FromJsonnet(main).Should().BeSameAs(first);
        _folder.Write("lib.libsonnet", "'second'");

        Manifests.FromJsonnet(main)[0].Name.Should().Be("second");
    }

    [ProgramFact("sh")]
    public void Whatever_it_imports_is_rendered_once_and_anew_when_it_changes()
    {
        var main = _folder.Write("app/main.jsonnet", "(import 'web.libsonnet') + { text: importstr \"notes.txt\", raw: importbin 'logo.bin' }");
        _folder.Write("app/web.libsonnet", "(import '../shared/base.json') + (import 'k.jsonnet.lib')");
        _folder.Write("shared/base.json", "{}");
        _folder.Write("lib/k.jsonnet.lib", "import 'deep.libsonnet'");
        _folder.Write("lib/deep.libsonnet", "{}");
        _folder.Write("app/notes.txt", "import 'unused.libsonnet'");
        _folder.Write("app/unused.libsonnet", "{}");
        _folder.Write("app/logo.bin", "x");
        var options = new JsonnetOptions { Program = _folder.Program("jsonnet", "echo run >> '" + _folder["runs"] + "'\necho '{\"apiVersion\": \"v1\", \"kind\": \"ConfigMap\", \"metadata\": {\"name\": \"web\"}}'") };
        int Runs(string? stage = null)
        {
            var ext = stage is null ? null : Of("stage", stage);
            Manifests.FromJsonnet(main, ext, jpath: ["../lib"], options: options);
            Manifests.FromJsonnet(main, ext, jpath: ["../lib"], options: options);
            return _folder.Lines("runs").Count;
        }

        Runs().Should().Be(1);
        Runs("prod").Should().Be(2);
        var runs = 2;
        foreach (var input in new[] { "app/main.jsonnet", "app/web.libsonnet", "shared/base.json", "lib/k.jsonnet.lib", "lib/deep.libsonnet", "app/notes.txt", "app/logo.bin", "jsonnet" })
        {
            File.AppendAllText(_folder[input], "\n# changed");
            Runs().Should().Be(++runs, input);
        }

        File.AppendAllText(_folder["app/unused.libsonnet"], "\n# changed");
        Runs().Should().Be(runs);
    }

    [ProgramFact("jsonnet")]
    public void An_error_is_told_by_its_place_and_never_by_values()
    {
        var main = _folder.Write("main.jsonnet", "{\n  web: error 'no image' }");

        var failure = FluentActions.Invoking(() => Manifests.FromJsonnet(main, ext: Of("password", "s3cret"))).Should().Throw<RenderException>().Which;

        failure.Place!.Value.ToString().Should().Be($"{main}:2:8");
        failure.Message.Should().Contain("RUNTIME ERROR: no image").And.Contain("--ext-str password=...").And.NotContain("s3cret");
    }

    [ProgramFact("jsonnet")]
    public void An_error_in_a_library_is_told_by_its_place_there_whatever_its_folder_is_called()
    {
        var main = _folder.Write("my app/main.jsonnet", "local web = import 'web.libsonnet';\n{ a: web.image(1) }\n");
        _folder.Write("my app/web.libsonnet", "{\n  image(x): x.tag,\n}\n");

        FluentActions.Invoking(() => Manifests.FromJsonnet(main)).Should().Throw<RenderException>().Which.Place!.Value.ToString().Should().Be($"{_folder["my app/web.libsonnet"]}:2:13");
    }

    [ProgramFact("jsonnet")]
    public void A_syntax_error_is_told_by_its_place()
    {
        var main = _folder.Write("my app/main.jsonnet", "{\n  a: 1,\n  b: [\n}\n");

        FluentActions.Invoking(() => Manifests.FromJsonnet(main)).Should().Throw<RenderException>().Which.Place!.Value.ToString().Should().Be($"{main}:4:1");
    }

    [ProgramFact("jsonnet")]
    public void A_value_that_is_no_manifest_is_told_by_its_path()
    {
        var main = _folder.Write("main.jsonnet", "{ web: { replicas: 3 } }");

        FluentActions.Invoking(() => Manifests.FromJsonnet(main)).Should().Throw<ManifestReadException>()
            .WithMessage($"*jsonnet:{main}:3:19: web.replicas is no manifest, and no list or map of manifests; render maps with apiVersion, kind and metadata, alone or in lists and maps");
    }

    private static Dictionary<string, string> Of(string name, string value) => new() { [name] = value };
}
