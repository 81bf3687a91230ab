using System.Globalization;
using System.Text;

namespace KubeAssert.Go;

/// <summary>Reads RE2's syntax and writes the same pattern in that of .NET.</summary>
/// <exception cref="FormatException">RE2 doesn't take the pattern.</exception>
internal sealed class Re2Translator(string pattern)
{
    private const int MaxRepeat = 1000;
    private const int MaxDepth = 1000;

    private readonly StringBuilder _out = new();
    private int _at;
    private int _depth;
    private bool _ignoreCase;
    private bool _multiline;
    private bool _dotAll;
    private bool _ungreedy;
    private readonly HashSet<string> _names = new(StringComparer.Ordinal);

    public string Translate()
    {
        Alternatives();
        if (_at < pattern.Length)
            throw Problem("unexpected )", pattern);
        return _out.ToString();
    }

    private bool More => _at < pattern.Length;

    private void Alternatives()
    {
        if (++_depth > MaxDepth)
            throw Problem("expression nests too deeply", pattern);
        while (More && pattern[_at] != ')')
        {
            if (pattern[_at] == '|')
            {
                _out.Append('|');
                _at++;
                continue;
            }

            var start = _out.Length;
            if (Atom())
                Repetition(start);
        }

        _depth--;
    }

    // false for what can't be repeated: a flag group
    private bool Atom()
    {
        var c = pattern[_at];
        switch (c)
        {
            case '(':
                return Group();
            case '[':
                _out.Append(new Re2Class(pattern, ref _at, _ignoreCase).ToPattern());
                return true;
            case '.':
                _at++;
                _out.Append(_dotAll ? "(?:[^\\uD800-\\uDFFF]|[\\uD800-\\uDBFF][\\uDC00-\\uDFFF])" : "(?:[^\\n\\uD800-\\uDFFF]|[\\uD800-\\uDBFF][\\uDC00-\\uDFFF])");
                return true;
            case '^':
                _at++;
                _out.Append(_multiline ? "(?m:^)" : "\\A");
                return true;
            case '$':
                _at++;
                _out.Append(_multiline ? "(?m:$)" : "\\z");
                return true;
            case '*' or '+' or '?':
                throw Problem("missing argument to repetition operator", c.ToString());
            case '{' when TryCount(_at, out _, out _, out var end):
                throw Problem("missing argument to repetition operator", pattern[_at..end]);
            case '\\':
                return Escape();
            default:
                var rune = Rune.GetRuneAt(pattern, _at);
                _at += rune.Utf16SequenceLength;
                Literal(rune.Value);
                return true;
        }
    }

    private bool Group()
    {
        if (_at + 1 >= pattern.Length || pattern[_at + 1] != '?')
        {
            _at++;
            return Body("(");
        }

        var start = _at;
        _at += 2;
        if (pattern.AsSpan(_at).StartsWith("P<", StringComparison.Ordinal) || pattern.AsSpan(_at).StartsWith("<", StringComparison.Ordinal))
        {
            _at += pattern[_at] == 'P' ? 2 : 1;
            var close = pattern.IndexOf('>', _at);
            var name = close < 0 ? "" : pattern[_at..close];
            if (name.Length == 0 || !name.All(ch => char.IsAsciiLetterOrDigit(ch) || ch == '_'))
                throw Problem("invalid named capture", close < 0 ? pattern[start..] : pattern[start..(close + 1)]);
            if (!_names.Add(name))
                throw Problem("duplicate capture group name", name);
            _at = close + 1;
            return Body("(");
        }

        return Flags(start);
    }

    private bool Flags(int start)
    {
        var saved = (_ignoreCase, _multiline, _dotAll, _ungreedy);
        var on = true;
        var any = false;
        while (More)
        {
            var c = pattern[_at++];
            switch (c)
            {
                case 'i':
                    _ignoreCase = on;
                    any = true;
                    break;
                case 'm':
                    _multiline = on;
                    any = true;
                    break;
                case 's':
                    _dotAll = on;
                    any = true;
                    break;
                case 'U':
                    _ungreedy = on;
                    any = true;
                    break;
                case '-' when on:
                    on = false;
                    any = false;
                    break;
                case ')' or ':' when on || any:
                    if (c == ')')
                        return false;
                    var inner = Body("(?:", restore: false);
                    (_ignoreCase, _multiline, _dotAll, _ungreedy) = saved;
                    return inner;
                default:
                    throw Problem("invalid or unsupported Perl syntax", pattern[start.._at]);
            }
        }

        throw Problem("missing closing )", pattern);
    }

    private bool Body(string open, bool restore = true)
    {
        var saved = (_ignoreCase, _multiline, _dotAll, _ungreedy);
        _out.Append(open);
        Alternatives();
        if (!More)
            throw Problem("missing closing )", pattern);
        _at++;
        _out.Append(')');
        if (restore)
            (_ignoreCase, _multiline, _dotAll, _ungreedy) = saved;
        return true;
    }

    private void Repetition(int start)
    {
        var repeated = -1;
        while (More)
        {
            var op = _at;
            string text;
            if (pattern[_at] is '*' or '+' or '?')
            {
                text = pattern[_at++].ToString();
            }
            else if (pattern[_at] == '{' && TryCount(_at, out var min, out var max, out var end))
            {
                if (min > MaxRepeat || max > MaxRepeat || (max >= 0 && min > max))
                    throw Problem("invalid repeat count", pattern[_at..end]);
                text = max == min ? $"{{{min.ToString(CultureInfo.InvariantCulture)}}}"
                    : max < 0 ? $"{{{min.ToString(CultureInfo.InvariantCulture)},}}"
                    : $"{{{min.ToString(CultureInfo.InvariantCulture)},{max.ToString(CultureInfo.InvariantCulture)}}}";
                _at = end;
            }
            else
            {
                return;
            }

            var lazy = More && pattern[_at] == '?';
            if (lazy)
                _at++;
            if (repeated >= 0)
                throw Problem("invalid nested repetition operator", pattern[repeated.._at]);
            repeated = op;
            // an anchor or an alternative of several units repeats as one
            _out.Insert(start, "(?:").Append(')').Append(text);
            if (lazy != _ungreedy)
                _out.Append('?');
        }
    }

    private bool TryCount(int at, out int min, out int max, out int end)
    {
        (min, max, end) = (0, 0, 0);
        at++;
        if (!TryNumber(ref at, out min))
            return false;
        max = min;
        if (at < pattern.Length && pattern[at] == ',')
        {
            at++;
            if (at < pattern.Length && pattern[at] == '}')
                max = -1;
            else if (!TryNumber(ref at, out max))
                return false;
        }

        if (at >= pattern.Length || pattern[at] != '}')
            return false;
        end = at + 1;
        return true;
    }

    private bool TryNumber(ref int at, out int value)
    {
        var start = at;
        while (at < pattern.Length && char.IsAsciiDigit(pattern[at]))
            at++;
        var digits = pattern.AsSpan(start, at - start);
        value = 0;
        if (digits.IsEmpty || (digits.Length > 1 && digits[0] == '0'))
            return false;
        value = digits.Length > 6 ? int.MaxValue : int.Parse(digits, NumberStyles.None, CultureInfo.InvariantCulture);
        return true;
    }

    private bool Escape()
    {
        if (_at + 1 >= pattern.Length)
            throw Problem("trailing backslash at end of expression", "");
        var c = pattern[_at + 1];
        switch (c)
        {
            case 'A':
                _out.Append("\\A");
                break;
            case 'z':
                _out.Append("\\z");
                break;
            case 'b' or 'B':
                _out.Append('\\').Append(c);
                break;
            case 'C':
                _out.Append("[\\s\\S]");
                break;
            case 'Q':
                var end = pattern.IndexOf("\\E", _at + 2, StringComparison.Ordinal);
                var quoted = end < 0 ? pattern[(_at + 2)..] : pattern[(_at + 2)..end];
                foreach (var rune in quoted.EnumerateRunes())
                    Literal(rune.Value);
                _at = end < 0 ? pattern.Length : end + 2;
                return quoted.Length > 0;
            case 'd' or 'D' or 's' or 'S' or 'w' or 'W' or 'p' or 'P':
                _out.Append(Re2Class.OfEscape(pattern, ref _at, _ignoreCase).ToPattern());
                return true;
            default:
                Literal(Re2Class.EscapedPoint(pattern, ref _at));
                return true;
        }

        _at += 2;
        return true;
    }

    private void Literal(int point)
    {
        var text = char.ConvertFromUtf32(point is >= 0xD800 and <= 0xDFFF ? 0xFFFD : point);
        var escaped = text.Length == 1 ? Re2Class.Unit(point) : $"{Re2Class.Unit(text[0])}{Re2Class.Unit(text[1])}";
        if (_ignoreCase && Folded(point) is { } folded)
            _out.Append(folded);
        else if (_ignoreCase && text.Length == 1)
            _out.Append("(?i:").Append(escaped).Append(')');
        else if (text.Length == 2)
            _out.Append("(?:").Append(escaped).Append(')');
        else
            _out.Append(escaped);
    }

    // letters that Unicode folds together and .NET keeps apart
    private static string? Folded(int point) => point switch
    {
        's' or 'S' or 0x17F => "[sS\\u017F]",
        'k' or 'K' or 0x212A => "[kK\\u212A]",
        _ => null,
    };

    internal static FormatException Problem(string code, string where) => new($"error parsing regexp: {code}: `{where}`");
}
