namespace KubeAssert.Tests.Support;

/// <summary>Where the repository's own files are, for tests that read them.</summary>
internal static class Repository
{
    /// <summary>The folder that holds KubeAssert.sln.</summary>
    public static string Root { get; } = Find();

    private static string Find()
    {
        for (var folder = AppContext.BaseDirectory; folder is not null; folder = Path.GetDirectoryName(folder))
        {
            if (File.Exists(Path.Combine(folder, "KubeAssert.sln")))
                return folder;
        }

        throw new DirectoryNotFoundException($"No folder above {AppContext.BaseDirectory} holds KubeAssert.sln.");
    }
}
