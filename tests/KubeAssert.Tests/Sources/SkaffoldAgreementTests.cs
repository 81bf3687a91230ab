using KubeAssert.Tests.Support;

namespace KubeAssert.Tests.Sources;

/// <summary>What is read of a skaffold.yaml without skaffold is what skaffold renders: each case is rendered without it, and with it where it is on the <c>PATH</c>.</summary>
public sealed class SkaffoldAgreementTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    /// <summary>The variable of this test alone: the environment is everybody's.</summary>
    private readonly string _stage = "KUBEASSERT_" + Guid.NewGuid().ToString("N").ToUpperInvariant();

    public SkaffoldAgreementTests()
    {
        foreach (var name in new[] { "a", "b", "c", "d", "k8s/one", "k8s/deep/two", "k8s/deep/er/three", "dep/inner", "dep/dep" })
            _folder.Write(name + ".yaml", $"{{apiVersion: v1, kind: ConfigMap, metadata: {{name: {(name.StartsWith("dep/", StringComparison.Ordinal) ? name.Replace('/', '-') : Path.GetFileName(name))}}}}}\n");
        _folder.Write("k8s/notes.txt", "no manifest");
        _folder.Write("k8s/j.json", """{"apiVersion": "v1", "kind": "ConfigMap", "metadata": {"name": "json"}}""");
        _folder.Write("pod.yaml", "{apiVersion: v1, kind: Pod, metadata: {name: pod}, spec: {containers: [{name: web, image: shop/web}]}}\n");
        foreach (var overlay in new[] { "k1", "k2" })
        {
            _folder.Write($"{overlay}/kustomization.yaml", $"resources: [x.yaml]\nnamePrefix: {overlay}-\n");
            _folder.Write($"{overlay}/x.yaml", "{apiVersion: v1, kind: ConfigMap, metadata: {name: x}}\n");
        }

        _folder.Write("kustomization.yaml", "resources: [a.yaml]\nnamePrefix: top-\n");
        _folder.Write("chart/Chart.yaml", "apiVersion: v2\nname: shop\nversion: 0.1.0\n");
        _folder.Write("chart/templates/a.yaml", "apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: {{ .Release.Name }}\n  namespace: {{ .Release.Namespace }}\n  annotations:\n    values: {{ toJson .Values | quote }}\n");
        _folder.Write("chart/templates/tests/t.yaml", "apiVersion: v1\nkind: Pod\nmetadata:\n  name: {{ .Release.Name }}-test\n  annotations: {helm.sh/hook: test}\nspec:\n  containers: [{name: t, image: t}]\n");
        _folder.Write("prod.yaml", "one: file\nfour: file\n");
        _folder.Write("dep/skaffold.yaml", """
            apiVersion: skaffold/v4beta11
            kind: Config
            metadata: {name: dep}
            manifests: {rawYaml: [dep.yaml]}
            profiles:
              - {name: inner, manifests: {rawYaml: [inner.yaml]}}
              - {name: raw, patches: [{op: add, path: /manifests/rawYaml/-, value: inner.yaml}]}
              - {name: auto, activation: [{env: KUBEASSERT_STAGE=.+}], patches: [{op: add, path: /manifests/rawYaml/-, value: inner.yaml}]}
            """);
    }

    /// <summary>The rest of the file, its version, the profiles, the environment's KUBEASSERT_STAGE, and the names that come out.</summary>
    public static TheoryData<string, string, string, string, string> Cases => new()
    {
        { "{}", "v4beta11", "", "", "one" },
        { "deploy: {kubectl: {}}", "v4beta11", "", "", "one" },
        { "manifests: {rawYaml: []}", "v4beta11", "", "", "one" },
        { "manifests: {rawYaml: ['k8s/**/*.yaml']}", "v4beta11", "", "", "two" },
        { "manifests: {rawYaml: ['k8s/*']}", "v4beta11", "", "", "three two json one" },
        { "manifests: {rawYaml: ['k8s/*.json', 'k8s/one.yaml', 'k8s/*.yaml']}", "v4beta11", "", "", "json one" },
        { "manifests: {rawYaml: ['[ab].yaml', '?.yaml']}", "v4beta11", "", "", "a b c d" },
        { "manifests: {rawYaml: [b.yaml, a.yaml, b.yaml]}", "v4beta11", "", "", "b a" },
        { "build: {artifacts: [{image: shop/web}]}\nmanifests: {rawYaml: [pod.yaml]}", "v4beta11", "", "", "pod" },
        { "manifests: {rawYaml: [a.yaml], kustomize: {paths: [k2, k1]}}", "v4beta11", "", "", "a k2-x k1-x" },
        { "manifests: {rawYaml: [a.yaml], kustomize: {}}", "v4beta11", "", "", "a" },
        { "manifests: {kustomize: {paths: ['{{.KUBEASSERT_STAGE}}']}}", "v4beta11", "", "k1", "k1-x" },
        { "manifests: {rawYaml: [a.yaml, b.yaml], kustomize: {paths: [k1]}}\nprofiles: [{name: p, manifests: {rawYaml: [c.yaml]}}]", "v4beta11", "p", "", "c k1-x" },
        { "manifests: {rawYaml: [a.yaml], kustomize: {paths: [k1]}}\nprofiles: [{name: p, manifests: {rawYaml: []}}]", "v4beta11", "p", "", "a k1-x" },
        { "manifests: {rawYaml: [a.yaml], kustomize: {paths: [k1]}}\nprofiles: [{name: p, manifests: {kustomize: {buildArgs: []}}}]", "v4beta11", "p", "", "a" },
        { "manifests: {rawYaml: [a.yaml]}\nprofiles: [{name: p, manifests: {rawYaml: [b.yaml]}}, {name: q, manifests: {rawYaml: [c.yaml]}}]", "v4beta11", "q,p", "", "b" },
        { "manifests: {rawYaml: [a.yaml]}\nprofiles: [{name: p, activation: [{env: 'KUBEASSERT_STAGE=pr.*'}], manifests: {rawYaml: [b.yaml]}}]", "v4beta11", "", "prod", "b" },
        { "manifests: {rawYaml: [a.yaml]}\nprofiles: [{name: p, activation: [{env: 'KUBEASSERT_STAGE=!pr.*'}], manifests: {rawYaml: [b.yaml]}}]", "v4beta11", "", "prod", "a" },
        { "manifests: {rawYaml: [a.yaml]}\nprofiles: [{name: p, activation: [{env: 'KUBEASSERT_STAGE='}], manifests: {rawYaml: [b.yaml]}}]", "v4beta11", "", "", "b" },
        { "manifests: {rawYaml: [a.yaml]}\nprofiles: [{name: p, activation: [{env: 'KUBEASSERT_STAGE=prod'}], manifests: {rawYaml: [b.yaml]}}]", "v4beta11", "-p", "prod", "a" },
        { "manifests: {rawYaml: [a.yaml]}\nprofiles: [{name: p, activation: [{env: 'KUBEASSERT_STAGE=prod'}], manifests: {rawYaml: [b.yaml]}}, {name: q, manifests: {rawYaml: [c.yaml]}}]", "v4beta11", "q,p", "prod", "c" },
        { "manifests: {rawYaml: [a.yaml]}\nprofiles: [{name: p, requiresAllActivations: true, activation: [{env: 'KUBEASSERT_STAGE=prod'}, {command: dev}], manifests: {rawYaml: [b.yaml]}}]", "v4beta11", "", "prod", "a" },
        { "manifests: {rawYaml: [a.yaml]}\nprofiles: [{name: p, activation: [{command: '!(dev|run)'}], manifests: {rawYaml: [b.yaml]}}]", "v4beta11", "", "", "b" },
        { "manifests: {rawYaml: [a.yaml, b.yaml]}\nprofiles: [{name: p, patches: [{op: test, path: /manifests/rawYaml/0, value: a.yaml}, {op: add, path: /manifests/rawYaml/0, value: c.yaml}, {op: remove, path: /manifests/rawYaml/1}, {op: add, path: /manifests/rawYaml/-, value: d.yaml}]}]", "v4beta11", "p", "", "c b d" },
        { "manifests: {helm: {releases: [{name: one, chartPath: chart}, {name: two, chartPath: chart}]}}\nprofiles: [{name: p, patches: [{path: /manifests/helm/releases/name=two/name, value: three}]}]", "v4beta11", "p", "", "one one-test three three-test" },
        { "requires: [{path: dep}]\nmanifests: {rawYaml: [a.yaml]}", "v4beta11", "", "", "dep-dep a" },
        { "requires: [{path: dep}]", "v4beta11", "", "", "dep-dep" },
        { "requires: [{path: dep}]\nmanifests: {rawYaml: [a.yaml]}\nprofiles: [{name: raw, manifests: {rawYaml: [b.yaml]}}]", "v4beta11", "raw", "", "dep-dep dep-inner b" },
        { "requires: [{path: dep}]\nmanifests: {rawYaml: [a.yaml]}", "v4beta11", "", "prod", "dep-dep dep-inner a" },
        { "requires: [{path: dep, activeProfiles: [{name: inner, activatedBy: [raw]}]}]\nmanifests: {rawYaml: [a.yaml]}\nprofiles: [{name: raw, activation: [{command: render}], manifests: {rawYaml: [b.yaml]}}]", "v4beta11", "", "", "dep-inner b" },
        { "manifests: {helm: {releases: [{name: 'shop-{{.KUBEASSERT_STAGE}}', namespace: 'ns-{{ .KUBEASSERT_STAGE }}', chartPath: chart, skipTests: true, valuesFiles: ['{{.KUBEASSERT_STAGE}}.yaml'], setValues: {two: {three: set}, 'list[0].a': x, a.b: 't,u=v'}, setValueTemplates: {tpl: '{{.KUBEASSERT_STAGE}}-x', none: '{{.KUBEASSERT_NONE}}', '{{.KUBEASSERT_STAGE}}key': z}, setFiles: {file: a.yaml}, overrides: {one: over, two: {three: over, five: 5}}}]}}", "v4beta11", "", "prod", "shop-prod" },
        { "build: {artifacts: [{image: shop/web}, {image: ghcr.io/shop/api}]}\nmanifests: {helm: {releases: [{name: shop, chartPath: chart, skipTests: true, setValueTemplates: {web: '{{.IMAGE_FULLY_QUALIFIED_shop_web}}', api: '{{.IMAGE_REPO_ghcr_io_shop_api}}:{{.IMAGE_TAG2}}', first: '{{.IMAGE_NAME}}'}}]}}", "v4beta11", "", "", "shop" },
        { "deploy: {helm: {releases: [{name: shop, chartPath: chart}]}}", "v4beta11", "", "", "shop shop-test" },
        { "manifests: {helm: {releases: [{name: one, chartPath: chart}]}}\ndeploy: {helm: {releases: [{name: two, chartPath: chart}]}}", "v4beta11", "", "", "one one-test two two-test" },
        { "manifests: {helm: {releases: [{name: one, chartPath: chart, skipTests: true}]}}\ndeploy: {helm: {releases: [{name: one, namespace: other, chartPath: chart}]}}", "v4beta11", "", "", "one" },
        { "manifests: {rawYaml: [a.yaml]}", "v3", "", "", "a" },
        { "manifests: {rawYaml: [a.yaml]}", "v4beta1", "", "", "a" },
        { "{}", "v2beta29", "", "", "one" },
        { "deploy: {kubectl: {manifests: [a.yaml]}, kustomize: {}}", "v2beta29", "", "", "a top-a" },
        { "deploy: {kubectl: {manifests: [a.yaml]}, kustomize: {paths: [k1]}}", "v2beta1", "", "", "a k1-x" },
        { "deploy: {kubectl: {manifests: [a.yaml]}, kustomize: {paths: [k1]}}\nprofiles: [{name: p, deploy: {kubectl: {flags: {global: [-v]}}, kustomize: {paths: [k2]}}}]", "v2beta29", "p", "", "a k2-x" },
        { "deploy: {kubectl: {manifests: [a.yaml]}, kustomize: {paths: [k1]}}\nprofiles: [{name: p, patches: [{path: /deploy/kubectl/manifests/0, value: b.yaml}, {path: /deploy/kustomize/paths/0, value: k2}]}]", "v2beta29", "p", "", "b k2-x" },
        { "build: {artifacts: [{image: shop/web}, {image: ghcr.io/shop/api}]}\ndeploy: {helm: {releases: [{name: shop, chartPath: chart, artifactOverrides: {image: shop/web, two: {image: ghcr.io/shop/api}}, setValues: {x: 1}}]}}", "v2beta29", "", "", "shop shop-test" },
        { "build: {artifacts: [{image: shop/web}, {image: ghcr.io/shop/api}]}\ndeploy: {helm: {releases: [{name: shop, chartPath: chart, artifactOverrides: {image: shop/web, api: ghcr.io/shop/api}, imageStrategy: {helm: {}}}]}}", "v2beta29", "", "", "shop shop-test" },
        { "build: {artifacts: [{image: ghcr.io/shop/api}]}\ndeploy: {helm: {releases: [{name: shop, chartPath: chart, artifactOverrides: {api: ghcr.io/shop/api}, imageStrategy: {helm: {explicitRegistry: true}}}]}}", "v2beta29", "", "", "shop shop-test" },
        { "deploy: {helm: {releases: [{name: shop, chartPath: chart}]}}\nprofiles: [{name: p, patches: [{path: /deploy/helm/releases/0/name, value: other}, {op: add, path: /deploy/helm/releases/0/setValues, value: {x: y}}]}]", "v2beta29", "p", "", "other other-test" },
    };

    public void Dispose() => _folder.Dispose();

    [ProgramTheory("kustomize", "kubectl"), MemberData(nameof(Cases))]
    public void Read_without_skaffold(string rest, string version, string profile, string stage, string names)
    {
        if (rest.Contains("helm", StringComparison.Ordinal) && !ProgramFactAttribute.IsThere("helm"))
            return;

        string.Join(' ', Render("no-such-skaffold", rest, version, profile, stage).Select(m => m.Name)).Should().Be(names);
    }

    [ProgramTheory("skaffold"), MemberData(nameof(Cases))]
    public void Rendered_by_skaffold(string rest, string version, string profile, string stage, string names)
    {
        var without = Render("no-such-skaffold", rest, version, profile, stage);

        var by = Render("skaffold", rest, version, profile, stage);

        string.Join(' ', by.Select(m => m.Name)).Should().Be(names);
        by.Should().MatchManifests(without);
    }

    private ManifestSet Render(string program, string rest, string version, string profile, string stage)
    {
        var text = rest.Replace("KUBEASSERT_STAGE", _stage, StringComparison.Ordinal);
        _folder.Write("dep/skaffold.yaml", File.ReadAllText(_folder["dep/skaffold.yaml"]).Replace("KUBEASSERT_STAGE", _stage, StringComparison.Ordinal));
        _folder.Write("skaffold.yaml", $"apiVersion: skaffold/{version}\nkind: Config\n{(text == "{}" ? "" : text)}\n");
        Environment.SetEnvironmentVariable(_stage, stage.Length == 0 ? null : stage);
        try
        {
            return Manifests.FromSkaffold(profile.Length == 0 ? null : profile, _folder.Path, new SkaffoldOptions { Program = program });
        }
        finally
        {
            Environment.SetEnvironmentVariable(_stage, null);
        }
    }
}
