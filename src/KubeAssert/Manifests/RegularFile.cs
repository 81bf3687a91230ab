namespace KubeAssert.Loading;

/// <summary>Files that can be read to their end: a pipe or a device would block, or never end.</summary>
internal static class RegularFile
{
    /// <summary>
    /// Whether a file holds something to read. Pipes, sockets and devices have no length, and to open one may block indefinitely;
    /// a file of length 0 is not worth opening.
    /// </summary>
    /// <exception cref="IOException">The file is gone, or its links lead nowhere.</exception>
    /// <exception cref="UnauthorizedAccessException">It may not be looked at.</exception>
    public static bool HasContent(string path)
    {
        var file = new FileInfo(path);
        if (file.LinkTarget is not null && file.ResolveLinkTarget(returnFinalTarget: true) is FileInfo target)
            file = target;
        if (!file.Exists)
            throw new FileNotFoundException($"Could not find file '{path}'.", path);
        return file.Length > 0;
    }

    /// <summary>The text of a file; empty for what holds nothing to read.</summary>
    /// <exception cref="IOException">The file is gone or can't be read.</exception>
    /// <exception cref="UnauthorizedAccessException">It may not be read.</exception>
    public static string ReadText(string path) => HasContent(path) ? File.ReadAllText(path) : "";
}
