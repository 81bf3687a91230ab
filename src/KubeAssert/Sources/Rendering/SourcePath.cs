using System.Collections.Concurrent;
using KubeAssert.Loading;

namespace KubeAssert.Sources;

/// <summary>A file or folder that manifests are rendered from.</summary>
/// <param name="Full">Where it is.</param>
/// <param name="Name">What messages call it: the path as given, with forward slashes.</param>
internal sealed record SourcePath(string Full, string Name)
{
    private static readonly ConcurrentDictionary<string, IReadOnlyList<string>> PlacesOf = new(StringComparer.Ordinal);

    /// <summary>The folder in which programs run: the one that the relative path starts from.</summary>
    public required string Place { get; init; }

    /// <summary>Where relative paths may start: looked for once for each current folder, of which a test run has one.</summary>
    public static IReadOnlyList<string> Places => PlacesOf.GetOrAdd(Environment.CurrentDirectory, current => SearchPlaces.Of(AppContext.BaseDirectory, current));

    /// <summary>The first that exists, from the test project's folder up to the repository's root.</summary>
    /// <param name="path">A path, absolute or relative.</param>
    /// <param name="source">What is to be rendered, for messages.</param>
    /// <param name="isWanted">What counts as found.</param>
    /// <param name="missing">What is not there, for messages: <c>no folder with a kustomization.yaml</c>.</param>
    /// <exception cref="RenderException">It is nowhere.</exception>
    public static SourcePath Find(string path, string source, Func<string, bool> isWanted, string missing, params string[] before)
    {
        var places = before.Concat(Places).ToList();
        foreach (var place in Path.IsPathFullyQualified(path) ? [Places[0]] : places)
        {
            var full = Path.TrimEndingDirectorySeparator(Path.GetFullPath(path, place));
            if (isWanted(full))
                return new SourcePath(full, NameOf(path)) { Place = place };
        }

        var lookedIn = Path.IsPathFullyQualified(path) ? "that place alone: it is absolute" : string.Join(", ", places);
        throw new RenderException(source, $"{missing} is at {NameOf(path)} (looked in {lookedIn})",
            "correct the path; it may be relative to the test project's folder or any folder above it up to the repository's root");
    }

    public static string NameOf(string path)
    {
        var name = path.Replace('\\', '/').TrimEnd('/');
        return name.Length == 0 ? "/" : name;
    }
}
