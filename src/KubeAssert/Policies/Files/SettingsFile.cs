using KubeAssert.Loading;
using KubeAssert.Yaml;

namespace KubeAssert.PolicyRules;

/// <summary>A YAML file beside the manifests that holds settings: looked for where manifests are, and read as they are.</summary>
internal static class SettingsFile
{
    /// <summary>Where the file is; null where it is nowhere.</summary>
    public static string? Find(string path) => Places(path).Select(place => Path.GetFullPath(Path.Combine(place, path))).FirstOrDefault(File.Exists);

    /// <summary>Where the file would be made: in the test project's folder.</summary>
    public static string HomeOf(string path) => Path.GetFullPath(Path.Combine(Places(path)[0], path));

    public static string Named(string path) => path.Replace('\\', '/');

    /// <param name="path">As given by the user.</param>
    /// <param name="fix">What to do where there is none.</param>
    /// <exception cref="PolicyReadException">There is no such file, or it is no YAML map.</exception>
    public static MapNode Read(string path, string fix)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(path);
        var name = Named(path);
        if (Find(path) is not { } found)
        {
            var lookedIn = Path.IsPathRooted(path) ? "" : $" (looked in {string.Join(", ", Places(path))})";
            throw new PolicyReadException([new ReadProblem(new Location(name, 0, 0), $"there is no such file{lookedIn}", fix)]);
        }

        try
        {
            return Parse(RegularFile.ReadText(found), name);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new PolicyReadException([new ReadProblem(new Location(name, 0, 0), "the file can't be read: " + e.Message.ReplaceLineEndings(" ").TrimEnd('.'), "give the test's user the right to read it")]);
        }
    }

    /// <exception cref="PolicyReadException">The text is no YAML map.</exception>
    public static MapNode Parse(string yaml, string name)
    {
        var problems = new List<ReadProblem>();
        var documents = YamlReader.Read(yaml, name, problems);
        if (problems.Count > 0)
            throw new PolicyReadException(problems);
        return documents is [{ Root: MapNode root }]
            ? root
            : throw new PolicyReadException([documents switch
            {
                [] => new ReadProblem(new Location(name, 0, 0), "nothing is in it", "write settings, or remove the file"),
                [var only] => new ReadProblem(only.Root.Location, "this is no map", "write keys and values"),
                [_, var second, ..] => new ReadProblem(second.Root.Location, "there is a second document", "keep one"),
            }]);
    }

    private static IReadOnlyList<string> Places(string path) =>
        Path.IsPathRooted(path) ? [""] : SearchPlaces.Of(AppContext.BaseDirectory, Environment.CurrentDirectory);
}
