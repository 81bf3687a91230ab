using KubeAssert.Tests.Support;

namespace KubeAssert.Tests.Sources;

/// <summary>What the page on sources shows.</summary>
public sealed class SourcesPageTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [ProgramFact("jsonnet")]
    public void Jsonnet_is_rendered()
    {
        _folder.Write("lib/kube.libsonnet", "{ config(name, tag):: { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: name }, data: { tag: tag } } }");
        var main = _folder.Write("main.jsonnet", "local kube = import 'kube.libsonnet';\nfunction(stage) { web: kube.config('web-' + stage, std.extVar('tag')) }");

        var shop = Manifests.FromJsonnet(
            main,
            ext: new Dictionary<string, string> { ["tag"] = "1.4.2" },
            tla: new Dictionary<string, string> { ["stage"] = "prod" },
            jpath: ["lib"]);

        shop.Manifest("ConfigMap", "web-prod").Should().HaveValue("data.tag", "1.4.2");
    }

    [ProgramFact("sed")]
    public void A_command_is_run()
    {
        _folder.Write("deploy/web.yaml", "{apiVersion: v1, kind: ConfigMap, metadata: {name: web-@STAGE@}}");
        var deploy = _folder["deploy"];

        var options = new CommandOptions { Folder = deploy, Inputs = ["web.yaml"], TimeLimit = TimeSpan.FromSeconds(20) };
        var shop = Manifests.FromCommand(options, "sed", "s/@STAGE@/prod/", "web.yaml");

        shop[0].Name.Should().Be("web-prod");
    }

    [Fact]
    public void Objects_are_taken()
    {
        var labels = new Dictionary<string, string> { ["app"] = "web" };

        var shop = Manifests.FromObjects(
            new { apiVersion = "v1", kind = "Service", metadata = new { name = "web" }, spec = new { selector = labels, ports = new[] { new { port = 80 } } } },
            new { apiVersion = "v1", kind = "Pod", metadata = new { name = "web", labels }, spec = new { containers = new[] { new { name = "web", image = "registry.example.com/web:1.4.2" } } } });

        shop.Services().Should().SelectPods();
    }

    [ProgramFact("sh")]
    public void Skaffold_is_read()
    {
        _folder.Write("k8s/web.yaml", "{apiVersion: v1, kind: ConfigMap, metadata: {name: web}}");
        var file = _folder.Write("skaffold.yaml", "apiVersion: skaffold/v4beta11\nkind: Config\nmanifests: {rawYaml: ['k8s/*.yaml']}\nprofiles: [{name: prod}]");
        var options = new SkaffoldOptions { Program = "no-such-skaffold" };

        var shop = Manifests.FromSkaffold("prod", file, options);

        shop[0].Name.Should().Be("web");
    }
}
