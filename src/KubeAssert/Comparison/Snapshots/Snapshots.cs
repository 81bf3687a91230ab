using System.Runtime.CompilerServices;
using KubeAssert.Comparing;

namespace KubeAssert;

/// <summary>Snapshots of manifests, which <c>MatchSnapshot</c> compares with.</summary>
public static class Snapshots
{
    /// <summary>The snapshots beside the source file that calls this: <c>Snapshots.Beside().Should().HaveNoStale()</c>.</summary>
    /// <param name="testFile">The source file; the compiler gives it.</param>
    public static SnapshotFolder Beside([CallerFilePath] string testFile = "") => new(SnapshotPlace.FolderBeside(testFile));
}

/// <summary>A folder <c>__snapshots__</c> with snapshots.</summary>
public sealed class SnapshotFolder
{
    internal SnapshotFolder(string path) => Path = path;

    /// <summary>The folder; it need not exist.</summary>
    public string Path { get; }

    /// <summary>The names of all snapshots.</summary>
    public IReadOnlyList<string> Files => !Directory.Exists(Path) ? [] :
        [.. Directory.GetFiles(Path, "*" + SnapshotPlace.Extension).Select(f => System.IO.Path.GetFileName(f)).Order(StringComparer.Ordinal)];

    /// <summary>The snapshots no test asks for any more, and why: the test's source file is gone, or has no method of that name, or that asks for no snapshot of that name.</summary>
    /// <param name="assertions">The assertions that are known.</param>
    internal IReadOnlyList<(string File, string Why)> Stale(IReadOnlySet<string> assertions)
    {
        var around = System.IO.Path.GetDirectoryName(Path)!;
        var sources = Directory.Exists(around) ? Directory.GetFiles(around, "*.cs") : [];
        return [.. Files.Select(f => (f, WhyStale(f, sources, assertions))).Where(f => f.Item2 is not null).Select(f => (f.f, f.Item2!))];
    }

    private static string? WhyStale(string file, string[] sources, IReadOnlySet<string> assertions)
    {
        var source = sources.Where(s => file.StartsWith(System.IO.Path.GetFileNameWithoutExtension(s) + ".", StringComparison.Ordinal)).MaxBy(s => s.Length);
        if (source is null)
            return $"there is no {file.Split('.')[0]}.cs beside the folder";

        var name = System.IO.Path.GetFileName(source);
        var parts = file[(name.Length - ".cs".Length + 1)..^SnapshotPlace.Extension.Length].Split('.', 2);
        return new SnapshotCalls(File.ReadAllText(source)).WhyNotAsked(name, parts[0], parts.ElementAtOrDefault(1), assertions);
    }
}
