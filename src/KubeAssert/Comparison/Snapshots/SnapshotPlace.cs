namespace KubeAssert.Comparing;

/// <summary>Where a test's snapshot is: in the folder <c>__snapshots__</c> beside the test's source.</summary>
internal sealed record SnapshotPlace(string Folder, string FileName)
{
    public const string FolderName = "__snapshots__";
    public const string Extension = ".yaml";

    /// <summary>What compilers write in place of a repository's root in builds that don't depend on where they run.</summary>
    private const string MappedRoot = "/_/";

    public string Path => System.IO.Path.Combine(Folder, FileName);

    /// <summary>Folder and file, as messages name it.</summary>
    public string Shown => $"{FolderName}/{FileName}";

    public static SnapshotPlace Of(string testFile, string testName, string? name)
    {
        var test = System.IO.Path.GetFileNameWithoutExtension(testFile.Replace('\\', '/'));
        return new(FolderBeside(testFile), $"{test}.{Safe(testName)}{(string.IsNullOrEmpty(name) ? "" : "." + Safe(name))}{Extension}");
    }

    public static string FolderBeside(string testFile) => System.IO.Path.Combine(SourceFolder(testFile), FolderName);

    /// <summary>A name as it is in a file's name.</summary>
    public static string Safe(string name) =>
        string.Concat(name.Select(c => char.IsLetterOrDigit(c) || c is '_' or '-' ? c : '-'));

    /// <summary>The folder of a source file; where its path was mapped, the one below a folder above the running tests.</summary>
    private static string SourceFolder(string testFile)
    {
        var file = testFile.Replace('\\', '/');
        var folder = file.Contains('/', StringComparison.Ordinal) ? file[..file.LastIndexOf('/')] : "";
        if (!file.StartsWith(MappedRoot, StringComparison.Ordinal))
            return folder;
        var below = folder.Length > MappedRoot.Length ? folder[MappedRoot.Length..] : "";
        for (var at = new DirectoryInfo(AppContext.BaseDirectory); at is not null; at = at.Parent)
        {
            if (File.Exists(System.IO.Path.Combine(at.FullName, below, System.IO.Path.GetFileName(file))))
                return System.IO.Path.Combine(at.FullName, below);
        }

        return folder;
    }
}
