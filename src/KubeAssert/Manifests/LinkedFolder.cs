using Microsoft.Extensions.FileSystemGlobbing.Abstractions;

namespace KubeAssert.Loading;

/// <summary>
/// A folder as a glob walks it. Links are followed, but each real folder is entered once on the way down: links that lead to a
/// folder around them would multiply what is found without end.
/// </summary>
internal sealed class LinkedFolder(DirectoryInfo folder, LinkedFolder? parent) : DirectoryInfoBase
{
    private readonly string _real = RealPath(folder);

    public override string Name => folder.Name;

    public override string FullName => folder.FullName;

    public override DirectoryInfoBase? ParentDirectory => parent;

    public override IEnumerable<FileSystemInfoBase> EnumerateFileSystemInfos()
    {
        if (!folder.Exists)
            yield break;
        foreach (var entry in folder.EnumerateFileSystemInfos("*", SearchOption.TopDirectoryOnly))
        {
            if (entry is FileInfo file)
                yield return new FileInfoWrapper(file);
            else if (entry is DirectoryInfo below && new LinkedFolder(below, this) is { LeadsBack: false } inner)
                yield return inner;
        }
    }

    public override DirectoryInfoBase? GetDirectory(string path) =>
        path == ".." ? parent : new LinkedFolder(new DirectoryInfo(Path.Combine(FullName, path)), this);

    public override FileInfoBase? GetFile(string path) => new FileInfoWrapper(new FileInfo(Path.Combine(FullName, path)));

    private bool LeadsBack
    {
        get
        {
            for (var above = parent; above is not null; above = above.Outer)
            {
                if (above._real == _real)
                    return true;
            }

            return false;
        }
    }

    private LinkedFolder? Outer => parent;

    private static string RealPath(DirectoryInfo folder)
    {
        try
        {
            return folder.LinkTarget is null ? folder.FullName : folder.ResolveLinkTarget(returnFinalTarget: true)?.FullName ?? folder.FullName;
        }
        catch (IOException)
        {
            return folder.FullName;
        }
    }
}
