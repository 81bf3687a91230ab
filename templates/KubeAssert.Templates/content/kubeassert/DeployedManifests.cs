namespace Template.Tests;

/// <summary>
/// What this repository deploys: the first kustomization, Helm charts or folder of manifests in this project's folder or the nearest folder above it. Once you know which,
/// say it in one line: <c>Manifests.Load("deploy/")</c>, <c>FromKustomization("overlays/prod")</c> or <c>FromHelmChart("chart/")</c>.
/// </summary>
internal static class DeployedManifests
{
    private const int MostFoldersAbove = 5;

    private static readonly string[] Folders = ["deploy", "k8s", "kubernetes", "manifests", "kustomize", "overlays", "chart", "charts", "helm", "."];
    private static readonly string[] Overlays = [".", "overlays/prod", "overlays/production", "prod", "production", "overlays/*", "base"];
    private static readonly Lazy<ManifestSet> Found = new(Find);

    public static ManifestSet All => Found.Value;

    private static ManifestSet Find()
    {
        var looked = new List<string>();
        for (var root = ProjectFolder(); root is not null && looked.Count <= MostFoldersAbove; root = Path.GetDirectoryName(root))
        {
            looked.Add(root);
            foreach (var folder in Folders.Where(name => Directory.Exists(Path.Combine(root, name))))
            {
                if (Kustomizations(root, folder).FirstOrDefault() is { } kustomization)
                    return Manifests.FromKustomization(Path.Combine(root, kustomization));
                var charts = Charts(root, folder).ToList();
                if (charts.Count > 0)
                    return charts.Select(chart => Rendered(Path.Combine(root, chart))).Aggregate((all, next) => all.Union(next));
                if (folder != "." && Directory.EnumerateFiles(Path.Combine(root, folder), "*.y*ml", SearchOption.AllDirectories).Any())
                    return Manifests.Load(new LoadOptions { BaseFolder = root }, folder + "/");
            }

            if (Path.Exists(Path.Combine(root, ".git")))
                break;
        }

        throw new FileNotFoundException(
            $"No manifests are found: there is no kustomization.yaml, no Chart.yaml and no folder with YAML called {string.Join(", ", Folders.SkipLast(1))} in\n  {string.Join("\n  ", looked)}\n" +
            "Say where they are in DeployedManifests.cs: Manifests.Load(\"path/to/manifests/\").");
    }

    /// <summary>The folder itself, else the overlay for production, else the first overlay, else the base.</summary>
    private static IEnumerable<string> Kustomizations(string root, string folder) =>
        Overlays.SelectMany(overlay => Below(root, folder == "." ? overlay : $"{folder}/{overlay}"))
            .Where(place => new[] { "kustomization.yaml", "kustomization.yml", "Kustomization" }.Any(name => File.Exists(Path.Combine(root, place, name))));

    /// <summary>The folder itself, else every chart in a folder of it but libraries, which nobody installs.</summary>
    private static IEnumerable<string> Charts(string root, string folder) =>
        File.Exists(Path.Combine(root, folder, "Chart.yaml")) ? [folder] : Below(root, folder == "." ? "*" : folder + "/*")
            .Where(place => File.Exists(Path.Combine(root, place, "Chart.yaml")) && !File.ReadLines(Path.Combine(root, place, "Chart.yaml")).Contains("type: library"));

    private static IEnumerable<string> Below(string root, string place)
    {
        if (!place.EndsWith('*'))
            return Directory.Exists(Path.Combine(root, place)) ? [place] : [];
        var parent = place.TrimEnd('*').TrimEnd('/');
        return Directory.Exists(Path.Combine(root, parent))
            ? Directory.GetDirectories(Path.Combine(root, parent)).Select(below => Path.GetRelativePath(root, below).Replace('\\', '/')).Order(StringComparer.Ordinal)
            : [];
    }

    private static ManifestSet Rendered(string chart)
    {
        var folder = new DirectoryInfo(chart);
        return Manifests.FromHelmChart(folder.FullName, helm => helm.Release(folder.Name.ToLowerInvariant()));
    }

    private static string ProjectFolder()
    {
        var folder = Path.TrimEndingDirectorySeparator(AppContext.BaseDirectory);
        while (Path.GetDirectoryName(folder) is { } above && !Directory.EnumerateFiles(folder, "*.csproj").Any())
            folder = above;
        return folder;
    }
}
