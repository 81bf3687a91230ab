namespace Template.Tests;

/// <summary>
/// What this repository deploys: the first kustomization, Helm chart or folder of manifests in this project's folder or the nearest folder above it. Once you know which,
/// say it in one line: <c>Manifests.Load("deploy/")</c>, <c>FromKustomization("overlays/prod")</c> or <c>FromHelmChart("chart/")</c>.
/// </summary>
internal static class DeployedManifests
{
    private static readonly string[] Names = ["deploy", "k8s", "kubernetes", "manifests", "overlays/prod", "overlays/production", "chart", "charts/*", "helm", "helm/*", "."];
    private static readonly Lazy<ManifestSet> Found = new(Find);

    public static ManifestSet All => Found.Value;

    private static ManifestSet Find()
    {
        var looked = new List<string>();
        for (var folder = ProjectFolder(); folder is not null; folder = Path.GetDirectoryName(folder))
        {
            looked.Add(folder);
            foreach (var name in Names)
            {
                foreach (var place in Folders(folder, name))
                {
                    var relative = Path.GetRelativePath(folder, place).Replace('\\', '/');
                    if (File.Exists(Path.Combine(place, "kustomization.yaml")) || File.Exists(Path.Combine(place, "kustomization.yml")))
                        return Manifests.FromKustomization(place);
                    if (File.Exists(Path.Combine(place, "Chart.yaml")))
                        return Manifests.FromHelmChart(place);
                    if (name != "." && Directory.EnumerateFiles(place, "*.y*ml", SearchOption.AllDirectories).Any())
                        return Manifests.Load(new LoadOptions { BaseFolder = folder }, relative + "/");
                }
            }

            if (Path.Exists(Path.Combine(folder, ".git")))
                break;
        }

        throw new FileNotFoundException(
            $"No manifests are found: there is no kustomization.yaml, no Chart.yaml and no folder with YAML called {string.Join(", ", Names.SkipLast(1))} in\n  {string.Join("\n  ", looked)}\n" +
            "Say where they are in DeployedManifests.cs: Manifests.Load(\"path/to/manifests/\").");
    }

    private static IEnumerable<string> Folders(string folder, string name)
    {
        if (name == ".")
            return [folder];
        if (!name.EndsWith("/*", StringComparison.Ordinal))
            return Directory.Exists(Path.Combine(folder, name)) ? [Path.Combine(folder, name)] : [];
        var parent = Path.Combine(folder, name[..^2]);
        return Directory.Exists(parent) ? Directory.GetDirectories(parent).Order(StringComparer.Ordinal).Where(f => File.Exists(Path.Combine(f, "Chart.yaml"))) : [];
    }

    private static string ProjectFolder()
    {
        var folder = Path.TrimEndingDirectorySeparator(AppContext.BaseDirectory);
        while (Path.GetDirectoryName(folder) is { } above && !Directory.EnumerateFiles(folder, "*.csproj").Any())
            folder = above;
        return folder;
    }
}
