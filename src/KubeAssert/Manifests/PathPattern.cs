namespace KubeAssert.Loading;

/// <summary>
/// A pattern over paths with forward slashes: <c>*</c> and <c>?</c> stand for part of a name, <c>[a-z]</c> for one character, <c>**</c> for any
/// folders, <c>\</c> takes the next character as it is. Matching takes time proportional to pattern and path, whatever the pattern.
/// </summary>
internal sealed class PathPattern
{
    private const string AnyFolders = "**";

    private readonly string[] _parts;

    public PathPattern(string pattern) => _parts = pattern.Split('/', StringSplitOptions.RemoveEmptyEntries);

    /// <summary>Whether the pattern matches the whole path.</summary>
    public bool Matches(string path) => MatchLength(path, isWhole: true);

    /// <summary>Whether the pattern matches the path or a folder that it is in.</summary>
    public bool Covers(string path) => MatchLength(path, isWhole: false);

    /// <summary>Whether a pattern without slashes matches a name.</summary>
    public static bool IsMatch(ReadOnlySpan<char> pattern, ReadOnlySpan<char> name)
    {
        var (p, n) = (0, 0);
        var (starAt, starName) = (-1, 0);
        while (n < name.Length)
        {
            if (p < pattern.Length && pattern[p] == '*')
            {
                (starAt, starName) = (p++, n);
            }
            else if (p < pattern.Length && MatchesOne(pattern, p, name[n], out var next))
            {
                p = next;
                n++;
            }
            else if (starAt >= 0)
            {
                p = starAt + 1;
                n = ++starName;
            }
            else
            {
                return false;
            }
        }

        while (p < pattern.Length && pattern[p] == '*')
            p++;
        return p == pattern.Length;
    }

    /// <summary>Walks the parts side by side: which parts of the pattern may come next, for each part of the path.</summary>
    private bool MatchLength(string path, bool isWhole)
    {
        var open = new bool[_parts.Length + 1];
        open[0] = true;
        SkipAnyFolders(open);
        foreach (var name in path.Split('/', StringSplitOptions.RemoveEmptyEntries))
        {
            if (!isWhole && open[_parts.Length])
                return true;
            for (var i = _parts.Length; i >= 0; i--)
            {
                var isReached = i > 0 && open[i - 1] && IsEntered(i - 1, name);
                var stays = i < _parts.Length && open[i] && _parts[i] == AnyFolders;
                open[i] = isReached || stays;
            }

            SkipAnyFolders(open);
        }

        return open[_parts.Length];
    }

    /// <summary>Whether a name is what a part stands for; any name is where the pattern ends with <c>**</c>.</summary>
    private bool IsEntered(int part, string name) => _parts[part] == AnyFolders ? part == _parts.Length - 1 : IsMatch(_parts[part], name);

    private void SkipAnyFolders(bool[] open)
    {
        for (var i = 0; i < _parts.Length; i++)
        {
            // a/** is what is in a, not a itself
            if (open[i] && _parts[i] == AnyFolders && i < _parts.Length - 1)
                open[i + 1] = true;
        }
    }

    private static bool MatchesOne(ReadOnlySpan<char> pattern, int at, char c, out int next)
    {
        next = at + 1;
        switch (pattern[at])
        {
            case '?':
                return true;
            case '\\' when at + 1 < pattern.Length:
                next = at + 2;
                return pattern[at + 1] == c;
            case '[' when pattern[(at + 1)..].IndexOf(']') is var length and > 0:
                next = at + length + 2;
                return IsInSet(pattern.Slice(at + 1, length), c);
            default:
                return pattern[at] == c;
        }
    }

    private static bool IsInSet(ReadOnlySpan<char> set, char c)
    {
        var isNegated = set[0] is '!' or '^';
        if (isNegated)
            set = set[1..];
        for (var i = 0; i < set.Length; i++)
        {
            if (i + 2 < set.Length && set[i + 1] == '-')
            {
                if (c >= set[i] && c <= set[i + 2])
                    return !isNegated;
                i += 2;
            }
            else if (set[i] == c)
            {
                return !isNegated;
            }
        }

        return isNegated;
    }
}
