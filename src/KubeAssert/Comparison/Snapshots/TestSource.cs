using System.Text;
using System.Text.RegularExpressions;

namespace KubeAssert.Comparing;

/// <summary>A source file of C#, read no further than to tell code from texts and comments.</summary>
internal sealed class TestSource
{
    private readonly string _text;
    private readonly char[] _code;
    private readonly Dictionary<int, SourceLiteral> _literals = [];

    public TestSource(string text)
    {
        _text = text;
        _code = text.ToCharArray();
        for (var at = 0; at < text.Length;)
            at = Next(at);
        Code = new string(_code);
    }

    /// <summary>The text, as long as it was, with blanks in place of comments and of what stands in strings.</summary>
    public string Code { get; }

    /// <summary>The string that begins there; null where none does.</summary>
    public SourceLiteral? LiteralAt(int at) => _literals.GetValueOrDefault(at);

    /// <summary>All strings in a part of the text.</summary>
    public IEnumerable<SourceLiteral> LiteralsIn(int start, int end) => _literals.Where(l => l.Key >= start && l.Key < end).Select(l => l.Value);

    /// <summary>Where the bracket is closed that opens there; the text's end where it never is.</summary>
    public int Close(int open)
    {
        var depth = 0;
        for (var at = open; at < Code.Length; at++)
        {
            depth += Code[at] is '(' or '[' or '{' ? 1 : Code[at] is ')' or ']' or '}' ? -1 : 0;
            if (depth == 0)
                return at;
        }

        return Code.Length;
    }

    private int Next(int at)
    {
        var c = _text[at];
        if (c == '/' && at + 1 < _text.Length && _text[at + 1] is '/' or '*')
            return Blank(at, _text[at + 1] == '/' ? EndOf("\n", at, past: 0) : EndOf("*/", at + 2, past: 2));
        if (c == '\'')
            return Blank(at, CharacterEnd(at));
        if (c is '"' or '$' or '@' && StringStart(at) is { } quote)
        {
            var end = StringEnd(at, quote, out var value);
            var literal = new SourceLiteral(at, end, value);
            _literals[at] = literal;
            return Blank(at, end);
        }

        return at + 1;
    }

    private int Blank(int start, int end)
    {
        for (var i = start; i < end; i++)
        {
            if (_code[i] is not ('\n' or '\r'))
                _code[i] = ' ';
        }

        return Math.Max(end, start + 1);
    }

    private int EndOf(string mark, int from, int past)
    {
        var found = from <= _text.Length ? _text.IndexOf(mark, from, StringComparison.Ordinal) : -1;
        return found < 0 ? _text.Length : found + past;
    }

    private int CharacterEnd(int at)
    {
        var end = at + 1;
        while (end < _text.Length && _text[end] is not ('\'' or '\n'))
            end += _text[end] == '\\' ? 2 : 1;
        return Math.Min(end + 1, _text.Length);
    }

    /// <summary>The place of the opening quote of a string with these prefixes.</summary>
    private int? StringStart(int at)
    {
        while (at < _text.Length && _text[at] is '$' or '@')
            at++;
        return at < _text.Length && _text[at] == '"' ? at : null;
    }

    /// <param name="value">What the string holds; <see cref="SourceLiteral.Hole"/> stands for what an interpolated one inserts.</param>
    private int StringEnd(int start, int quote, out string value)
    {
        var prefix = _text[start..quote];
        var isInterpolated = prefix.Contains('$', StringComparison.Ordinal);
        var quotes = 1;
        while (quote + quotes < _text.Length && _text[quote + quotes] == '"')
            quotes++;
        if (quotes >= 3)
        {
            var mark = new string('"', quotes);
            var close = EndOf(mark, quote + quotes, past: 0);
            value = Filled(_text[(quote + quotes)..close].Trim(), isInterpolated);
            return Math.Min(close + quotes, _text.Length);
        }

        var isVerbatim = prefix.Contains('@', StringComparison.Ordinal);
        var at = quote + 1;
        var depth = 0;
        while (at < _text.Length)
        {
            if (isInterpolated && _text[at] is '{' or '}')
            {
                if (depth == 0 && at + 1 < _text.Length && _text[at + 1] == _text[at])
                    at++;
                else
                    depth = Math.Max(0, depth + (_text[at] == '{' ? 1 : -1));
            }
            else if (depth > 0 && StringStart(at) is { } inner)
            {
                at = StringEnd(at, inner, out _);
                continue;
            }
            else if (depth == 0 && _text[at] == '\\' && !isVerbatim)
            {
                at++;
            }
            else if (depth == 0 && _text[at] == '"')
            {
                if (!isVerbatim || at + 1 >= _text.Length || _text[at + 1] != '"')
                    break;
                at++;
            }

            at++;
        }

        var inside = _text[Math.Min(quote + 1, _text.Length)..Math.Min(at, _text.Length)];
        value = Filled(isVerbatim ? inside.Replace("\"\"", "\"", StringComparison.Ordinal) : Unescaped(inside), isInterpolated);
        return Math.Min(at + 1, _text.Length);
    }

    private static string Unescaped(string text)
    {
        try
        {
            return text.Contains('\\', StringComparison.Ordinal) ? Regex.Unescape(text) : text;
        }
        catch (ArgumentException)
        {
            return text;
        }
    }

    private static string Filled(string text, bool isInterpolated)
    {
        if (!isInterpolated)
            return text;
        var filled = new StringBuilder();
        var depth = 0;
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] is '{' or '}')
            {
                if (depth == 0 && text[i] == '{')
                    filled.Append(SourceLiteral.Hole);
                depth = Math.Max(0, depth + (text[i] == '{' ? 1 : -1));
            }
            else if (depth == 0)
            {
                filled.Append(text[i]);
            }
        }

        return filled.ToString();
    }
}

/// <summary>A string in a source file.</summary>
internal sealed record SourceLiteral(int Start, int End, string Value)
{
    /// <summary>Stands for what an interpolated string inserts.</summary>
    public const char Hole = '\0';
}
