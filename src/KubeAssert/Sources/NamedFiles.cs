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

    /// <summary>The kustomization of a folder; null if it has none.</summary>
    public static string? KustomizationIn(string folder) =>
        Kustomizations.Select(name => Path.Combine(folder, name)).FirstOrDefault(File.Exists);

    /// <summary>Everything that the file needs, itself and its own folder included.</summary>
    public static IReadOnlyCollection<string> Of(string file)
    {
        var found = new HashSet<string>(StringComparer.Ordinal);
        var open = new Stack<string>([Path.GetFullPath(file)]);
        while (found.Count < Most && open.TryPop(out var at))
        {
            var folder = Path.GetDirectoryName(at)!;
            if (!found.Add(at))
                continue;
            foreach (var text in TextsIn(at))
            {
                if (PathOf(text, folder) is not { } path)
                    continue;
                if (File.Exists(path))
                    found.Add(path);
                else if (Directory.Exists(path) && KustomizationIn(path) is { } next)
                    open.Push(next);
                else if (Directory.Exists(path) && path != folder)
                    found.Add(path);
            }

            if (KustomizationIn(folder) == at)
                found.Add(folder);
        }

        return found.Order(StringComparer.Ordinal).ToList();
    }

    private static List<string> TextsIn(string file)
    {
        var texts = new List<string>();
        try
        {
            var open = new Stack<Node>(YamlReader.Read(File.ReadAllText(file), file, new List<ReadProblem>()).Select(d => d.Root));
            while (open.TryPop(out var node))
            {
                if (node.IsString)
                    texts.Add(node.Text!);
                foreach (var item in node.Items)
                    open.Push(item);
                foreach (var entry in node.Entries)
                    open.Push(entry.Value);
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // the renderer will say so
        }

        return texts;
    }

    /// <summary>The path that a text names: <c>../base</c>, <c>name=files/a.txt</c>, the folder of <c>k8s/*.yaml</c>; null if it can be none.</summary>
    private static string? PathOf(string text, string folder)
    {
        if (text.Length is 0 or > 500 || text.Contains("://", StringComparison.Ordinal) || text.AsSpan().IndexOfAny('\n', '\0') >= 0)
            return null;
        var wildcard = text.AsSpan().IndexOfAny('*', '?', '[');
        if (wildcard >= 0)
            text = text[..(text.LastIndexOf('/', wildcard) + 1)];
        var path = Path.GetFullPath(text, folder);
        if (Path.Exists(path) && (text.Length > 0 || wildcard >= 0))
            return path;
        var equals = text.IndexOf('=', StringComparison.Ordinal);
        return equals > 0 && Path.GetFullPath(text[(equals + 1)..], folder) is var named && Path.Exists(named) ? named : null;
    }
}
