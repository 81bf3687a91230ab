namespace KubeAssert.Packages.Tests;

/// <summary>What a new project finds in repositories of several shapes, and that it fails there for the mistake that is planted, and not for another reason.</summary>
internal sealed class Layouts(string packages)
{
    private const string Project = "tests/Shop-Web Tests";

    public async Task AreFoundAsync()
    {
        using var shop = new Newcomer(packages, "my shop");
        await shop.SucceedsAsync("new", "install", Path.Combine(packages, "KubeAssert.Templates.0.1.0.nupkg"));
        await shop.SucceedsAsync("new", "kubeassert", "--xunit", "v3", "-o", Project);
        await shop.SucceedsAsync("build", Project);

        (await FailureAsync(shop)).Should().Contain(
                shop.Folder + ": nothing that is deployed is found").And.Contain("name it: Manifests.Load(\"path/to/manifests/\")");

        shop.Write("k8s/web.yaml", GettingStarted.Web);
        (await FailureAsync(shop)).Should().Contain("  k8s/web.yaml:21:13  Service/web  spec.selector\n").And.Contain("fix: select app=web\n")
            .And.Contain("ManifestTests.Nothing_is_broken [k8s] [FAIL]").And.NotContain("The_api_server_accepts_them [");
        shop.Remove("k8s");

        if (IsThere("kustomize") || IsThere("kubectl"))
        {
            shop.Write("deploy/base/web.yaml", GettingStarted.Web);
            shop.Write("deploy/base/kustomization.yaml", "resources: [web.yaml]");
            shop.Write("deploy/overlays/prod/kustomization.yaml", "resources: [../../base]\nnamePrefix: prod-\n");
            shop.Write("deploy/overlays/staging/kustomization.yaml", "resources: [../../base]\n");
            (await FailureAsync(shop)).Should().Contain("  kustomize:deploy/overlays/prod:").And.Contain("Service/prod-web  spec.selector\n")
                .And.NotContain("The_api_server_accepts_them [");
            shop.Remove("deploy");
        }

        if (IsThere("helm"))
        {
            foreach (var chart in new[] { "api", "web" })
            {
                shop.Write($"charts/{chart}/Chart.yaml", $"apiVersion: v2\nname: {chart}\nversion: 0.1.0\n");
                shop.Write($"charts/{chart}/templates/all.yaml", GettingStarted.Web.Replace("name: web", "name: {{ .Release.Name }}", StringComparison.Ordinal));
            }

            shop.Write("charts/common/Chart.yaml", "apiVersion: v2\nname: common\nversion: 0.1.0\ntype: library\n");
            (await FailureAsync(shop)).Should().Contain("  helm:charts/api:").And.Contain("Service/api  spec.selector\n").And.Contain("Service/web  spec.selector\n")
                .And.Contain("but 1 of 2 does not:").And.NotContain("The_api_server_accepts_them [");
        }
    }

    private static async Task<string> FailureAsync(Newcomer shop)
    {
        var (code, output) = await shop.RunAsync(Path.Combine(shop.Folder, Project, "bin", "Debug", "net10.0", "Shop-Web Tests.dll"), "-noColor");
        code.Should().Be(1, output);
        return string.Join('\n', output.Split('\n').Select(line => line.Length > 6 && line.StartsWith("      ", StringComparison.Ordinal) ? line[6..] : line));
    }

    private static bool IsThere(string program) =>
        (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator).Any(folder => File.Exists(Path.Combine(folder, program)) || File.Exists(Path.Combine(folder, program + ".exe")));
}
