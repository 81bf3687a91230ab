using Microsoft.Extensions.FileSystemGlobbing;

namespace KubeAssert.Loading;

/// <summary>Turns the paths, folders and globs that a user gives into files, in a stable order.</summary>
internal sealed class FileFinder(IReadOnlyList<string> places, ICollection<ReadProblem> problems)
{
    private const string Endings = ".yaml, .yml or .json file";

    private readonly Dictionary<string, ManifestFile> _found = new(StringComparer.Ordinal);
    private readonly List<ManifestFile> _files = [];
    private Exclusions _exclusions = new([]);
    private int _excluded;

    /// <param name="paths">Paths, folders and globs; one that begins with <c>!</c> leaves out.</param>
    /// <param name="exclude">What else to leave out.</param>
    public IReadOnlyList<ManifestFile> Find(IReadOnlyList<string> paths, IReadOnlyList<string> exclude)
    {
        var wanted = paths.Where(path => path?.StartsWith('!') != true).ToList();
        _exclusions = new Exclusions(paths.Except(wanted).Select(path => path[1..]).Concat(exclude));
        AddAll(wanted);
        if (_files.Count == 0 && _excluded > 0 && problems.Count == 0)
            problems.Add(new ReadProblem(new Location(string.Join(", ", wanted), 0, 0), $"all {_excluded} files are excluded", "exclude fewer"));
        return _files;
    }

    private void AddAll(List<string> paths)
    {
        if (paths.Count == 0)
            problems.Add(new ReadProblem(new Location("", 0, 0), "no path is given", "name a file, a folder or a glob: Manifests.Load(\"deploy/\")"));

        foreach (var path in paths)
        {
            if (string.IsNullOrWhiteSpace(path))
                problems.Add(new ReadProblem(new Location("", 0, 0), "an empty path is given", "name a file, a folder or a glob: Manifests.Load(\"deploy/\")"));
            else if (IsGlob(path))
                AddGlob(path.Replace('\\', '/'));
            else
                AddPath(path);
        }
    }

    private static bool IsGlob(string path) => path.AsSpan().IndexOfAny('*', '?') >= 0;

    private void AddPath(string path)
    {
        var name = path.Replace('\\', '/');
        foreach (var place in PlacesFor(path))
        {
            var full = Path.GetFullPath(Path.Combine(place, path));
            if (Directory.Exists(full))
            {
                AddFolder(full, name.TrimEnd('/'));
                return;
            }

            if (File.Exists(full))
            {
                Add(new ManifestFile(full, name, IsNamed: true));
                return;
            }
        }

        problems.Add(new ReadProblem(new Location(name, 0, 0), $"there is no such file or folder (looked in {LookedIn(path)})", "correct the path; it may be relative to the test project's folder or any folder above it up to the repository's root"));
    }

    private void AddFolder(string folder, string name)
    {
        var before = problems.Count;
        var files = new List<ManifestFile>();
        var open = new Stack<(string Folder, string Name)>();
        open.Push((folder, name));
        while (open.TryPop(out var at))
        {
            try
            {
                foreach (var entry in new DirectoryInfo(at.Folder).EnumerateFileSystemInfos())
                {
                    var entryName = at.Name.Length == 0 || at.Name.EndsWith('/') ? at.Name + entry.Name : at.Name + "/" + entry.Name;
                    if (entry is FileInfo && IsManifestFile(entry.Name))
                        files.Add(new ManifestFile(entry.FullName, entryName, IsNamed: false));
                    else if (entry is DirectoryInfo && entry.LinkTarget is null && !IsForeignFolder(entry.Name))
                        open.Push((entry.FullName, entryName));
                }
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                problems.Add(new ReadProblem(new Location(at.Name, 0, 0), "the folder can't be read: " + OneLine(e.Message), "give the test's user the right to read it, or leave it out"));
            }
        }

        foreach (var file in files.OrderBy(f => f.Name, StringComparer.Ordinal))
            Add(file);
        if (files.Count == 0 && problems.Count == before)
            problems.Add(new ReadProblem(new Location(name, 0, 0), $"the folder holds no {Endings} ({folder})", "correct the path, or put manifests there"));
    }

    private void AddGlob(string glob)
    {
        foreach (var place in PlacesFor(glob))
        {
            var (start, pattern) = Split(glob);
            var folder = Path.GetFullPath(Path.Combine(place, start));
            if (!Directory.Exists(folder))
                continue;

            var matcher = new Matcher(StringComparison.Ordinal);
            matcher.AddInclude(pattern);
            matcher.AddExclude("**/node_modules/**");
            matcher.AddExclude("**/.*/**");
            var files = new List<ManifestFile>();
            try
            {
                var found = matcher.Execute(new LinkedFolder(new DirectoryInfo(folder), null));
                foreach (var full in found.Files.Select(file => Path.GetFullPath(Path.Combine(folder, file.Path))))
                {
                    var relative = Path.GetRelativePath(folder, full).Replace('\\', '/');
                    if (IsManifestFile(full) || !pattern.EndsWith('*'))
                        files.Add(new ManifestFile(full, start.Length == 0 || start.EndsWith('/') ? start + relative : start + "/" + relative, IsNamed: false));
                }
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                problems.Add(new ReadProblem(new Location(glob, 0, 0), "a folder can't be read: " + OneLine(e.Message), "give the test's user the right to read it, or leave it out"));
                return;
            }

            if (files.Count == 0)
                continue;
            foreach (var file in files.OrderBy(f => f.Name, StringComparer.Ordinal))
                Add(file);
            return;
        }

        problems.Add(new ReadProblem(new Location(glob, 0, 0), $"nothing matches (looked in {LookedIn(glob)})", "correct the glob: '*' stands for part of a name, '**' for folders"));
    }

    /// <summary>The part of a glob before its first wildcard, by folders, and the rest.</summary>
    private static (string Start, string Pattern) Split(string glob)
    {
        var wildcard = glob.AsSpan().IndexOfAny('*', '?');
        var slash = glob.LastIndexOf('/', wildcard);
        var isRoot = slash == 0 || (slash == 2 && glob[1] == ':');
        return slash < 0 ? ("", glob) : (isRoot ? glob[..(slash + 1)] : glob[..slash], glob[(slash + 1)..]);
    }

    private void Add(ManifestFile file)
    {
        if (!_found.TryAdd(file.Path, file))
            return;
        if (_exclusions.Cover(file.Name))
            _excluded++;
        else
            _files.Add(file);
    }

    private IEnumerable<string> PlacesFor(string path) => Path.IsPathRooted(path) ? [""] : places;

    private string LookedIn(string path) => Path.IsPathRooted(path) ? "that place alone: it is absolute" : string.Join(", ", places);

    private static bool IsManifestFile(string name) =>
        Path.GetExtension(name) is { } ending && (ending.Equals(".yaml", StringComparison.OrdinalIgnoreCase)
            || ending.Equals(".yml", StringComparison.OrdinalIgnoreCase) || ending.Equals(".json", StringComparison.OrdinalIgnoreCase));

    private static bool IsForeignFolder(string name) => name.StartsWith('.') || name == "node_modules";

    private static string OneLine(string message) => message.ReplaceLineEndings(" ").TrimEnd('.', ' ');
}
