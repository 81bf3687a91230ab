using System.Globalization;
using System.Text;

namespace KubeAssert.Go;

/// <summary>Reads RE2's syntax into a tree. Throws a <see cref="FormatException"/> for what RE2 does not take.</summary>
internal sealed class Re2Parser(string pattern)
{
    private const int MaxRepeat = 1000;
    private const int MaxDepth = 1000;

    // Go allows a program of 128 MiB at 40 bytes an instruction
    private const int MaxSize = (128 << 20) / 40;

    private int _at;
    private int _depth;
    private bool _ignoreCase;
    private bool _multiline;
    private bool _dotAll;
    private bool _ungreedy;
    private readonly HashSet<string> _names = new(StringComparer.Ordinal);

    public Re2Node Parse()
    {
        var tree = Alternatives();
        if (_at < pattern.Length)
            throw Problem("unexpected )", pattern);
        return tree;
    }

    private bool More => _at < pattern.Length;

    private Re2Node Alternatives()
    {
        if (++_depth > MaxDepth)
            throw Problem("expression nests too deeply", pattern);
        var alternatives = new List<Re2Node>();
        var sequence = new List<Re2Node>();
        while (More && pattern[_at] != ')')
        {
            if (pattern[_at] == '|')
            {
                alternatives.Add(Re2Node.Sequence(sequence));
                sequence = [];
                _at++;
            }
            else if (Atom() is { } atom)
            {
                sequence.Add(Repetition(atom));
            }
        }

        _depth--;
        alternatives.Add(Re2Node.Sequence(sequence));
        var tree = alternatives.Count == 1 ? alternatives[0] : new Re2Node.Alternation(alternatives);
        return tree.Size > MaxSize ? throw Problem("expression too large", pattern) : tree;
    }

    // null for what can't be repeated: a flag group
    private Re2Node? Atom()
    {
        var c = pattern[_at];
        switch (c)
        {
            case '(':
                return Group();
            case '[':
                return new Re2Node.Characters(new Re2Class(pattern, ref _at, _ignoreCase).ToRanges());
            case '.':
                _at++;
                return new Re2Node.Characters(_dotAll ? [(0, 0x10FFFF)] : [(0, '\n' - 1), ('\n' + 1, 0x10FFFF)]);
            case '^':
                _at++;
                return new Re2Node.Assertion(_multiline ? Re2Assertion.LineStart : Re2Assertion.TextStart);
            case '$':
                _at++;
                return new Re2Node.Assertion(_multiline ? Re2Assertion.LineEnd : Re2Assertion.TextEnd);
            case '*' or '+' or '?':
                throw Problem("missing argument to repetition operator", c.ToString());
            case '{' when TryCount(_at, out _, out _, out var end):
                throw Problem("missing argument to repetition operator", pattern[_at..end]);
            case '\\':
                return Escape();
            default:
                var rune = Rune.GetRuneAt(pattern, _at);
                _at += rune.Utf16SequenceLength;
                return Literal(rune.Value);
        }
    }

    private Re2Node? Group()
    {
        if (_at + 1 >= pattern.Length || pattern[_at + 1] != '?')
        {
            _at++;
            return Body();
        }

        var start = _at;
        _at += 2;
        var rest = pattern.AsSpan(_at);
        if (rest.StartsWith("P<", StringComparison.Ordinal) || rest.StartsWith("<", StringComparison.Ordinal))
        {
            _at += pattern[_at] == 'P' ? 2 : 1;
            var close = pattern.IndexOf('>', _at);
            var name = close < 0 ? "" : pattern[_at..close];
            if (name.Length == 0 || !name.All(ch => char.IsAsciiLetterOrDigit(ch) || ch == '_'))
                throw Problem("invalid named capture", close < 0 ? pattern[start..] : pattern[start..(close + 1)]);
            if (!_names.Add(name))
                throw Problem("duplicate capture group name", name);
            _at = close + 1;
            return Body();
        }

        return Flags(start);
    }

    private Re2Node? Flags(int start)
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
                        return null;
                    var inner = Body(restore: false);
                    (_ignoreCase, _multiline, _dotAll, _ungreedy) = saved;
                    return inner;
                default:
                    throw Problem("invalid or unsupported Perl syntax", pattern[start.._at]);
            }
        }

        throw Problem("missing closing )", pattern);
    }

    private Re2Node Body(bool restore = true)
    {
        var saved = (_ignoreCase, _multiline, _dotAll, _ungreedy);
        var body = Alternatives();
        if (!More)
            throw Problem("missing closing )", pattern);
        _at++;
        if (restore)
            (_ignoreCase, _multiline, _dotAll, _ungreedy) = saved;
        return body;
    }

    private Re2Node Repetition(Re2Node atom)
    {
        var start = _at;
        if (!TryOperator(out var min, out var max))
            return atom;
        var lazy = TryLazy();
        var repeated = new Re2Node.Repeat(atom, min, max, Greedy: lazy == _ungreedy);
        if (!repeated.IsWithin(MaxRepeat))
            throw Problem("invalid repeat count", pattern[start.._at]);
        if (repeated.Size > MaxSize)
            throw Problem("expression too large", pattern);
        if (TryOperator(out _, out _))
        {
            TryLazy();
            throw Problem("invalid nested repetition operator", pattern[start.._at]);
        }

        return repeated;
    }

    private bool TryLazy()
    {
        if (!More || pattern[_at] != '?')
            return false;
        _at++;
        return true;
    }

    // max is -1 for an unlimited number
    private bool TryOperator(out int min, out int max)
    {
        (min, max) = (0, -1);
        if (!More)
            return false;
        switch (pattern[_at])
        {
            case '*':
                break;
            case '+':
                min = 1;
                break;
            case '?':
                max = 1;
                break;
            case '{' when TryCount(_at, out min, out max, out var end):
                if (min > MaxRepeat || max > MaxRepeat || (max >= 0 && min > max))
                    throw Problem("invalid repeat count", pattern[_at..end]);
                _at = end;
                return true;
            default:
                return false;
        }

        _at++;
        return true;
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

    private Re2Node? Escape()
    {
        if (_at + 1 >= pattern.Length)
            throw Problem("trailing backslash at end of expression", "");
        switch (pattern[_at + 1])
        {
            case 'A':
                return Two(new Re2Node.Assertion(Re2Assertion.TextStart));
            case 'z':
                return Two(new Re2Node.Assertion(Re2Assertion.TextEnd));
            case 'b':
                return Two(new Re2Node.Assertion(Re2Assertion.WordBoundary));
            case 'B':
                return Two(new Re2Node.Assertion(Re2Assertion.NoWordBoundary));
            case 'C':
                return Two(new Re2Node.Characters([(0, 0x10FFFF)]));
            case 'Q':
                return Quoted();
            case 'd' or 'D' or 's' or 'S' or 'w' or 'W' or 'p' or 'P':
                return new Re2Node.Characters(Re2Class.OfEscape(pattern, ref _at, _ignoreCase).ToRanges());
            default:
                return Literal(Re2Class.EscapedPoint(pattern, ref _at));
        }
    }

    private Re2Node Two(Re2Node node)
    {
        _at += 2;
        return node;
    }

    // what follows \Q...\E repeats its last character alone
    private Re2Node? Quoted()
    {
        var end = pattern.IndexOf("\\E", _at + 2, StringComparison.Ordinal);
        var quoted = end < 0 ? pattern[(_at + 2)..] : pattern[(_at + 2)..end];
        _at = end < 0 ? pattern.Length : end + 2;
        if (quoted.Length == 0)
            return null;
        var characters = quoted.EnumerateRunes().Select(r => Literal(r.Value)).ToList<Re2Node>();
        characters[^1] = Repetition(characters[^1]);
        return Re2Node.Sequence(characters);
    }

    private Re2Node.Characters Literal(int point)
    {
        var read = point is >= 0xD800 and <= 0xDFFF ? 0xFFFD : point;
        return new Re2Node.Characters(_ignoreCase ? Re2Class.Merge(CaseFolding.Close([(read, read)])) : [(read, read)]);
    }

    internal static FormatException Problem(string code, string where) => new($"error parsing regexp: {code}: `{where}`");
}
