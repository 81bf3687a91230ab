using System.Collections.Concurrent;

namespace KubeAssert.Go;

/// <summary>
/// A regular expression with the meaning that RE2 and Go give it. Matching takes steps in proportion to the text and to the
/// pattern, whatever they are; one that takes more than <see cref="Re2Steps.Limit"/> steps ends with a <see cref="Re2LimitException"/>.
/// </summary>
internal sealed class Re2
{
    private const int MaxCached = 4096;
    private const long MaxCachedSize = 4_000_000;
    private static readonly ConcurrentDictionary<string, (Re2? Pattern, string? Problem)> Known = new(StringComparer.Ordinal);
    private static long _cachedSize;

    private readonly Re2Program _program;
    private Re2Automaton? _automaton;

    private Re2(Re2Program program) => _program = program;

    /// <summary>The pattern, or what RE2 says against it.</summary>
    public static Re2? Compile(string pattern, out string? problem)
    {
        if (!Known.TryGetValue(pattern, out var known))
        {
            known = Build(pattern);
            var size = known.Pattern?._program.Code.Length ?? 1;
            if (Known.Count < MaxCached && Interlocked.Add(ref _cachedSize, size) < MaxCachedSize)
                Known.TryAdd(pattern, known);
        }

        problem = known.Problem;
        return known.Pattern;
    }

    /// <exception cref="Re2LimitException">The pattern and the text are too large.</exception>
    public bool IsMatch(string text) => IsMatch(text, new Re2Steps());

    internal bool IsMatch(string text, Re2Steps steps)
    {
        if (!_program.HasOnlyTextAssertions)
            return new Re2Search(_program, text, steps).Find(0) is not null;

        // one thread at a time uses the states that earlier texts built; another one begins anew
        var automaton = Interlocked.Exchange(ref _automaton, null) ?? new Re2Automaton(_program);
        var matches = automaton.IsMatch(text, steps);
        _automaton = automaton;
        return matches;
    }

    /// <exception cref="Re2LimitException">The pattern and the text are too large.</exception>
    public string Find(string text) =>
        new Re2Search(_program, text, new Re2Steps()).Find(0) is var (start, end) ? text[start..end] : "";

    /// <summary>The matches from left to right, at most <paramref name="limit"/> unless that is negative.</summary>
    /// <exception cref="Re2LimitException">The pattern and the text are too large.</exception>
    public List<string> FindAll(string text, long limit)
    {
        var found = new List<string>();
        var search = new Re2Search(_program, text, new Re2Steps());
        var lastEnd = -1;
        for (var at = 0; at <= text.Length && (limit < 0 || found.Count < limit) && search.Find(at) is var (start, end);)
        {
            // Go takes no empty match right behind another match
            if (end > at || start != lastEnd)
                found.Add(text[start..end]);
            lastEnd = end;
            at = end > at ? end : at + Width(text, at);
        }

        return found;
    }

    private static int Width(string text, int at)
    {
        if (at >= text.Length)
            return 1;
        Re2Search.Point(text, at, out var width);
        return width;
    }

    private static (Re2?, string?) Build(string pattern)
    {
        try
        {
            return (new Re2(Re2Compiler.Compile(new Re2Parser(pattern).Parse())), null);
        }
        catch (FormatException e)
        {
            return (null, e.Message);
        }
    }
}
