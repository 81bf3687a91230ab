using KubeAssert.Loading;

namespace KubeAssert.Sources;

/// <summary>The rules of one <c>.gitignore</c>, for the folder that it is in and all below; see gitignore(5).</summary>
internal sealed class GitIgnore
{
    private readonly string _folder;
    private readonly List<Rule> _rules = [];

    /// <param name="folder">The folder relative to the root, with a slash at its end; empty for the root.</param>
    /// <param name="lines">The file's lines.</param>
    public GitIgnore(string folder, IEnumerable<string> lines)
    {
        _folder = folder;
        foreach (var line in lines)
        {
            var text = line.TrimEnd();
            var isNegated = text.StartsWith('!');
            if (isNegated)
                text = text[1..];
            var isFolder = text.EndsWith('/');
            text = text.TrimEnd('/');
            if (text.Length == 0 || (text[0] == '#' && !isNegated))
                continue;
            var isNameOnly = !text.Contains('/', StringComparison.Ordinal);
            _rules.Add(new Rule(text, isNameOnly ? null : new PathPattern(text), isNegated, isFolder));
        }
    }

    /// <summary>What the last rule that fits says: ignored, not ignored, or null where none fits.</summary>
    public bool? Verdict(string path, bool isFolder)
    {
        var relative = path[_folder.Length..];
        var name = path.AsSpan(path.LastIndexOf('/') + 1);
        for (var i = _rules.Count - 1; i >= 0; i--)
        {
            var rule = _rules[i];
            if (rule.IsFolder && !isFolder)
                continue;
            if (rule.Pattern is { } pattern ? pattern.Matches(relative) : PathPattern.IsMatch(rule.Text, name))
                return !rule.IsNegated;
        }

        return null;
    }

    private sealed record Rule(string Text, PathPattern? Pattern, bool IsNegated, bool IsFolder);
}
