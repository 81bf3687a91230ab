using System.Collections.Concurrent;
using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace KubeAssert.OpenApi;

/// <summary>
/// A regular expression with the meaning that Go gives it (RE2 syntax), matched in time linear in the text.
/// </summary>
internal sealed class GoPattern
{
    private static readonly ConcurrentDictionary<string, GoPattern> Known = new(StringComparer.Ordinal);

    private readonly Regex? _regex;

    private GoPattern(string text)
    {
        Text = text;
        try
        {
            _regex = new Regex(GoPatternTranslation.ToDotNet(text), RegexOptions.NonBacktracking | RegexOptions.CultureInvariant);
        }
        catch (Exception e) when (e is ArgumentException or NotSupportedException or FormatException)
        {
            _regex = null;
        }
    }

    public string Text { get; }

    /// <summary>Whether the pattern could be read; one that can't be matches nothing.</summary>
    public bool IsReadable => _regex is not null;

    public static GoPattern Of(string text) => Known.Count < 10_000 ? Known.GetOrAdd(text, static t => new GoPattern(t)) : new GoPattern(text);

    public bool Matches(string text) => _regex?.IsMatch(text) == true;
}

/// <summary>Writes a pattern of Go's syntax in .NET's.</summary>
internal static class GoPatternTranslation
{
    private const string Digit = "0-9";
    private const string Word = "0-9A-Za-z_";
    private const string Space = "\\t\\n\\f\\r ";
    private const string NoDigit = "\\x00-/:-\\uFFFF";
    private const string NoWord = "\\x00-/:-@\\[-\\^`{-\\uFFFF";
    private const string NoSpace = "\\x00-\\x08\\x0B\\x0E-\\x1F!-\\uFFFF";

    private static readonly Dictionary<string, string> PosixClasses = new(StringComparer.Ordinal)
    {
        ["alnum"] = "0-9A-Za-z", ["alpha"] = "A-Za-z", ["ascii"] = "\\x00-\\x7F", ["blank"] = "\\t ", ["cntrl"] = "\\x00-\\x1F\\x7F", ["digit"] = Digit,
        ["graph"] = "!-~", ["lower"] = "a-z", ["print"] = " -~", ["punct"] = "!-/:-@\\[-`{-~", ["space"] = "\\t\\n\\v\\f\\r ", ["upper"] = "A-Z", ["word"] = Word, ["xdigit"] = "0-9A-Fa-f",
    };

    /// <exception cref="FormatException">The pattern uses what can't be written in .NET's syntax.</exception>
    public static string ToDotNet(string pattern)
    {
        var result = new StringBuilder(pattern.Length + 8);
        var at = 0;
        while (at < pattern.Length)
        {
            var c = pattern[at];
            switch (c)
            {
                case '\\':
                    Escape(pattern, ref at, result);
                    break;
                case '[':
                    Class(pattern, ref at, result);
                    break;
                case '$':
                    result.Append(pattern.Contains("m)", StringComparison.Ordinal) || pattern.Contains("m:", StringComparison.Ordinal) ? "$" : "\\z");
                    at++;
                    break;
                case '(' when at + 2 < pattern.Length && pattern[at + 1] == '?':
                    Group(pattern, ref at, result);
                    break;
                default:
                    result.Append(c);
                    at++;
                    break;
            }
        }

        return result.ToString();
    }

    private static void Group(string pattern, ref int at, StringBuilder result)
    {
        if (pattern.AsSpan(at).StartsWith("(?P<", StringComparison.Ordinal))
        {
            result.Append("(?<");
            at += 4;
            return;
        }

        if (pattern[at + 2] is '=' or '!' || (pattern[at + 2] == '<' && at + 3 < pattern.Length && pattern[at + 3] is '=' or '!') || pattern[at + 2] is '>' or '#' or '(')
            throw new FormatException("Go knows no such group.");

        result.Append("(?");
        for (at += 2; at < pattern.Length; at++)
        {
            var c = pattern[at];
            if (c != 'U')
                result.Append(c);
            if (c is ')' or ':' or '<')
            {
                at++;
                return;
            }
        }
    }

    private static void Escape(string pattern, ref int at, StringBuilder result)
    {
        if (at + 1 >= pattern.Length)
            throw new FormatException("A backslash ends the pattern.");

        var c = pattern[at + 1];
        at += 2;
        switch (c)
        {
            case 'd':
                result.Append('[').Append(Digit).Append(']');
                break;
            case 'D':
                result.Append("[^").Append(Digit).Append(']');
                break;
            case 'w':
                result.Append('[').Append(Word).Append(']');
                break;
            case 'W':
                result.Append("[^").Append(Word).Append(']');
                break;
            case 's':
                result.Append('[').Append(Space).Append(']');
                break;
            case 'S':
                result.Append("[^").Append(Space).Append(']');
                break;
            case 'Q':
                var end = pattern.IndexOf("\\E", at, StringComparison.Ordinal);
                var quoted = end < 0 ? pattern[at..] : pattern[at..end];
                result.Append(Regex.Escape(quoted));
                at = end < 0 ? pattern.Length : end + 2;
                break;
            case 'x':
                Hexadecimal(pattern, ref at, result);
                break;
            case 'p' or 'P':
                Property(pattern, ref at, c, result);
                break;
            case 'C' or 'E' or 'Z' or 'G' or 'k':
                throw new FormatException($"\\{c} has no counterpart.");
            default:
                if (char.IsAsciiDigit(c) && c != '0')
                    throw new FormatException("Go knows no back references.");
                result.Append('\\').Append(c);
                break;
        }
    }

    private static void Hexadecimal(string pattern, ref int at, StringBuilder result)
    {
        var digits = pattern.AsSpan(at);
        var length = 2;
        var skip = 2;
        if (digits.Length > 0 && digits[0] == '{')
        {
            length = digits.IndexOf('}') - 1;
            skip = length + 2;
            digits = digits[1..];
        }

        if (length < 1 || digits.Length < length || !int.TryParse(digits[..length], NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var code) || code > 0xFFFF)
            throw new FormatException("The character has no counterpart.");
        result.Append("\\u").Append(code.ToString("X4", CultureInfo.InvariantCulture));
        at += skip;
    }

    /// <summary>One-letter and two-letter Unicode categories are the same in both; scripts are not known to .NET.</summary>
    private static void Property(string pattern, ref int at, char letter, StringBuilder result)
    {
        string name;
        if (at < pattern.Length && pattern[at] == '{')
        {
            var end = pattern.IndexOf('}', at);
            if (end < 0)
                throw new FormatException("A class is not closed.");
            name = pattern[(at + 1)..end];
            at = end + 1;
        }
        else
        {
            name = pattern.Substring(at, Math.Min(1, pattern.Length - at));
            at++;
        }

        if (name.StartsWith('^'))
            (name, letter) = (name[1..], letter == 'p' ? 'P' : 'p');
        if (name.Length is < 1 or > 2)
            throw new FormatException($"The class {name} has no counterpart.");
        result.Append('\\').Append(letter).Append('{').Append(name).Append('}');
    }

    private static void Class(string pattern, ref int at, StringBuilder result)
    {
        result.Append('[');
        at++;
        if (at < pattern.Length && pattern[at] == '^')
        {
            result.Append('^');
            at++;
        }

        for (var first = true; ; first = false)
        {
            if (at >= pattern.Length)
                throw new FormatException("A character class is not closed.");

            var c = pattern[at];
            if (c == ']' && !first)
            {
                result.Append(']');
                at++;
                return;
            }

            if (c == '[' && at + 1 < pattern.Length && pattern[at + 1] == ':' && pattern.IndexOf(":]", at + 2, StringComparison.Ordinal) is > 0 and var end)
            {
                var name = pattern[(at + 2)..end];
                if (!PosixClasses.TryGetValue(name, out var members))
                    throw new FormatException($"The class {name} has no counterpart.");
                result.Append(members);
                at = end + 2;
            }
            else if (c == '\\')
            {
                ClassEscape(pattern, ref at, result);
            }
            else
            {
                if (c is '[' or ']' || (c == '-' && IsLiteralDash(pattern, at, first)))
                    result.Append('\\');
                result.Append(c);
                at++;
            }
        }
    }

    /// <summary>A dash at either end of a class stands for itself; .NET would read <c>-[</c> as a subtraction.</summary>
    private static bool IsLiteralDash(string pattern, int at, bool first) =>
        first || at + 1 >= pattern.Length || pattern[at + 1] == ']' || pattern[at + 1] == '[';

    private static void ClassEscape(string pattern, ref int at, StringBuilder result)
    {
        if (at + 1 >= pattern.Length)
            throw new FormatException("A backslash ends the pattern.");

        var members = pattern[at + 1] switch
        {
            'd' => Digit,
            'w' => Word,
            's' => Space,
            'D' => NoDigit,
            'W' => NoWord,
            'S' => NoSpace,
            _ => null,
        };
        if (members is null)
        {
            Escape(pattern, ref at, result);
            return;
        }

        result.Append(members);
        at += 2;
        if (at + 1 < pattern.Length && pattern[at] == '-' && pattern[at + 1] != ']')
        {
            result.Append("\\-");
            at++;
        }
    }
}
