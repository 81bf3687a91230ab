using KubeAssert.Tests.Support;

namespace KubeAssert.Tests.Sources;

public sealed class KustomizeTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [ProgramFact("kustomize", "kubectl")]
    public void Each_manifest_knows_the_file_it_came_from()
    {
        var prod = Manifests.FromKustomization("examples/Kustomized/deploy/overlays/prod");

        prod.Select(m => $"{m.Kind} {m.Origin}").Should().Equal(
            "ConfigMap examples/Kustomized/deploy/base/kustomization.yaml",
            "Service examples/Kustomized/deploy/base/service.yaml",
            "Deployment examples/Kustomized/deploy/base/deployment.yaml",
            "PodDisruptionBudget examples/Kustomized/deploy/overlays/prod/disruption-budget.yaml");
        prod[1].Location.ToString().Should().Be("kustomize:examples/Kustomized/deploy/overlays/prod:19:1");
    }

    [ProgramFact("kustomize", "kubectl")]
    public void Without_annotations_it_knows_the_kustomization()
    {
        _folder.Write("kustomization.yaml", "resources: [web.yaml]");
        _folder.Write("web.yaml", "{apiVersion: v1, kind: ConfigMap, metadata: {name: web}}");

        Manifests.FromKustomization(_folder.Path)[0].Origin.Should().Be(_folder.Path);
        Manifests.FromKustomization(_folder["kustomization.yaml"]).Should().BeSameAs(Manifests.FromKustomization(_folder.Path));
    }

    [ProgramFact("kustomize", "kubectl")]
    public void A_change_in_what_a_base_names_is_seen()
    {
        _folder.Write("overlay/kustomization.yaml", "resources: [../base]");
        _folder.Write("base/kustomization.yaml", "configMapGenerator: [{name: web, options: {disableNameSuffixHash: true}, files: [key=files/a.txt]}]");
        _folder.Write("base/files/a.txt", "first");
        var first = Manifests.FromKustomization(_folder["overlay"]);

        Manifests.FromKustomization(_folder["overlay"]).Should().BeSameAs(first);
        _folder.Write("base/files/a.txt", "second");

        Manifests.FromKustomization(_folder["overlay"])[0]["data"]["key"].Text.Should().Be("second");
    }

    [ProgramFact("sh")]
    public void Whatever_it_reads_is_rendered_once_and_anew_when_it_changes()
    {
        _folder.Write("overlays/prod/kustomization.yaml", "resources: [../../base]\ncomponents: [../../components/metrics]\npatches: [{path: ../../shared/patch.yaml}]\nsecretGenerator: [{name: s, envs: [secret.env]}]\n");
        _folder.Write("overlays/prod/secret.env", "A=1");
        _folder.Write("base/kustomization.yaml", "resources: [web.yaml, more]");
        _folder.Write("base/web.yaml", "a: 1");
        _folder.Write("base/more/kustomization.yml", "resources: []\ntransformers: [../../shared/transformers]");
        _folder.Write("shared/patch.yaml", "a: 1");
        _folder.Write("shared/transformers/kustomization.yaml", "resources: [labels.yaml]");
        _folder.Write("shared/transformers/labels.yaml", "a: 1");
        _folder.Write("components/metrics/kustomization.yaml", "kind: Component\nconfigMapGenerator: [{name: c, files: [conf/]}]");
        _folder.Write("components/metrics/conf/a.txt", "a");
        _folder.Write("components/other/kustomization.yaml", "kind: Component");
        var options = new KustomizeOptions { Program = _folder.Program("kustomize", "echo run >> '" + _folder["runs"] + "'\necho '{apiVersion: v1, kind: ConfigMap, metadata: {name: web}}'") };
        int Runs()
        {
            Manifests.FromKustomization(_folder["overlays/prod"], options);
            Manifests.FromKustomization(_folder["overlays/prod"], options);
            return _folder.Lines("runs").Count;
        }

        Runs().Should().Be(1);
        var runs = 1;
        foreach (var input in new[]
            {
                "overlays/prod/secret.env", "base/web.yaml", "base/kustomization.yaml", "base/more/kustomization.yml", "shared/patch.yaml", "shared/transformers/labels.yaml",
                "components/metrics/kustomization.yaml", "components/metrics/conf/a.txt", "components/metrics/conf/new.txt", "kustomize",
            })
        {
            File.AppendAllText(_folder[input], "\n# changed");
            Runs().Should().Be(++runs, input);
        }

        File.AppendAllText(_folder["components/other/kustomization.yaml"], "\n# changed");
        Runs().Should().Be(runs);
    }

    [ProgramFact("kustomize", "kubectl")]
    public void What_a_kustomization_does_not_name_is_no_input()
    {
        _folder.Write("kustomization.yaml", "resources: [web.yaml]\nconfigMapGenerator: [{name: a, literals: ['ROOT=/', 'DOT=.']}]");
        _folder.Write("web.yaml", "{apiVersion: v1, kind: ConfigMap, metadata: {name: web}}");
        var first = Manifests.FromKustomization(_folder.Path);

        _folder.Write("bin/log.txt", "changes while tests run");

        Manifests.FromKustomization(_folder.Path).Should().BeSameAs(first);
    }

    [ProgramFact("kustomize", "kubectl")]
    public void A_failure_is_told_in_kustomizes_words()
    {
        _folder.Write("kustomization.yaml", "resources: [no-such.yaml]");

        FluentActions.Invoking(() => Manifests.FromKustomization(_folder.Path)).Should().Throw<RenderException>()
            .WithMessage($"Expected kustomize:{_folder.Path} to render, but * ended with exit code 1:*no-such.yaml*");
    }

    [ProgramFact("kustomize", "kubectl")]
    public void An_error_in_a_base_is_told_by_its_file_and_line()
    {
        _folder.Write("overlays/prod/kustomization.yaml", "resources: [../../base]");
        _folder.Write("base/kustomization.yaml", "resources: [web.yaml]");

        Place().Should().Be(_folder["base/web.yaml"]);
        _folder.Write("base/web.yaml", "apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: web\n   bad: x\n");
        Place().Should().Be(_folder["base/web.yaml"] + ":5:1");
        _folder.Write("base/kustomization.yaml", "resource: [web.yaml]");
        Place().Should().Be(_folder["base/kustomization.yaml"]);
        _folder.Write("base/kustomization.yaml", "resources: [");
        Place().Should().Be(_folder["base/kustomization.yaml"] + ":1:1");

        string? Place() => FluentActions.Invoking(() => Manifests.FromKustomization(_folder["overlays/prod"])).Should().Throw<RenderException>().Which.Place?.ToString();
    }

    [ProgramFact("sh")]
    public void What_kubectl_logs_around_an_error_is_left_out()
    {
        _folder.Write("kustomization.yaml", "patchs: []");
        var kubectl = _folder.Program("kubectl", """echo 'E1122 18:13:36.003894   30287 run.go:72] "command failed" err="invalid Kustomization: json: unknown field \"patchs\""' >&2; exit 1""");

        FluentActions.Invoking(() => Manifests.FromKustomization(_folder.Path, new KustomizeOptions { Program = kubectl })).Should().Throw<RenderException>().WithMessage($"""
            Expected kustomize:{_folder.Path} to render, but kubectl ended with exit code 1:

              {_folder["kustomization.yaml"]}
                Error: invalid Kustomization: json: unknown field "patchs"
              ran: kubectl kustomize {_folder.Path}
              in: {_folder.Path}
              fix: correct the field's name, or install a newer kustomize if it is right: the one in kubectl before 1.21 knows neither components nor buildMetadata
            """);
    }

    [ProgramFact("kustomize", "kubectl")]
    public void Files_outside_are_read_where_they_may_be()
    {
        _folder.Write("overlay/kustomization.yaml", "resources: [../web.yaml]");
        _folder.Write("web.yaml", "{apiVersion: v1, kind: ConfigMap, metadata: {name: web}}");

        Manifests.FromKustomization(_folder["overlay"], new KustomizeOptions { AllowFilesOutside = true }).Count.Should().Be(1);
    }

    [ProgramFact("sh")]
    public void The_program_is_the_one_that_is_asked_for()
    {
        _folder.Write("deploy/kustomization.yaml", "resources: []");
        const string Script = "echo \"{apiVersion: v1, kind: ConfigMap, metadata: {name: \\\"$1\\\", annotations: {all: \\\"$*\\\"}}}\"";
        var kubectl = _folder.Program("kubectl", Script);
        var kustomize = _folder.Program("kustomize", Script);

        string Run(string program) => Manifests.FromKustomization(_folder["deploy"], new KustomizeOptions { Program = program, EnableHelm = true, AllowFilesOutside = true })[0].Annotations["all"];

        Run(kubectl).Should().Be($"kustomize {_folder["deploy"]} --enable-helm --load-restrictor LoadRestrictionsNone");
        Run(kustomize).Should().Be($"build {_folder["deploy"]} --enable-helm --load-restrictor LoadRestrictionsNone");
    }

    [Fact]
    public void A_folder_without_a_kustomization_is_told() =>
        FluentActions.Invoking(() => Manifests.FromKustomization(_folder.Path)).Should().Throw<RenderException>().WithMessage($"""
            Expected kustomize:{_folder.Path} to render, but no folder with a kustomization.yaml is at {_folder.Path} (looked in that place alone: it is absolute):

              fix: correct the path; it may be relative to the test project's folder or any folder above it up to the repository's root
            """);

    [CorpusFact]
    public void What_teams_ship_is_rendered()
    {
        var demo = Manifests.FromKustomization(Path.Combine(Corpus.Folder!, "microservices-demo", "kustomize"));

        demo.Count.Should().BeGreaterThan(30);
        demo.Should().ResolveReferences();
    }

    /// <summary>Needs files that teams really ship, and kustomize.</summary>
    private sealed class CorpusFactAttribute : FactAttribute
    {
        public CorpusFactAttribute() =>
            Skip = Corpus.Folder is null ? "the folder shared/corpus does not lie beside the repository" : new ProgramFactAttribute("kustomize", "kubectl").Skip;
    }
}
