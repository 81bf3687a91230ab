using System.Collections.Concurrent;

namespace KubeAssert.Findings;

/// <summary>Places in the source of tests, as the compiler hands them over, written as places in manifests are: from the repository's root.</summary>
internal static class SourcePlace
{
    /// <summary>What deterministic builds write in place of the repository's folder.</summary>
    private const string Mapped = "/_/";

    private static readonly ConcurrentDictionary<string, string> Roots = new(StringComparer.Ordinal);

    public static Location Of(string file, int line) => file.Length == 0 ? default : new Location(Relative(file), line, 1);

    private static string Relative(string file)
    {
        var name = file.Replace('\\', '/');
        if (name.StartsWith(Mapped, StringComparison.Ordinal))
            return name[Mapped.Length..];
        var root = Path.GetDirectoryName(file) is { Length: > 0 } folder ? Roots.GetOrAdd(folder, RootAbove) : "";
        return root.Length > 0 ? Path.GetRelativePath(root, file).Replace('\\', '/') : name;
    }

    /// <summary>The nearest folder above with a repository in it; empty where there is none, as on a machine that did not compile the test.</summary>
    private static string RootAbove(string folder)
    {
        for (var at = folder; at is not null; at = Path.GetDirectoryName(at))
        {
            var git = Path.Combine(at, ".git");
            if (Directory.Exists(git) || File.Exists(git))
                return at;
        }

        return "";
    }
}
