namespace KubeAssert.Loading;

/// <summary>Where a relative path may start: the test project's folder, then the folders above it up to the repository's root.</summary>
internal static class SearchPlaces
{
    public static IReadOnlyList<string> Of(string binaries, string current) =>
        UpToRoot(ProjectOf(binaries)).Concat(UpToRoot(current)).Distinct(StringComparer.Ordinal).ToList();

    /// <summary>The folder of the project that binaries were built from; the binaries' own where there is none.</summary>
    public static string ProjectOf(string binaries) => UpFrom(binaries).FirstOrDefault(f => Holds(f, "*.*proj")) ?? binaries;

    /// <summary>The repository's root: the folder with .git, else the topmost with a solution; null when there is neither.</summary>
    public static string? RootOf(string folder)
    {
        var above = UpFrom(folder).ToList();
        return IndexOfRoot(above) is var root and >= 0 ? above[root] : null;
    }

    private static IEnumerable<string> UpToRoot(string folder)
    {
        var above = UpFrom(folder).ToList();
        return above.Take(Math.Max(IndexOfRoot(above), 0) + 1);
    }

    private static int IndexOfRoot(List<string> above)
    {
        var root = above.FindIndex(f => Directory.Exists(Path.Combine(f, ".git")) || File.Exists(Path.Combine(f, ".git")));
        return root >= 0 ? root : above.FindLastIndex(f => Holds(f, "*.sln") || Holds(f, "*.slnx"));
    }

    private static IEnumerable<string> UpFrom(string folder)
    {
        for (var at = Path.TrimEndingDirectorySeparator(Path.GetFullPath(folder)); at is not null; at = Path.GetDirectoryName(at))
            yield return at;
    }

    private static bool Holds(string folder, string pattern)
    {
        try
        {
            return Directory.EnumerateFiles(folder, pattern).Any();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }
}
