using KubeAssert.Loading;

namespace KubeAssert.Sources;

/// <summary>All files of a repository that may matter, without what git ignores, other repositories, build output and fixtures of tests.</summary>
internal sealed class RepositoryWalk
{
    private const int MostFolders = 50_000;
    private const int MostFiles = 50_000;

    private static readonly string[] Endings = [".yaml", ".yml", ".json", ".jsonnet"];
    private static readonly string[] Fixtures = ["test", "tests", "testdata", "test-data", "fixtures", "__fixtures__", "__tests__", "e2e"];

    private readonly string _root;
    private readonly Exclusions _exclusions;

    public RepositoryWalk(string root, IReadOnlyList<string> exclude)
    {
        _root = root;
        _exclusions = new Exclusions(exclude);
        Walk();
        Files.Sort((a, b) => string.CompareOrdinal(a.Path, b.Path));
    }

    public List<RepositoryFile> Files { get; } = [];

    public List<(string Place, string Reason)> LeftOut { get; } = [];

    private void Walk()
    {
        var open = new Stack<(DirectoryInfo Folder, string Path, IReadOnlyList<GitIgnore> Ignored)>();
        open.Push((new DirectoryInfo(_root), "", Excludes()));
        for (var folders = 0; open.TryPop(out var at); folders++)
        {
            if (folders == MostFolders || Files.Count >= MostFiles)
            {
                LeftOut.Add((at.Path, $"the walk ended here after {folders} folders and {Files.Count} files"));
                return;
            }

            try
            {
                var entries = at.Folder.GetFileSystemInfos();
                var ignored = WithRulesOf(at.Folder, at.Path, at.Ignored, entries);
                var isBuilt = Array.Exists(entries, e => e.Name.EndsWith("proj", StringComparison.Ordinal));
                foreach (var entry in entries)
                {
                    var path = at.Path + entry.Name;
                    if (_exclusions.Cover(path) || IsIgnored(ignored, path, entry is DirectoryInfo))
                        continue;
                    if (entry is DirectoryInfo folder)
                    {
                        if (entry.LinkTarget is null && !IsForeign(folder, path, isBuilt))
                            open.Push((folder, path + "/", ignored));
                    }
                    else if (entry.Name == "Kustomization" || Array.IndexOf(Endings, entry.Extension.ToLowerInvariant()) >= 0)
                    {
                        Files.Add(new RepositoryFile(entry.FullName, path));
                    }
                }
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                LeftOut.Add((at.Path.TrimEnd('/'), "the folder can't be read: " + e.Message.ReplaceLineEndings(" ")));
            }
        }
    }

    private bool IsForeign(DirectoryInfo folder, string path, bool isBuilt)
    {
        if (folder.Name.StartsWith('.') || folder.Name == "node_modules" || (isBuilt && folder.Name is "bin" or "obj"))
            return true;
        if (Array.IndexOf(Fixtures, folder.Name) >= 0)
        {
            LeftOut.Add((path, "fixtures of tests"));
            return true;
        }

        return Path.Exists(Path.Combine(folder.FullName, ".git")) || (folder.Name == "vendor" && File.Exists(Path.Combine(folder.FullName, "modules.txt")));
    }

    private IReadOnlyList<GitIgnore> Excludes()
    {
        var file = Path.Combine(_root, ".git", "info", "exclude");
        return File.Exists(file) ? [new GitIgnore("", File.ReadLines(file))] : [];
    }

    private static IReadOnlyList<GitIgnore> WithRulesOf(DirectoryInfo folder, string path, IReadOnlyList<GitIgnore> above, FileSystemInfo[] entries) =>
        Array.Exists(entries, e => e is FileInfo && e.Name == ".gitignore")
            ? [.. above, new GitIgnore(path, File.ReadLines(Path.Combine(folder.FullName, ".gitignore")))]
            : above;

    private static bool IsIgnored(IReadOnlyList<GitIgnore> rules, string path, bool isFolder)
    {
        for (var i = rules.Count - 1; i >= 0; i--)
        {
            if (rules[i].Verdict(path, isFolder) is { } verdict)
                return verdict;
        }

        return false;
    }
}
