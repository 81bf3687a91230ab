using KubeAssert.Loading;
using KubeAssert.Yaml;

namespace KubeAssert.Sources;

/// <summary>Folders of plain manifests, joined upwards below the root's own folders while no two declare the same object otherwise.</summary>
internal sealed class FolderFinder(Discovery discovery)
{
    public void Find()
    {
        var files = Manifests(discovery, discovery.Unclaimed).ToList();
        foreach (var top in files.GroupBy(f => f.Path.IndexOf('/', StringComparison.Ordinal) is var slash and >= 0 ? f.Path[..slash] : "", StringComparer.Ordinal))
        {
            foreach (var group in Groups(top.Key, [.. top]))
                Add(group, files);
        }
    }

    public static List<RepositoryFile> ManifestsBelow(Discovery discovery, string folder) =>
        Manifests(discovery, discovery.Unclaimed.Where(f => Discovery.IsBelow(f.Path, folder))).ToList();

    /// <summary>The set of some files; what a later file declares just as an earlier one counts once.</summary>
    public static ManifestSet Load(Discovery discovery, IReadOnlyList<RepositoryFile> files)
    {
        var seen = new Dictionary<string, string>(StringComparer.Ordinal);
        var contents = files.Select(f => f.Content(discovery.Reader)).ToList();
        var manifests = files.Zip(contents).SelectMany(f => f.Second.Manifests.Where(m => seen.TryAdd(IdentityOf(m) + NodeJson.Write(m.Root), f.First.Path) || seen[IdentityOf(m) + NodeJson.Write(m.Root)] == f.First.Path));
        var set = new ManifestSet(manifests);
        var problems = contents.SelectMany(c => c.Problems).Concat(set.Duplicates()).ToList();
        return problems.Count == 0 ? set : throw new ManifestReadException(problems);
    }

    private static IEnumerable<RepositoryFile> Manifests(Discovery discovery, IEnumerable<RepositoryFile> files) =>
        files.Where(f => f.Ending != ".jsonnet" && f.Content(discovery.Reader) is { IsSkipped: false } content && content.Manifests.Count + content.Problems.Count > 0);

    /// <summary>The files of a folder and all below as groups that do not contradict each other.</summary>
    private List<List<RepositoryFile>> Groups(string folder, List<RepositoryFile> files)
    {
        if (!Contradict(files.Select(f => new List<RepositoryFile> { f }).ToList()))
            return [files];

        var own = files.Where(f => f.Folder == folder).ToList();
        var below = files.Except(own).GroupBy(f => f.Path[(folder.Length + 1)..].Split('/')[0], StringComparer.Ordinal)
            .SelectMany(child => Groups(folder + "/" + child.Key, [.. child])).ToList();
        var groups = own.Count == 0 ? [] : Variants(own);
        groups.AddRange(below);
        return groups;
    }

    /// <summary>Files side by side: those that contradict none go with each variant.</summary>
    private List<List<RepositoryFile>> Variants(List<RepositoryFile> files)
    {
        var rivals = files.ToDictionary(f => f, f => files.Where(g => g != f && Contradict([[f], [g]])).ToList());
        var common = files.Where(f => rivals[f].Count == 0).ToList();
        var variants = new List<List<RepositoryFile>>();
        foreach (var file in files.Except(common))
        {
            if (variants.Find(v => !v.Exists(rivals[file].Contains)) is { } free)
                free.Add(file);
            else
                variants.Add([file]);
        }

        return variants.Count == 0 ? [common] : variants.Select(v => common.Concat(v).OrderBy(f => f.Path, StringComparer.Ordinal).ToList()).ToList();
    }

    private bool Contradict(List<List<RepositoryFile>> units)
    {
        var known = new Dictionary<string, (int Unit, string Text)>(StringComparer.Ordinal);
        for (var unit = 0; unit < units.Count; unit++)
        {
            foreach (var manifest in units[unit].SelectMany(f => f.Content(discovery.Reader).Manifests).Where(m => m.Name.Length > 0))
            {
                var (identity, text) = (IdentityOf(manifest), NodeJson.Write(manifest.Root));
                if (!known.TryAdd(identity, (unit, text)) && known[identity] is var first && first.Unit != unit && first.Text != text)
                    return true;
            }
        }

        return false;
    }

    private void Add(List<RepositoryFile> files, List<RepositoryFile> all)
    {
        var folder = CommonFolder(files);
        var isWhole = folder.Length > 0 && all.Count(f => Discovery.IsBelow(f.Path, folder)) == files.Count
            && discovery.Files.Where(f => Discovery.IsBelow(f.Path, folder)).All(f => files.Contains(f) || (f.Content(discovery.Reader).IsSkipped && f.Ending != ".jsonnet"));
        var paths = isWhole ? [folder + "/"] : files.Select(f => f.Path).ToList();
        var count = files.Sum(f => f.Content(discovery.Reader).Manifests.Count);
        var name = isWhole ? folder : files.Count == 1 ? files[0].Path : $"{(folder.Length == 0 ? "." : folder)} ({files[0].Name} and {files.Count - 1} more)";
        discovery.Add(DeployableKind.Manifests, name, isWhole || files.Count > 1 ? folder : files[0].Path, $"{Counted(count, "manifest")} in {Counted(files.Count, "file")}",
            $"Manifests.Load({string.Join(", ", paths.Select(p => $"\"{p}\""))})", () => Load(discovery, files));
    }

    private static string Counted(int count, string noun) => count == 1 ? "1 " + noun : $"{count} {noun}s";

    private static string CommonFolder(List<RepositoryFile> files)
    {
        var common = files[0].Folder;
        while (common.Length > 0 && !files.TrueForAll(f => f.Folder == common || Discovery.IsBelow(f.Folder, common)))
            common = common.LastIndexOf('/') is var slash and >= 0 ? common[..slash] : "";
        return common;
    }

    private static string IdentityOf(Manifest manifest) => $"{manifest.Group}/{manifest.Kind}/{manifest.Namespace ?? "default"}/{manifest.Name}";
}
