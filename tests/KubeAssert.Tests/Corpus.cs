namespace KubeAssert.Tests;

/// <summary>Files that teams really ship, where they lie beside the repository.</summary>
internal static class Corpus
{
    /// <summary>The folder; null where it is absent.</summary>
    public static string? Folder { get; } = Find();

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
