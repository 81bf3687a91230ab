using System.Text;
using System.Text.RegularExpressions;

namespace KubeAssert.Sources;

/// <summary>
/// The files that <c>rawYaml</c> names, by skaffold's rules: a pattern is matched folder by folder as Go does, so that <c>**</c> is no more than <c>*</c>; all below
/// a folder that a pattern matches counts, a folder that is named does not; only <c>.yaml</c>, <c>.yml</c> and <c>.json</c>; each file once.
/// </summary>
internal static class SkaffoldRawFiles
{
    private static readonly char[] Wildcards = ['*', '?', '['];
    private static readonly string[] Endings = [".yaml", ".yml", ".json"];

    /// <summary>Their full paths; null where nothing is there.</summary>
    public static IReadOnlyList<string>? Find(string pattern, string folder)
    {
        var full = Path.GetFullPath(pattern, folder);
        if (Path.Exists(full))
            return File.Exists(full) && IsManifest(full) ? [full] : [];
        var matches = Matches(pattern, folder);
        return matches.Count == 0 ? null : matches.SelectMany(match => Directory.Exists(match) ? Below(match) : [match]).Where(IsManifest).ToList();
    }

    private static List<string> Matches(string pattern, string folder)
    {
        var isRooted = Path.IsPathRooted(pattern);
        var found = new List<string> { isRooted ? Path.GetPathRoot(pattern)! : folder };
        foreach (var part in (isRooted ? pattern[Path.GetPathRoot(pattern)!.Length..] : pattern).Split('/', StringSplitOptions.RemoveEmptyEntries))
        {
            found = part.IndexOfAny(Wildcards) < 0
                ? found.Select(f => Path.GetFullPath(part, f)).Where(Path.Exists).ToList()
                : found.Where(Directory.Exists).SelectMany(f => Entries(f).Where(e => Form(part).IsMatch(Path.GetFileName(e)))).ToList();
        }

        return found;
    }

    /// <summary>Everything below a folder, in the order of the names in each.</summary>
    private static IEnumerable<string> Below(string folder) => Entries(folder).SelectMany(entry => Directory.Exists(entry) ? new DirectoryInfo(entry).LinkTarget is null ? Below(entry) : [] : [entry]);

    private static IEnumerable<string> Entries(string folder) => Directory.EnumerateFileSystemEntries(folder).Order(StringComparer.Ordinal);

    private static bool IsManifest(string file) => Endings.Any(ending => file.EndsWith(ending, StringComparison.Ordinal));

    /// <summary>A part of a pattern: <c>*</c>, <c>?</c>, <c>[a-z]</c>, <c>\</c> before a sign that stands for itself.</summary>
    private static Regex Form(string part)
    {
        var form = new StringBuilder("^");
        for (var i = 0; i < part.Length; i++)
        {
            var end = part[i] == '[' ? part.IndexOf(']', i + 1) : -1;
            if (end > i + 1)
            {
                var set = part[(i + 1)..end];
                form.Append('[').Append(set[0] == '^' ? "^" : "").Append(Escaped(set.TrimStart('^'))).Append(']');
                i = end;
            }
            else
            {
                form.Append(part[i] switch
                {
                    '*' => "[^/]*",
                    '?' => "[^/]",
                    '\\' when i + 1 < part.Length => Regex.Escape(part[++i].ToString()),
                    var c => Regex.Escape(c.ToString()),
                });
            }
        }

        return new Regex(form.Append("\\z").ToString(), RegexOptions.NonBacktracking | RegexOptions.CultureInvariant);
    }

    private static string Escaped(string set) => set.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("[", "\\[", StringComparison.Ordinal).Replace("]", "\\]", StringComparison.Ordinal);
}
