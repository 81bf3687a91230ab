namespace KubeAssert.Loading;

/// <summary>Where a relative path may start: the test project's folder, then the folders above it up to the repository's root.</summary>
internal static class SearchPlaces
{
    public static IReadOnlyList<string> Of(string binaries, string current)
    {
        var project = UpFrom(binaries).FirstOrDefault(f => Holds(f, "*.*proj")) ?? binaries;
        return UpToRoot(project).Concat(UpToRoot(current)).Distinct(StringComparer.Ordinal).ToList();
    }

    private static IEnumerable<string> UpToRoot(string folder)
    {
        var above = UpFrom(folder).ToList();
        var root = above.FindIndex(f => Directory.Exists(Path.Combine(f, ".git")) || File.Exists(Path.Combine(f, ".git")));
        if (root < 0)
            root = above.FindLastIndex(f => Holds(f, "*.sln") || Holds(f, "*.slnx"));
        return above.Take(Math.Max(root, 0) + 1);
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
