namespace KubeAssert.Benchmarks;

/// <summary>The files that teams ship, read into memory once.</summary>
internal static class CorpusTexts
{
    public static string Folder { get; } = Find() ?? throw new DirectoryNotFoundException("shared/corpus is needed beside the repository: there is nothing to measure without it.");

    public static IReadOnlyList<string> Files { get; } =
        [.. Directory.EnumerateFiles(Folder, "*.yaml", SearchOption.AllDirectories).Order(StringComparer.Ordinal)];

    public static long Bytes => Files.Sum(f => new FileInfo(f).Length);

    public static bool IsPresent => Find() is not null;

    private static string? Find()
    {
        for (var at = new DirectoryInfo(AppContext.BaseDirectory); at is not null; at = at.Parent)
        {
            var folder = Path.Combine(at.FullName, "shared", "corpus");
            if (Directory.Exists(folder))
                return folder;
        }

        return null;
    }
}
