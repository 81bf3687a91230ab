using System.Collections.Concurrent;
using System.Text;
using System.Text.RegularExpressions;

namespace KubeAssert.Go;

/// <summary>A regular expression with the meaning that RE2 and Go give it. Matching takes time linear in the text.</summary>
internal sealed class Re2
{
    private const int MaxCached = 1024;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);
    private static readonly ConcurrentDictionary<string, (Re2? Pattern, string? Problem)> Known = new(StringComparer.Ordinal);

    private readonly Regex _regex;

    private Re2(Regex regex) => _regex = regex;

    /// <summary>The pattern, or what RE2 says against it.</summary>
    public static Re2? Compile(string pattern, out string? problem)
    {
        if (!Known.TryGetValue(pattern, out var known))
        {
            known = Build(pattern);
            if (Known.Count < MaxCached)
                Known.TryAdd(pattern, known);
        }

        problem = known.Problem;
        return known.Pattern;
    }

    /// <exception cref="RegexMatchTimeoutException">A pattern too large for linear matching took too long.</exception>
    public bool IsMatch(string text) => _regex.IsMatch(text);

    /// <exception cref="RegexMatchTimeoutException">A pattern too large for linear matching took too long.</exception>
    public string Find(string text) => _regex.Match(text).Value;

    /// <summary>The matches from left to right, at most <paramref name="limit"/> unless that is negative.</summary>
    /// <exception cref="RegexMatchTimeoutException">A pattern too large for linear matching took too long.</exception>
    public List<string> FindAll(string text, long limit)
    {
        var found = new List<string>();
        var lastEnd = -1;
        for (var match = _regex.Match(text); match.Success && (limit < 0 || found.Count < limit); match = match.NextMatch())
        {
            // Go takes no empty match right behind another match, nor inside a character
            if (match.Length == 0 && (match.Index == lastEnd || IsInsidePair(text, match.Index)))
                continue;
            found.Add(match.Value);
            lastEnd = match.Index + match.Length;
        }

        return found;
    }

    private static bool IsInsidePair(string text, int index) =>
        index > 0 && index < text.Length && char.IsSurrogatePair(text[index - 1], text[index]);

    private static (Re2?, string?) Build(string pattern)
    {
        string translated;
        try
        {
            translated = new Re2Translator(pattern).Translate();
        }
        catch (FormatException e)
        {
            return (null, e.Message);
        }

        try
        {
            return (new Re2(new Regex(translated, RegexOptions.NonBacktracking | RegexOptions.CultureInvariant, Patience)), null);
        }
        catch (NotSupportedException)
        {
            return (new Re2(new Regex(translated, RegexOptions.CultureInvariant, Patience)), null);
        }
        catch (ArgumentException e)
        {
            return (null, $"error parsing regexp: {e.Message}");
        }
    }
}
