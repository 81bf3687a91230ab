using System.Globalization;
using System.Text;

namespace KubeAssert.Go;

/// <summary>A set of characters: <c>[a-z]</c>, <c>\d</c>, <c>\pL</c>, <c>[[:alpha:]]</c>.</summary>
internal sealed class Re2Class
{
    private static readonly Dictionary<string, (int, int)[]> Named = new(StringComparer.Ordinal)
    {
        ["alnum"] = [('0', '9'), ('A', 'Z'), ('a', 'z')],
        ["alpha"] = [('A', 'Z'), ('a', 'z')],
        ["ascii"] = [(0, 0x7f)],
        ["blank"] = [('\t', '\t'), (' ', ' ')],
        ["cntrl"] = [(0, 0x1f), (0x7f, 0x7f)],
        ["digit"] = [('0', '9')],
        ["graph"] = [('!', '~')],
        ["lower"] = [('a', 'z')],
        ["print"] = [(' ', '~')],
        ["punct"] = [('!', '/'), (':', '@'), ('[', '`'), ('{', '~')],
        ["space"] = [('\t', '\r'), (' ', ' ')],
        ["upper"] = [('A', 'Z')],
        ["word"] = [('0', '9'), ('A', 'Z'), ('_', '_'), ('a', 'z')],
        ["xdigit"] = [('0', '9'), ('A', 'F'), ('a', 'f')],
    };

    private readonly List<(int From, int To)> _ranges = [];
    private readonly bool _ignoreCase;
    private bool _negated;

    private Re2Class(bool ignoreCase) => _ignoreCase = ignoreCase;

    /// <summary>Reads a class in brackets; <paramref name="at"/> moves behind it.</summary>
    public Re2Class(string pattern, ref int at, bool ignoreCase)
    {
        _ignoreCase = ignoreCase;
        var start = at++;
        if (at < pattern.Length && pattern[at] == '^')
        {
            _negated = true;
            at++;
        }

        var first = true;
        while (at < pattern.Length && (pattern[at] != ']' || first))
        {
            first = false;
            if (pattern.AsSpan(at).StartsWith("[:", StringComparison.Ordinal)
                && pattern.IndexOf(":]", at + 2, StringComparison.Ordinal) is > 0 and var end)
            {
                AddNamed(pattern[(at + 2)..end], pattern[at..(end + 2)]);
                at = end + 2;
                continue;
            }

            if (pattern[at] == '\\' && at + 1 < pattern.Length
                && pattern[at + 1] is 'd' or 'D' or 's' or 'S' or 'w' or 'W' or 'p' or 'P')
            {
                Add(OfEscape(pattern, ref at, ignoreCase: false));
                continue;
            }

            var itemAt = at;
            var low = Point(pattern, ref at, start);
            var high = low;
            if (at + 1 < pattern.Length && pattern[at] == '-' && pattern[at + 1] != ']')
            {
                at++;
                high = Point(pattern, ref at, start);
                if (high < low)
                    throw Re2Parser.Problem("invalid character class range", pattern[itemAt..at]);
            }

            _ranges.Add((low, high));
        }

        if (at >= pattern.Length)
            throw Re2Parser.Problem("missing closing ]", pattern[start..]);
        at++;
    }

    /// <summary>Reads <c>\d</c>, <c>\W</c>, <c>\pL</c> and their like; <paramref name="at"/> moves behind it.</summary>
    public static Re2Class OfEscape(string pattern, ref int at, bool ignoreCase)
    {
        var start = at;
        var letter = pattern[at + 1];
        at += 2;
        var set = new Re2Class(ignoreCase) { _negated = char.IsAsciiLetterUpper(letter) };
        switch (char.ToLowerInvariant(letter))
        {
            case 'd':
                set._ranges.Add(('0', '9'));
                break;
            case 's':
                set._ranges.AddRange([('\t', '\n'), ('\f', '\r'), (' ', ' ')]);
                break;
            case 'w':
                set._ranges.AddRange(Named["word"]);
                break;
            default:
                set.AddProperty(pattern, ref at, start);
                break;
        }

        return set;
    }

    /// <summary>The character that an escape stands for; <paramref name="at"/> moves behind it.</summary>
    public static int EscapedPoint(string pattern, ref int at)
    {
        var start = at;
        if (at + 1 >= pattern.Length)
            throw Re2Parser.Problem("trailing backslash at end of expression", "");
        var rune = Rune.GetRuneAt(pattern, at + 1);
        at += 1 + rune.Utf16SequenceLength;
        var c = rune.Value;
        switch (c)
        {
            case 'a':
                return '\a';
            case 'f':
                return '\f';
            case 'n':
                return '\n';
            case 'r':
                return '\r';
            case 't':
                return '\t';
            case 'v':
                return '\v';
            case 'x':
                return Hexadecimal(pattern, ref at, start);
            case '0' or (>= '1' and <= '7'):
                // a single digit from 1 to 7 would be a reference back, which RE2 has not
                if (c != '0' && (at >= pattern.Length || pattern[at] is < '0' or > '7'))
                    break;
                var value = c - '0';
                for (var i = 1; i < 3 && at < pattern.Length && pattern[at] is >= '0' and <= '7'; i++)
                    value = (value * 8) + pattern[at++] - '0';
                return value;
            case < 0x80 when !char.IsAsciiLetterOrDigit((char)c):
                return c;
        }

        throw Re2Parser.Problem("invalid escape sequence", pattern[start..at]);
    }

    /// <summary>The characters of the set, as ranges in order that neither overlap nor touch.</summary>
    public List<(int From, int To)> ToRanges()
    {
        // RE2 folds before it negates: (?i)[^k] excludes K and the Kelvin sign too
        var ranges = Merge(_ignoreCase ? CaseFolding.Close(_ranges) : _ranges);
        return _negated ? Merge(Complement(ranges)) : ranges;
    }

    internal static List<(int From, int To)> Merge(IEnumerable<(int From, int To)> ranges)
    {
        var merged = new List<(int From, int To)>();
        foreach (var (from, to) in ranges.OrderBy(r => r.From))
        {
            if (merged.Count > 0 && from <= merged[^1].To + 1)
                merged[^1] = (merged[^1].From, Math.Max(merged[^1].To, to));
            else
                merged.Add((from, to));
        }

        return merged;
    }

    private void Add(Re2Class other)
    {
        _ranges.AddRange(other._negated ? Complement(other._ranges) : other._ranges);
    }

    private static IEnumerable<(int, int)> Complement(IEnumerable<(int From, int To)> ranges)
    {
        var next = 0;
        foreach (var (from, to) in ranges.OrderBy(r => r.From))
        {
            if (from > next)
                yield return (next, from - 1);
            next = Math.Max(next, to + 1);
        }

        if (next <= 0x10FFFF)
            yield return (next, 0x10FFFF);
    }

    private void AddNamed(string name, string whole)
    {
        var negated = name.StartsWith('^');
        if (!Named.TryGetValue(negated ? name[1..] : name, out var ranges))
            throw Re2Parser.Problem("invalid character class range", whole);
        _ranges.AddRange(negated ? Complement(ranges.Select(r => (r.Item1, r.Item2))) : ranges);
    }

    private void AddProperty(string pattern, ref int at, int start)
    {
        if (at >= pattern.Length)
            throw Re2Parser.Problem("invalid character class range", pattern[start..]);
        string name;
        if (pattern[at] == '{')
        {
            var end = pattern.IndexOf('}', at);
            if (end < 0)
                throw Re2Parser.Problem("invalid character class range", pattern[start..]);
            name = pattern[(at + 1)..end];
            at = end + 1;
        }
        else
        {
            name = pattern[at++].ToString();
        }

        if (name.StartsWith('^'))
        {
            _negated = !_negated;
            name = name[1..];
        }

        if (name == "Any")
            _ranges.Add((0, 0x10FFFF));
        else if (UnicodeScripts.Find(name) is { } script)
            _ranges.AddRange(script);
        else if (UnicodeCategories.Find(name) is { } category)
            _ranges.AddRange(category);
        else
            throw Re2Parser.Problem("invalid character class range", pattern[start..at]);
    }

    private static int Point(string pattern, ref int at, int start)
    {
        if (at >= pattern.Length)
            throw Re2Parser.Problem("missing closing ]", pattern[start..]);
        if (pattern[at] == '\\')
            return EscapedPoint(pattern, ref at);
        var rune = Rune.GetRuneAt(pattern, at);
        at += rune.Utf16SequenceLength;
        return rune.Value;
    }

    private static int Hexadecimal(string pattern, ref int at, int start)
    {
        var digits = "";
        if (at < pattern.Length && pattern[at] == '{')
        {
            var end = pattern.IndexOf('}', at);
            if (end > 0)
            {
                digits = pattern[(at + 1)..end];
                at = end + 1;
            }
        }
        else if (at + 2 <= pattern.Length)
        {
            digits = pattern.Substring(at, 2);
            at += 2;
        }

        return digits.Length is > 0 and <= 6 && digits.All(char.IsAsciiHexDigit)
            && int.Parse(digits, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture) is <= 0x10FFFF and var value
                ? value
                : throw Re2Parser.Problem("invalid escape sequence", pattern[start..Math.Min(at, pattern.Length)]);
    }
}
