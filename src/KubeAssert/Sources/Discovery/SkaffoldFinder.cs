namespace KubeAssert.Sources;

/// <summary>Files of Skaffold that no other one requires. What they deploy is not found again.</summary>
internal sealed class SkaffoldFinder(Discovery discovery)
{
    public void Find(ChartFinder charts, KustomizationFinder kustomizations)
    {
        var files = new Dictionary<string, List<Node>>(StringComparer.Ordinal);
        foreach (var file in discovery.Files.Where(f => f.Name is "skaffold.yaml" or "skaffold.yml"))
        {
            var roots = NamedFiles.Read(file.Full);
            discovery.Claim(file.Path);
            if (roots.Exists(root => root["apiVersion"].Text?.StartsWith("skaffold/", StringComparison.Ordinal) == true))
                files.TryAdd(file.Path, roots);
        }

        var required = files.SelectMany(f => f.Value.SelectMany(root => root["requires"].Items).Select(r => r["path"].Text is { } path ? discovery.Resolve(FolderOf(f.Key), path) : null))
            .OfType<string>().SelectMany(path => new[] { path, (path + "/skaffold.yaml").TrimStart('/'), (path + "/skaffold.yml").TrimStart('/') }).ToHashSet(StringComparer.Ordinal);
        foreach (var (path, roots) in files)
        {
            foreach (var pipeline in roots.SelectMany(root => root["profiles"].Items.Prepend(root)))
                Claim(FolderOf(path), pipeline, path, charts, kustomizations);
            if (required.Contains(path))
                discovery.LeftOut.Add((path, "required by another skaffold.yaml"));
            else
                discovery.Add(DeployableKind.Skaffold, path, path, "Skaffold deploys it", $"Manifests.FromSkaffold(path: \"{path}\")", () => Manifests.FromSkaffold(path: discovery.FullOf(path)));
        }
    }

    private void Claim(string folder, Node pipeline, string by, ChartFinder charts, KustomizationFinder kustomizations)
    {
        foreach (var section in new[] { pipeline["manifests"], pipeline["deploy"] })
        {
            var raw = section["rawYaml"].Items.Concat(section["kubectl"]["manifests"].Items).Select(i => i.Text).OfType<string>().ToList();
            foreach (var full in raw.SelectMany(pattern => SkaffoldRawFiles.Find(pattern, discovery.FullOf(folder)) ?? []))
                discovery.Claim(Path.GetRelativePath(discovery.Root, full).Replace('\\', '/'));
            foreach (var path in section["kustomize"]["paths"].Items.Select(i => i.Text is { } text ? discovery.Resolve(folder, text) : null).OfType<string>())
                kustomizations.Deployed(path, by);
            foreach (var path in section["helm"]["releases"].Items.Select(r => r["chartPath"].Text is { } text ? discovery.Resolve(folder, text) : null).OfType<string>())
                charts.Deployed(path);
        }
    }

    private static string FolderOf(string path) => path.LastIndexOf('/') is var slash and >= 0 ? path[..slash] : "";
}
