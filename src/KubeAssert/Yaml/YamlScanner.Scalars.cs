using System.Buffers;
using System.Text;

namespace KubeAssert.Yaml;

/// <content>Scalars without and with quotes.</content>
internal sealed partial class YamlScanner
{
    private static readonly SearchValues<char> PlainStops = SearchValues.Create("\0\t\n\r :\u0085\u2028\u2029");
    private static readonly SearchValues<char> PlainStopsInFlow = SearchValues.Create("\0\t\n\r :,?[]{}\u0085\u2028\u2029");
    private static readonly SearchValues<char> SingleQuoteStops = SearchValues.Create("\0\n\r'\u0085\u2028\u2029");
    private static readonly SearchValues<char> DoubleQuoteStops = SearchValues.Create("\0\n\r\"\\\u0085\u2028\u2029");

    /// <summary>The part of a scalar that can't be taken from the text as it stands, for want of folding or escapes.</summary>
    private readonly StringBuilder _built = new();
    private readonly StringBuilder _breaks = new();

    private void FetchPlain()
    {
        SaveKey();
        _keyAllowed = false;

        var text = _text;
        var stops = _flowLevel > 0 ? PlainStopsInFlow : PlainStops;
        var indent = _indent + 1;
        var (line, column) = (_line, Column);
        var start = _at;
        var end = _at;
        var firstBreak = '\0';
        _built.Clear();
        _breaks.Clear();

        while (true)
        {
            if (text[_at] == '#' || (Column == 0 && IsDocumentIndicator()))
                break;

            var wordStart = _at;
            while (true)
            {
                _at += text.AsSpan(_at).IndexOfAny(stops);
                if (text[_at] != ':' || IsBlankOrEnd(text[_at + 1]))
                    break;
                _at++;
            }

            if (_at > wordStart)
            {
                if (firstBreak != '\0')
                {
                    _built.Append(text, start, end - start);
                    Fold(_built, firstBreak);
                    firstBreak = '\0';
                    start = wordStart;
                }

                end = _at;
            }

            if (!(text[_at] is ' ' or '\t' || IsBreak(text[_at])))
                break;

            while (true)
            {
                var c = text[_at];
                if (c is ' ' or '\t')
                {
                    if (c == '\t' && firstBreak != '\0' && Column < indent)
                        throw new YamlSyntaxException(_line, Column, "a tab stands where only spaces may indent", "indent with spaces");
                    _at++;
                }
                else if (!IsBreak(c))
                {
                    break;
                }
                else if (firstBreak == '\0')
                {
                    firstBreak = ReadBreak();
                }
                else
                {
                    _breaks.Append(ReadBreak());
                }
            }

            if (_flowLevel == 0 && Column < indent)
                break;
        }

        AddScalar(start, end, isPlain: true, line, column);
        if (firstBreak != '\0')
            _keyAllowed = true;
    }

    private void FetchQuoted(char quote)
    {
        SaveKey();
        _keyAllowed = false;

        var text = _text;
        var stops = quote == '"' ? DoubleQuoteStops : SingleQuoteStops;
        var (line, column) = (_line, Column);
        var start = ++_at;
        _built.Clear();

        while (true)
        {
            _at += text.AsSpan(_at).IndexOfAny(stops);
            var c = text[_at];
            if (c == '\0')
            {
                throw new YamlSyntaxException(line, column, $"the quote {quote} that begins here is never closed", $"close it with {quote}");
            }
            else if (c == quote)
            {
                if (c == '"' || text[_at + 1] != '\'')
                    break;
                _built.Append(text, start, _at + 1 - start);
                start = _at += 2;
            }
            else if (c == '\\')
            {
                _built.Append(text, start, _at - start);
                if (IsBreak(text[_at + 1]))
                {
                    _at++;
                    ReadBreak();
                    FoldLines('\0', line, column);
                }
                else
                {
                    ReadEscape();
                }

                start = _at;
            }
            else
            {
                var end = _at;
                while (end > start && text[end - 1] is ' ' or '\t')
                    end--;
                _built.Append(text, start, end - start);
                FoldLines(ReadBreak(), line, column);
                start = _at;
            }
        }

        AddScalar(start, _at, isPlain: false, line, column);
        _at++;
    }

    /// <summary>Joins the lines of a quoted scalar, from the first character of the second one.</summary>
    private void FoldLines(char firstBreak, int line, int column)
    {
        _breaks.Clear();
        while (true)
        {
            var c = _text[_at];
            if (c is ' ' or '\t')
            {
                _at++;
            }
            else if (!IsBreak(c))
            {
                break;
            }
            else
            {
                _breaks.Append(ReadBreak());
            }
        }

        Fold(_built, firstBreak);
        if (Column == 0 && IsDocumentIndicator())
            throw new YamlSyntaxException(line, column, "the quote that begins here is not closed before the document ends", "close it");
    }

    /// <summary>One line break becomes a space, several become one less.</summary>
    private void Fold(StringBuilder text, char firstBreak)
    {
        if (firstBreak == '\n' && _breaks.Length == 0)
        {
            text.Append(' ');
            return;
        }

        if (firstBreak is LineSeparator or ParagraphSeparator)
            text.Append(firstBreak);
        text.Append(_breaks);
        _breaks.Clear();
    }

    private void ReadEscape()
    {
        var (line, column) = (_line, Column);
        var digits = 0;
        var escaped = _text[_at + 1] switch
        {
            '0' => '\0',
            'a' => '\a',
            'b' => '\b',
            't' or '\t' => '\t',
            'n' => '\n',
            'v' => '\v',
            'f' => '\f',
            'r' => '\r',
            'e' => '\u001B',
            ' ' => ' ',
            '"' => '"',
            '\'' => '\'',
            '\\' => '\\',
            'N' => NextLine,
            '_' => '\u00A0',
            'L' => LineSeparator,
            'P' => ParagraphSeparator,
            'x' => (char)(digits = 2),
            'u' => (char)(digits = 4),
            'U' => (char)(digits = 8),
            var c => throw new YamlSyntaxException(line, column, $"\\{(char.IsControl(c) ? "" : c)} is no escape sequence", "write \\\\ for a backslash, or use single quotes"),
        };
        _at += 2;
        if (digits == 0)
        {
            _built.Append(escaped);
            return;
        }

        var code = 0u;
        for (var i = 0; i < digits; i++, _at++)
        {
            if (!char.IsAsciiHexDigit(_text[_at]))
                throw new YamlSyntaxException(line, column, $"\\{_text[_at - i - 1]} needs {digits} hexadecimal digits", "write them all, or \\\\ for a backslash");
            code = (code << 4) | (uint)Convert.ToInt32(_text[_at].ToString(), 16);
        }

        if (!Rune.TryCreate(code, out var rune))
            throw new YamlSyntaxException(line, column, $"U+{code:X4} is no character", "write the character itself");
        _built.Append(rune.ToString());
    }

    private void AddScalar(int start, int end, bool isPlain, int line, int column)
    {
        string value;
        if (_built.Length == 0)
        {
            value = _pool.Get(_text.AsSpan(start, end - start));
        }
        else
        {
            _built.Append(_text, start, end - start);
            value = _built.ToString();
        }

        ref var token = ref Append();
        token.Kind = TokenKind.Scalar;
        token.IsPlain = isPlain;
        token.Text = value;
        token.Line = line;
        token.Column = column;
    }
}
