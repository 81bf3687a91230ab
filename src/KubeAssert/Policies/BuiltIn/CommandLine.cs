namespace KubeAssert.PolicyRules.BuiltIn;

/// <summary>What a container starts: itself, in its probes and in its hooks.</summary>
internal static class CommandLine
{
    private const int MostText = 20_000;

    private static readonly char[] Separators = [' ', '\t', '\r', '\n', ';', '&', '|', '(', ')', '`', '"', '\''];
    private static readonly string[] Parts = ["command", "args"];
    private static readonly string[] Probes = ["livenessProbe", "readinessProbe", "startupProbe"];
    private static readonly string[] Hooks = ["postStart", "preStop"];

    private static readonly HashSet<string> Shells = new(StringComparer.Ordinal) { "sh", "bash", "ash", "dash", "zsh", "ksh" };

    /// <summary>All words of <c>command</c> and <c>args</c>, those inside a script one by one.</summary>
    public static List<string> Words(Container container)
    {
        var words = new List<string>();
        foreach (var part in Parts)
        {
            foreach (var item in container[part].Items)
            {
                if (item.Text is { Length: < MostText } text)
                    words.AddRange(text.Split(Separators, StringSplitOptions.RemoveEmptyEntries));
            }
        }

        return words;
    }

    /// <summary>Every list of words that is started: the container's own where it names the program, those of probes and hooks.</summary>
    public static IEnumerable<List<Node>> Started(Container container)
    {
        if (container["command"].Items.Count > 0)
            yield return [.. container["command"].Items, .. container["args"].Items];
        foreach (var probe in Probes)
        {
            if (container[probe]["exec"]["command"].Items is { Count: > 0 } asked)
                yield return [.. asked];
        }

        foreach (var hook in Hooks)
        {
            if (container["lifecycle"][hook]["exec"]["command"].Items is { Count: > 0 } called)
                yield return [.. called];
        }
    }

    public static bool IsShell(string? program) => program is not null && Shells.Contains(program[(program.LastIndexOf('/') + 1)..]);

    /// <summary>What a shell is told to run.</summary>
    /// <param name="words">The shell and all that follows.</param>
    /// <returns>The place of the script, whether it stands behind <c>-c</c>, and whether there is none though <c>-c</c> asks for one.</returns>
    public static (int Script, bool IsText) ScriptOf(List<Node> words)
    {
        var isText = false;
        for (var i = 1; i < words.Count; i++)
        {
            var word = words[i].Text ?? "";
            if (word is "-o" or "+o" or "-O" or "+O" or "--rcfile" or "--init-file")
                i++;
            else if (word.StartsWith("--", StringComparison.Ordinal))
                continue;
            else if (word.Length > 1 && word[0] is '-' or '+')
            {
                isText |= word[0] == '-' && word.Contains('c', StringComparison.Ordinal);

                // a cluster such as -eo takes the next word for its o
                if (word.Length > 2 && word[^1] == 'o')
                    i++;
            }
            else
            {
                return (i, isText);
            }
        }

        return (-1, isText);
    }

    /// <summary>A text as a message shows it: its first line, shortened.</summary>
    public static string Shown(string text)
    {
        const int Most = 40;
        var line = text.AsSpan().Trim();
        var end = line.IndexOfAny('\r', '\n');
        var isWhole = end < 0 && line.Length <= Most;
        if (end >= 0)
            line = line[..end].TrimEnd();
        return isWhole ? $"'{line}'" : $"'{(line.Length > Most ? line[..Most] : line)}...'";
    }
}
