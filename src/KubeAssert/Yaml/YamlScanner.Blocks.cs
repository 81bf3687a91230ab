namespace KubeAssert.Yaml;

/// <content>Block scalars: <c>|</c> keeps lines, <c>&gt;</c> folds them.</content>
internal sealed partial class YamlScanner
{
    private void FetchBlockScalar(bool isLiteral)
    {
        DropKey(ref _keys[_flowLevel]);
        _keyAllowed = true;

        var text = _text;
        var (line, column) = (_line, Column);
        _at++;
        var (chomping, increment) = ReadBlockHeader(line, column);
        var indent = increment == 0 ? 0 : Math.Max(_indent, 0) + increment;
        _built.Clear();
        _breaks.Clear();
        SkipBlockBreaks(ref indent);

        var firstBreak = '\0';
        var wasBlank = false;
        while (Column == indent && text[_at] != '\0')
        {
            var isBlank = text[_at] is ' ' or '\t';
            if (!isLiteral && !wasBlank && !isBlank && firstBreak == '\n')
            {
                if (_breaks.Length == 0)
                    _built.Append(' ');
            }
            else if (firstBreak != '\0')
            {
                _built.Append(firstBreak);
            }

            _built.Append(_breaks);
            _breaks.Clear();
            wasBlank = isBlank;

            var length = text.AsSpan(_at).IndexOfAny(LineEnds);
            _built.Append(text, _at, length);
            _at += length;
            firstBreak = text[_at] == '\0' ? '\0' : ReadBreak();
            SkipBlockBreaks(ref indent);
        }

        if (chomping >= 0 && firstBreak != '\0')
            _built.Append(firstBreak);
        if (chomping > 0)
            _built.Append(_breaks);

        ref var token = ref Append();
        token.Kind = TokenKind.Scalar;
        token.IsPlain = false;
        token.Text = _built.ToString();
        token.Line = line;
        token.Column = column;
    }

    private (int Chomping, int Increment) ReadBlockHeader(int line, int column)
    {
        var chomping = 0;
        var increment = 0;
        for (var i = 0; i < 2; i++)
        {
            var c = _text[_at];
            if (c is '+' or '-' && chomping == 0)
                chomping = c == '+' ? 1 : -1;
            else if (char.IsAsciiDigit(c) && increment == 0)
                increment = c != '0' ? c - '0' : throw new YamlSyntaxException(_line, Column, "a block can't be indented by 0", "leave the number out, or write 1 to 9");
            else
                break;
            _at++;
        }

        while (_text[_at] is ' ' or '\t')
            _at++;
        if (_text[_at] == '#')
            _at += _text.AsSpan(_at).IndexOfAny(LineEnds);
        if (IsBreak(_text[_at]))
            ReadBreak();
        else if (_text[_at] != '\0')
            throw new YamlSyntaxException(line, column, $"a block begins with '{_text[_at]}' on the line of its '|' or '>'", "begin the text on the next line, or quote the value");
        return (chomping, increment);
    }

    /// <summary>Steps over indentation and empty lines; finds out the indentation where none was given.</summary>
    private void SkipBlockBreaks(ref int indent)
    {
        var deepest = 0;
        while (true)
        {
            while (_text[_at] == ' ' && (indent == 0 || Column < indent))
                _at++;
            deepest = Math.Max(deepest, Column);
            if (_text[_at] == '\t' && (indent == 0 || Column < indent))
                throw new YamlSyntaxException(_line, Column, "a tab stands where only spaces may indent", "indent the block with spaces");
            if (!IsBreak(_text[_at]))
                break;
            _breaks.Append(ReadBreak());
        }

        if (indent == 0)
            indent = Math.Max(Math.Max(deepest, _indent + 1), 1);
    }
}
