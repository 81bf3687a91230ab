using KubeAssert.Loading;

namespace KubeAssert.Reports;

/// <summary>Files as a repository's own tools name them: from the folder with <c>.git</c>, else the topmost with a solution.</summary>
internal static class RepositoryPath
{
    /// <summary>The path from the repository's root with forward slashes; the full path for a file that lies in no repository.</summary>
    /// <param name="file">The file.</param>
    /// <param name="roots">The roots of folders that are known already.</param>
    public static string Of(string file, Dictionary<string, string?> roots)
    {
        var full = Path.GetFullPath(file);
        var folder = Path.GetDirectoryName(full) ?? full;
        if (!roots.TryGetValue(folder, out var root))
            roots[folder] = root = SearchPlaces.RootOf(folder);
        return (root is null ? full : Path.GetRelativePath(root, full)).Replace('\\', '/');
    }

    /// <summary>A name as a URI reference: relative where the name is, else absolute.</summary>
    public static string ToUri(string name, out bool isRelative)
    {
        isRelative = !Path.IsPathRooted(name) || !Uri.TryCreate(name, UriKind.Absolute, out _);
        if (!isRelative)
            return new Uri(name).AbsoluteUri;

        // a colon in the first segment would be read as a scheme
        var segments = name.Split('/').Select(Uri.EscapeDataString);
        return string.Join('/', segments);
    }

    /// <summary>A folder to write to: relative ones start at the test project's folder.</summary>
    public static string FromProject(string folder) => Path.GetFullPath(Path.Combine(SearchPlaces.ProjectOf(AppContext.BaseDirectory), folder));

    /// <summary>A folder to write to: relative ones start at the repository's root.</summary>
    public static string FromRoot(string folder, string binaries) =>
        Path.GetFullPath(Path.Combine(SearchPlaces.RootOf(binaries) ?? SearchPlaces.ProjectOf(binaries), folder));
}
