namespace KubeAssert.Sources;

/// <summary>Paths inside the repository that Flux Kustomizations and Argo CD Applications deploy.</summary>
internal sealed class GitOpsFinder(Discovery discovery, ChartFinder charts, KustomizationFinder kustomizations)
{
    private readonly HashSet<string> _seen = new(StringComparer.Ordinal);

    public void Find()
    {
        // charts' templates are claimed already, and kustomizations' resources hold Flux's objects as often as not
        foreach (var file in discovery.Files.Where(f => f.IsYaml && !f.Path.Contains("/templates/", StringComparison.Ordinal)).ToList())
        {
            foreach (var manifest in file.Content(discovery.Reader).Manifests)
            {
                if (manifest is { Group: "kustomize.toolkit.fluxcd.io", Kind: "Kustomization" })
                    Add(DeployableKind.FluxKustomization, manifest, manifest["spec"]["path"].Text, manifest["spec"]["targetNamespace"].Text, null);
                else if (manifest is { Group: "argoproj.io", Kind: "Application" })
                    AddApplication(manifest);
            }
        }
    }

    private void AddApplication(Manifest manifest)
    {
        foreach (var source in manifest["spec"]["sources"].Items.Prepend(manifest["spec"]["source"]))
            Add(DeployableKind.ArgoApplication, manifest, source["path"].Text, manifest["spec"]["destination"]["namespace"].Text, source["helm"]);
    }

    private void Add(DeployableKind kind, Manifest manifest, string? path, string? @namespace, Node? helm)
    {
        if (path is null || discovery.Resolve("", path.TrimStart('/')) is not { Length: > 0 } folder || !Directory.Exists(discovery.FullOf(folder)))
            return;
        var files = helm?["valueFiles"].Items.Select(i => i.Text).OfType<string>().ToList() ?? [];
        if (!_seen.Add($"{folder} {@namespace} {string.Join(' ', files)}"))
            return;

        var (reason, name) = ($"{manifest} ({manifest.Location.File}) deploys {folder}", $"{folder} ({manifest.Name})");
        var inNamespace = @namespace is null ? "" : $".WithDefaultNamespace(\"{@namespace}\")";
        if (charts.Has(folder))
        {
            charts.Deployed(folder);
            var release = helm?["releaseName"].Text ?? manifest.Name;
            var chart = new HelmChart().Release(release).Values([.. files]);
            if (helm?["values"].Text is { } values)
                chart = chart with { ValuesText = values };
            foreach (var parameter in helm?["parameters"].Items ?? [])
                chart = chart.Set(parameter["name"].Text ?? "", parameter["value"].Text ?? "");
            if (@namespace is not null)
                chart = chart.Namespace(@namespace);
            discovery.Add(kind, name, folder, reason, $"Manifests.FromHelmChart(\"{folder}\", chart => chart.Release(\"{release}\"){string.Concat(files.Select(f => $".Values(\"{f}\")"))})",
                () => Helm.Render(discovery.FullOf(folder), chart, CancellationToken.None, folder));
        }
        else if (kustomizations.Has(folder))
        {
            kustomizations.Deployed(folder, manifest.ToString());
            discovery.Add(kind, name, folder, reason, $"Manifests.FromKustomization(\"{folder}\"){inNamespace}", () => InNamespace(kustomizations.Render(folder), @namespace));
        }
        else if (FolderFinder.ManifestsBelow(discovery, folder) is { Count: > 0 } plain)
        {
            foreach (var file in plain)
                discovery.Claim(file.Path);
            discovery.Add(kind, name, folder, reason, $"Manifests.Load(\"{folder}/\"){inNamespace}", () => InNamespace(FolderFinder.Load(discovery, plain), @namespace));
        }
    }

    private static ManifestSet InNamespace(ManifestSet set, string? @namespace) => @namespace is null ? set : set.WithDefaultNamespace(@namespace);
}
