namespace KubeAssert.Sources;

/// <summary>Kustomizations that no other one uses. What a kustomization names, such as patches, belongs to it.</summary>
internal sealed class KustomizationFinder
{
    private static readonly string[] Uses = ["resources", "bases", "components"];

    private readonly Discovery _discovery;
    private readonly Dictionary<string, Node> _all = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _usedBy = new(StringComparer.Ordinal);

    public KustomizationFinder(Discovery discovery)
    {
        _discovery = discovery;
        foreach (var file in discovery.Files.Where(f => f.Name is "kustomization.yaml" or "kustomization.yml" or "Kustomization"))
        {
            if (NamedFiles.Read(file.Full) is not [MapNode root, ..] || root["spec"].HasValue || !_all.TryAdd(file.Folder, root))
                continue;
            foreach (var other in discovery.Files.Where(f => f.Folder == file.Folder))
                discovery.Claim(other.Path);
        }

        foreach (var (folder, root) in _all)
            Follow(folder, root);
    }

    public bool Has(string folder) => _all.ContainsKey(folder);

    /// <summary>Takes note that something else deploys the kustomization.</summary>
    public void Deployed(string folder, string by) => _usedBy.TryAdd(folder, by);

    public void Find()
    {
        foreach (var (folder, root) in _all)
        {
            var place = folder.Length == 0 ? "." : folder;
            if (root["kind"].Text == "Component")
                _discovery.LeftOut.Add((place, "a component of kustomizations"));
            else if (_usedBy.TryGetValue(folder, out var user))
                _discovery.LeftOut.Add((place, "used by " + user));
            else
                _discovery.Add(DeployableKind.Kustomization, place, folder, "a kustomization that no other one uses", $"Manifests.FromKustomization(\"{place}\"{(NeedsHelm(folder) ? ", new KustomizeOptions { EnableHelm = true }" : "")})", () => Render(folder));
        }
    }

    public ManifestSet Render(string folder) =>
        Kustomize.Render(_discovery.FullOf(folder), new KustomizeOptions { EnableHelm = NeedsHelm(folder) }, [], CancellationToken.None, folder.Length == 0 ? "." : folder);

    /// <summary>Whether it, or one that it uses, renders charts.</summary>
    private bool NeedsHelm(string folder)
    {
        var (seen, open) = (new HashSet<string>(StringComparer.Ordinal), new Stack<string>([folder]));
        while (open.TryPop(out var at))
        {
            if (!seen.Add(at) || !_all.TryGetValue(at, out var root))
                continue;
            if (root["helmCharts"].Items.Count + root["helmChartInflationGenerator"].Items.Count > 0)
                return true;
            foreach (var used in UsedBy(at, root))
                open.Push(used);
        }

        return false;
    }

    private IEnumerable<string> UsedBy(string folder, Node root) =>
        Uses.SelectMany(key => root[key].Items).Select(item => item.Text is { } text ? _discovery.Resolve(folder, text) : null).OfType<string>();

    private void Follow(string folder, Node root)
    {
        foreach (var used in UsedBy(folder, root))
        {
            if (used != folder && _all.ContainsKey(used))
                _usedBy.TryAdd(used, folder.Length == 0 ? "the kustomization at the root" : folder);
        }

        // patches, generators' files and the rest: whatever text leads to a file
        var open = new Stack<Node>([root]);
        while (open.TryPop(out var node))
        {
            if (node.IsString && node.Text is { Length: > 0 } text && _discovery.Resolve(folder, text[(text.IndexOf('=', StringComparison.Ordinal) + 1)..]) is { Length: > 0 } path)
                _discovery.Claim(path);
            foreach (var item in node.Items)
                open.Push(item);
            foreach (var entry in node.Entries)
                open.Push(entry.Value);
        }
    }
}
