using KubeAssert.Loading;

namespace KubeAssert.Sources;

/// <summary>Finds what a repository deploys: whoever deploys others comes first, and what it deploys is not found again.</summary>
internal sealed class Discovery
{
    private readonly HashSet<string> _claimed = new(StringComparer.Ordinal);
    private readonly RepositoryWalk _walk;
    private readonly List<Deployable> _found = [];

    private Discovery(string root, DiscoveryOptions options)
    {
        Root = root;
        _walk = new RepositoryWalk(root, options.Exclude);
        LeftOut = _walk.LeftOut;
    }

    public string Root { get; }

    public IReadOnlyList<RepositoryFile> Files => _walk.Files;

    public FileReader Reader { get; } = new();

    public List<(string Place, string Reason)> LeftOut { get; }

    /// <summary>The files that nobody deploys yet.</summary>
    public IEnumerable<RepositoryFile> Unclaimed => Files.Where(file => !_claimed.Contains(file.Path));

    public static Deployables Of(string root, DiscoveryOptions options)
    {
        var discovery = new Discovery(root, options);
        var charts = new ChartFinder(discovery);
        var kustomizations = new KustomizationFinder(discovery);
        new SkaffoldFinder(discovery).Find(charts, kustomizations);
        new GitOpsFinder(discovery, charts, kustomizations).Find();
        kustomizations.Find();
        charts.Find();
        JsonnetFinder.Find(discovery);
        new FolderFinder(discovery).Find();
        return discovery.Result();
    }

    public void Add(DeployableKind kind, string name, string place, string reason, string code, Func<ManifestSet> load)
    {
        var unique = name;
        for (var n = 2; _found.Exists(d => d.Name == unique); n++)
            unique = $"{name} #{n}";
        _found.Add(new Deployable(kind, unique, place.Length == 0 ? "." : place, reason, code, load));
    }

    public void Claim(string path) => _claimed.Add(path);

    /// <summary>Claims all files below a folder.</summary>
    public void ClaimFolder(string folder)
    {
        foreach (var file in Files.Where(f => IsBelow(f.Path, folder)))
            _claimed.Add(file.Path);
    }

    public static bool IsBelow(string path, string folder) =>
        folder.Length == 0 || (path.Length > folder.Length && path[folder.Length] == '/' && path.StartsWith(folder, StringComparison.Ordinal));

    public string FullOf(string path) => Path.GetFullPath(path, Root);

    /// <summary>A path that a file in a folder names, relative to the root; null if it leads out of the repository.</summary>
    public string? Resolve(string folder, string named)
    {
        if (named.Length is 0 or > 500 || named.Contains("://", StringComparison.Ordinal) || Path.IsPathRooted(named) || named.AsSpan().IndexOfAny('\n', '\0') >= 0)
            return null;
        var relative = Path.GetRelativePath(Root, Path.GetFullPath(named, FullOf(folder))).Replace('\\', '/').TrimEnd('/');
        if (relative == ".")
            return "";
        return relative == ".." || relative.StartsWith("../", StringComparison.Ordinal) ? null : relative;
    }

    private Deployables Result()
    {
        if (_found.Count == 0)
        {
            var others = LeftOut.Count == 0 ? "" : "; left out: " + string.Join(", ", LeftOut.Take(5).Select(l => $"{l.Place} ({l.Reason})"));
            throw new ManifestReadException([new ReadProblem(new Location(Root, 0, 0), $"nothing that is deployed is found{others}",
                "name it: Manifests.Load(\"path/to/manifests/\")")]);
        }

        return new Deployables(Root, _found.OrderBy(d => d.Place, StringComparer.Ordinal).ThenBy(d => d.Name, StringComparer.Ordinal).ToList(),
            LeftOut.OrderBy(l => l.Place, StringComparer.Ordinal).ToList());
    }
}
