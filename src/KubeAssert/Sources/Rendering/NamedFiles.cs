using KubeAssert.Loading;
using KubeAssert.Yaml;

namespace KubeAssert.Sources;

/// <summary>
/// The files and folders that a kustomization, or another file of that kind, names, and those which these name in turn: whatever
/// text in it is a path that exists.
/// </summary>
internal static class NamedFiles
{
    private const int Most = 2_000;

    private static readonly string[] Kustomizations = ["kustomization.yaml", "kustomization.yml", "Kustomization"];

    private static readonly string[] OpenEnded = ["generators", "transformers", "validators", "helmCharts", "helmChartInflationGenerator"];

    /// <summary>The kustomization of a folder; null if it has none.</summary>
    public static string? KustomizationIn(string folder) =>
        Kustomizations.Select(name => Path.Combine(folder, name)).FirstOrDefault(File.Exists);

    /// <summary>Everything that the file needs, itself included; the whole folder where it is left to a plugin or a chart what to read.</summary>
    public static InputDigest AddTo(InputDigest digest, string file)
    {
        var files = Of(file);
        foreach (var input in files)
            digest.AddPath(input);
        return files.Count < Most ? digest : digest.AddUnknown();
    }

    private static List<string> Of(string file)
    {
        var found = new HashSet<string>(StringComparer.Ordinal);
        var open = new Stack<string>([Path.GetFullPath(file)]);
        while (found.Count < Most && open.TryPop(out var at))
        {
            if (!found.Add(at))
                continue;
            var folder = Path.GetDirectoryName(at)!;
            var roots = Read(at);
            foreach (var path in TextsIn(roots).Select(text => PathOf(text, folder)).OfType<string>())
            {
                if (Directory.Exists(path) && KustomizationIn(path) is { } next)
                    open.Push(next);
                else
                    found.Add(path);
            }

            if (roots.Exists(root => OpenEnded.Any(key => root[key].HasValue)))
                found.Add(folder);
        }

        return found.Order(StringComparer.Ordinal).ToList();
    }

    internal static List<Node> Read(string file)
    {
        try
        {
            return YamlReader.Read(RegularFile.ReadText(file), file, new List<ReadProblem>()).Select(document => document.Root).ToList();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // the renderer will say so
            return [];
        }
    }

    private static List<string> TextsIn(List<Node> roots)
    {
        var texts = new List<string>();
        var open = new Stack<Node>(roots);
        while (open.TryPop(out var node))
        {
            if (node.IsString)
                texts.Add(node.Text!);
            foreach (var item in node.Items)
                open.Push(item);
            foreach (var entry in node.Entries)
                open.Push(entry.Value);
        }

        return texts;
    }

    /// <summary>The path that a text names: <c>../base</c>, <c>name=files/a.txt</c>, the folder of <c>k8s/*.yaml</c>; null if it can be none.</summary>
    private static string? PathOf(string text, string folder)
    {
        if (text.Length is 0 or > 500 || text.Contains("://", StringComparison.Ordinal) || text.AsSpan().IndexOfAny('\n', '\0') >= 0 || Path.IsPathRooted(text))
            return null;
        if (Path.GetExtension(text) is ".yaml" or ".yml" or ".json" && text.AsSpan().IndexOfAny('*', '?', '[') is var wildcard and >= 0)
            return Path.TrimEndingDirectorySeparator(Path.GetFullPath(text[..(text.LastIndexOf('/', wildcard) + 1)], folder));
        var path = Path.TrimEndingDirectorySeparator(Path.GetFullPath(text, folder));
        if (Path.Exists(path) && path != folder)
            return path;
        var equals = text.IndexOf('=', StringComparison.Ordinal);
        var named = text[(equals + 1)..];
        return equals > 0 && named.Length > 0 && !Path.IsPathRooted(named) && Path.Exists(path = Path.GetFullPath(named, folder)) ? path : null;
    }
}
