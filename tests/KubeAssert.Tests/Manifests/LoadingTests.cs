namespace KubeAssert.Tests.Loading;

public sealed class LoadingTests : IDisposable
{
    private const string Web = "apiVersion: apps/v1\nkind: Deployment\nmetadata:\n  name: web\n";
    private const string Service = "apiVersion: v1\nkind: Service\nmetadata:\n  name: web\n";

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("kubeassert");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public void A_folder_is_read_with_all_below_it_in_the_order_of_names()
    {
        Write("deploy/web.yaml", Web + "---\n" + Service);
        Write("deploy/base/config.yml", "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: settings}\n");
        Write("deploy/secret.json", """{"apiVersion": "v1", "kind": "Secret", "metadata": {"name": "tls"}}""");
        Write("deploy/notes.txt", "no manifest");
        Write("deploy/.git/config.yaml", Web);

        var shop = Manifests.Load(Here, "deploy/");

        shop.Select(m => $"{m} {m.Location}").Should().Equal(
            "ConfigMap/settings deploy/base/config.yml:1:1", "Secret/tls deploy/secret.json:1:1", "Deployment/web deploy/web.yaml:1:1", "Service/web deploy/web.yaml:6:1");
    }

    [Fact]
    public void Files_and_globs_are_read_once_each()
    {
        Write("deploy/web.yaml", Web);
        Write("deploy/base/svc.yaml", Service);

        Manifests.Load(Here, "deploy/web.yaml", "deploy/**/*.yaml", "deploy").Select(m => m.Location.File)
            .Should().Equal("deploy/web.yaml", "deploy/base/svc.yaml");
    }

    [Fact]
    public void Files_of_other_tools_are_skipped_in_a_folder()
    {
        Write("deploy/web.yaml", Web);
        Write("deploy/values.yaml", "replicas: 3\n");
        Write("deploy/Chart.yaml", "apiVersion: v2\nname: shop\nversion: 1.0.0\n");
        Write("deploy/kustomization.yaml", "apiVersion: kustomize.config.k8s.io/v1beta1\nkind: Kustomization\nresources: [web.yaml]\n");
        Write("deploy/patch.yaml", "- op: remove\n  path: /spec\n");
        Write("deploy/dashboard.json", "{\"panels\": []}");

        var result = Manifests.TryLoad(Here, "deploy");

        result.Manifests.Count.Should().Be(1);
        result.Problems.Should().BeEmpty();
        result.Skipped.Should().Equal("deploy/Chart.yaml", "deploy/dashboard.json", "deploy/kustomization.yaml", "deploy/patch.yaml", "deploy/values.yaml");
    }

    [Fact]
    public void All_problems_of_all_files_are_reported_together()
    {
        Write("deploy/a.yaml", "kind: Service\nmetadata:\n  name: a\n");
        Write("deploy/b.yaml", "apiVersion: v1\nmetadata:\n  name: b\n---\nspec: {}\n");
        Write("deploy/c.yaml", "apiVersion: v1\nkind: Pod\nmetadata:\n  labels: {}\n");
        Write("deploy/d.yaml", "a: [1\n");
        Write("deploy/e.yaml", Web + "---\n- a\n");
        Write("deploy/f.yaml", Web);
        Write("deploy/g.yaml", "just text\n");
        Write("deploy/h.yaml", "kind: {{ .Values.kind }}\n");
        File.WriteAllBytes(Path.Combine(_folder.FullName, "deploy", "i.yaml"), [.. "a: b\nc: "u8, 0xE9, .. "t\n"u8]);

        var act = () => Manifests.Load(Here, "deploy");

        act.Should().Throw<ManifestReadException>().WithMessage("""
            9 problems while reading manifests:

              deploy/a.yaml:1:1: apiVersion is missing; begin the manifest with both, such as apiVersion: apps/v1 and kind: Deployment
              deploy/b.yaml:1:1: kind is missing; begin the manifest with both, such as apiVersion: apps/v1 and kind: Deployment
              deploy/b.yaml:5:1: apiVersion and kind are missing; begin the manifest with both, such as apiVersion: apps/v1 and kind: Deployment
              deploy/d.yaml:2:1: ',' or ']' is expected here; separate values by ',' and close with ']'
              deploy/e.yaml:6:1: expected a mapping (apiVersion, kind, metadata), found a list; write apiVersion, kind and metadata, or leave the document out
              deploy/g.yaml:1:1: expected a mapping (apiVersion, kind, metadata), found a string of 9 characters; write apiVersion, kind and metadata, or leave the document out
              deploy/h.yaml:1:8: a mapping is not a valid key; this looks like a template: render it (helm template) and load what comes out
              deploy/i.yaml:2:4: byte 0xE9 is no UTF-8; save the file as UTF-8
              deploy/f.yaml:1:1: Deployment/web is declared twice in namespace default, first at deploy/e.yaml:1:1; remove one of the two, or set LoadOptions.AllowDuplicates
            """);
    }

    [Fact]
    public void A_path_that_leads_nowhere_says_where_it_was_looked_for()
    {
        var problems = Manifests.TryLoad(Here, "deploi/", "deploy/*.yaml", "").Problems;

        problems.Select(p => p.ToString()).Should().Equal(
            $"deploi/: there is no such file or folder (looked in {_folder.FullName}); correct the path; it may be relative to the test project's folder or any folder above it up to the repository's root",
            $"deploy/*.yaml: nothing matches (looked in {_folder.FullName}); correct the glob: '*' stands for part of a name, '**' for folders",
            ": an empty path is given; name a file, a folder or a glob: Manifests.Load(\"deploy/\")");
    }

    [Fact]
    public void An_empty_folder_is_a_problem()
    {
        var empty = _folder.CreateSubdirectory("deploy").FullName;

        Manifests.TryLoad(Here, "deploy").Problems.Should().ContainSingle()
            .Which.ToString().Should().Be($"deploy: the folder holds no .yaml, .yml or .json file ({empty}); correct the path, or put manifests there");
    }

    [Fact]
    public void Files_without_any_manifest_are_a_problem()
    {
        Write("deploy/values.yaml", "replicas: 3\n");

        Manifests.TryLoad(Here, "deploy").Problems.Should().ContainSingle()
            .Which.ToString().Should().Be("deploy: none of the files holds a manifest with apiVersion and kind: deploy/values.yaml; correct the path, or put manifests there");
        Manifests.TryParse("# nothing\n").Problems.Should().ContainSingle()
            .Which.ToString().Should().Be("manifests.yaml: there is no manifest in it; write one, or leave it out");
    }

    [Fact]
    public void A_kustomization_that_is_named_is_a_problem()
    {
        Write("kustomization.yaml", "apiVersion: kustomize.config.k8s.io/v1beta1\nkind: Kustomization\n");

        Manifests.TryLoad(Here, "kustomization.yaml").Problems.Should().ContainSingle()
            .Which.ToString().Should().Be("kustomization.yaml:1:1: kustomize.config.k8s.io/v1beta1 Kustomization configures a tool and is no object of a cluster; build it (kubectl kustomize) and load what comes out");
    }

    [Fact]
    public void The_same_object_twice_is_fine_where_it_is_allowed()
    {
        var twice = Web + "---\n" + Web;

        Manifests.TryParse(twice, options: new LoadOptions { AllowDuplicates = true }).Problems.Should().BeEmpty();
        Manifests.TryParse(twice).Problems.Should().ContainSingle()
            .Which.ToString().Should().Be("manifests.yaml:6:1: Deployment/web is declared twice in namespace default, first at manifests.yaml:1:1; remove one of the two, or set LoadOptions.AllowDuplicates");
    }

    [Fact]
    public void Objects_are_the_same_in_the_same_namespace_alone_and_cluster_wide_ones_in_any()
    {
        Manifests.TryParse(Web + "---\n" + Web + "  namespace: other\n").Problems.Should().BeEmpty();
        Manifests.TryParse(Web + "---\n" + Web + "  namespace: default\n").Problems.Should().ContainSingle();

        const string Crd = "apiVersion: apiextensions.k8s.io/v1\nkind: CustomResourceDefinition\nmetadata: {name: planets.example.com}\nspec: {group: example.com, scope: Cluster, names: {kind: Planet}}\n---\n";
        const string Planet = "apiVersion: example.com/v1\nkind: Planet\nmetadata:\n  name: mars\n";
        var set = Manifests.TryParse(Crd + Planet + "---\n" + Planet + "  namespace: other\n");
        set.Problems.Should().ContainSingle().Which.Message.Should().Be("Planet/mars is declared twice, first at manifests.yaml:6:1");
        set.Manifests.NamespaceOf(set.Manifests[1]).Should().BeNull();
    }

    [Fact]
    public void Lists_become_their_items_at_their_places()
    {
        var set = Manifests.Parse("""
            apiVersion: v1
            kind: List
            items:
            - apiVersion: v1
              kind: Service
              metadata: {name: web}
            - apiVersion: v1
              kind: ConfigMapList
              items:
              - metadata: {name: settings}
                data: {a: b}
            """);

        set.Select(m => $"{m} {m.ApiVersion} {m.Location}").Should().Equal("Service/web v1 manifests.yaml:4:3", "ConfigMap/settings v1 manifests.yaml:10:5");
        set[1]["data"]["a"].Path.Should().Be("data.a");
        set[1]["data"]["a"].Location.ToString().Should().Be("manifests.yaml:11:15");
    }

    [Fact]
    public void A_helm_template_is_kept_as_the_origin()
    {
        var set = Manifests.Parse("---\n# Source: shop/templates/web.yaml\n" + Web + "---\n# Source: shop/templates/svc.yaml\n" + Service + "---\n" + Service + "  namespace: x\n");

        set.Select(m => m.Origin).Should().Equal("shop/templates/web.yaml", "shop/templates/svc.yaml", null);
    }

    [Fact]
    public void A_stream_is_read_to_its_end()
    {
        using var stream = new MemoryStream([0xEF, 0xBB, 0xBF, .. System.Text.Encoding.UTF8.GetBytes(Web.ReplaceLineEndings("\r\n"))]);

        Manifests.FromStream(stream, "pipe")[0].Root["metadata"]["name"].Location.ToString().Should().Be("pipe:4:9");
    }

    [Fact]
    public void Several_threads_and_one_read_the_same()
    {
        for (var i = 0; i < 40; i++)
            Write($"deploy/{i:00}.yaml", string.Concat(Enumerable.Repeat(Web.Replace("web", $"web{i}", StringComparison.Ordinal) + "---\n", i % 3 + 1)));

        var one = Manifests.TryLoad(Here with { Parallelism = 1 }, "deploy");
        var many = Manifests.TryLoad(Here with { Parallelism = 4 }, "deploy");

        many.Manifests.Select(m => m.Location).Should().Equal(one.Manifests.Select(m => m.Location)).And.HaveCount(79);
        many.Problems.Should().Equal(one.Problems);
    }

    [Fact]
    public void A_relative_path_starts_at_the_test_project_and_goes_up_to_the_repository()
    {
        _folder.CreateSubdirectory("repo/.git");
        var binaries = _folder.CreateSubdirectory("repo/tests/Shop.Tests/bin/Debug/net10.0").FullName;
        Write("repo/tests/Shop.Tests/Shop.Tests.csproj", "<Project/>");

        KubeAssert.Loading.SearchPlaces.Of(binaries, binaries).Take(3).Should().Equal(
            Path.Combine(_folder.FullName, "repo", "tests", "Shop.Tests"), Path.Combine(_folder.FullName, "repo", "tests"), Path.Combine(_folder.FullName, "repo"));
    }

    [Fact]
    public void What_teams_ship_is_read_whole()
    {
        // the files lie beside the repository where they are at hand
        if (Corpus.Folder is not { } folder)
            return;

        var result = Manifests.TryLoad(new LoadOptions { AllowDuplicates = true }, folder);

        result.Manifests.Count.Should().BeGreaterThan(500);
        result.Problems.Should().OnlyContain(p => p.Message.Contains("is set twice", StringComparison.Ordinal) || p.Fix.StartsWith("this looks like a template", StringComparison.Ordinal));
    }

    private LoadOptions Here => new() { BaseFolder = _folder.FullName };

    private void Write(string name, string text)
    {
        var path = Path.Combine(_folder.FullName, name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, text);
    }
}
