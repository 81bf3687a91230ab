namespace KubeAssert.Loading;

/// <summary>Which files are left out.</summary>
internal sealed class Exclusions(IEnumerable<string> globs)
{
    private readonly List<PathPattern> _patterns = globs.Select(Pattern).ToList();

    public bool Cover(string name)
    {
        var path = Plain(name);
        return _patterns.Exists(pattern => pattern.Covers(path));
    }

    private static PathPattern Pattern(string glob)
    {
        var path = Plain(glob);
        return new PathPattern(path.Contains('/', StringComparison.Ordinal) ? path : "**/" + path);
    }

    private static string Plain(string path)
    {
        var plain = path.Replace('\\', '/');
        return plain.StartsWith("./", StringComparison.Ordinal) ? plain[2..] : plain;
    }
}
