using System.Text;

namespace KubeAssert.Yaml;

/// <content>Anchors, aliases, tags and directives.</content>
internal sealed partial class YamlScanner
{
    private void FetchAnchor(TokenKind kind)
    {
        SaveKey();
        _keyAllowed = false;
        var (line, column) = (_line, Column);
        var name = Word(1);
        if (name.Length == 0 || !(IsBlankOrEnd(_text[_at]) || _text[_at] is '?' or ':' or ',' or ']' or '}' or '%' or '@' or '`'))
        {
            var (what, sign) = kind == TokenKind.Alias ? ("an alias", '*') : ("an anchor", '&');
            throw new YamlSyntaxException(line, column, $"the name of {what} has only letters, digits, '-' and '_'", $"quote the value if it is meant to begin with '{sign}'");
        }

        Append() = new Token { Kind = kind, Line = line, Column = column, Text = name };
    }

    private void FetchTag()
    {
        SaveKey();
        _keyAllowed = false;
        var (line, column) = (_line, Column);
        string handle;
        string suffix;
        if (_text[_at + 1] == '<')
        {
            _at += 2;
            handle = "";
            suffix = TagUri("", line, column);
            if (_text[_at] != '>')
                throw BadTag(line, column);
            _at++;
        }
        else
        {
            handle = TagHandle(line, column, isDirective: false);
            if (handle.Length > 1 && handle[^1] == '!')
            {
                suffix = TagUri("", line, column);
            }
            else
            {
                suffix = TagUri(handle, line, column);
                (handle, suffix) = suffix.Length == 0 ? ("", "!") : ("!", suffix);
            }
        }

        if (!IsBlankOrEnd(_text[_at]))
            throw BadTag(line, column);
        Append() = new Token { Kind = TokenKind.Tag, Line = line, Column = column, Text = handle, Suffix = suffix };
    }

    private void FetchDirective()
    {
        Unroll(-1);
        DropKey(ref _keys[_flowLevel]);
        _keyAllowed = false;

        var token = new Token { Line = _line, Column = Column };
        var name = Word(1);
        var isKnown = IsBlankOrEnd(_text[_at]) && name is "YAML" or "TAG";
        if (!isKnown)
            throw BadDirective(token.Line);
        SkipBlanks();
        if (name == "YAML")
        {
            token.Kind = TokenKind.VersionDirective;
            token.Text = VersionNumber(token.Line);
            if (_text[_at++] != '.')
                throw BadDirective(token.Line);
            token.Suffix = VersionNumber(token.Line);
        }
        else
        {
            token.Kind = TokenKind.TagDirective;
            token.Text = TagHandle(token.Line, 0, isDirective: true);
            if (_text[_at] is not (' ' or '\t'))
                throw BadDirective(token.Line);
            SkipBlanks();
            token.Suffix = TagUri("", token.Line, 0);
            if (!IsBlankOrEnd(_text[_at]))
                throw BadDirective(token.Line);
        }

        SkipBlanks();
        if (_text[_at] == '#')
            _at += _text.AsSpan(_at).IndexOfAny(LineEnds);
        if (IsBreak(_text[_at]))
            ReadBreak();
        else if (_text[_at] != '\0')
            throw BadDirective(token.Line);
        Append() = token;
    }

    private string Word(int offset)
    {
        var start = _at += offset;
        while (IsWord(_text[_at]))
            _at++;
        return _pool.Get(_text.AsSpan(start, _at - start));
    }

    private void SkipBlanks()
    {
        while (_text[_at] is ' ' or '\t')
            _at++;
    }

    private string VersionNumber(int line)
    {
        var start = _at;
        while (char.IsAsciiDigit(_text[_at]))
            _at++;
        return _at - start is 1 or 2 ? new string(_text, start, _at - start).TrimStart('0').PadLeft(1, '0') : throw BadDirective(line);
    }

    private string TagHandle(int line, int column, bool isDirective)
    {
        var start = _at;
        if (_text[_at] != '!')
            throw BadTag(line, column);
        Word(1);
        if (_text[_at] == '!')
            _at++;
        else if (isDirective && _at - start > 1)
            throw BadTag(line, column);
        return new string(_text, start, _at - start);
    }

    /// <summary>The rest of a tag, after the handle without its '!'.</summary>
    private string TagUri(string head, int line, int column)
    {
        var uri = new StringBuilder(head.Length > 1 ? head[1..] : "");
        var isWritten = head.Length > 0;
        while (IsWord(_text[_at]) || (_text[_at] != '\0' && ";/?:@&=+$,.!~*'()[]%".Contains(_text[_at], StringComparison.Ordinal)))
        {
            if (_text[_at] == '%')
                uri.Append(EscapedCharacter(line, column));
            else
                uri.Append(_text[_at++]);
            isWritten = true;
        }

        return isWritten ? uri.ToString() : throw BadTag(line, column);
    }

    private string EscapedCharacter(int line, int column)
    {
        Span<byte> octets = stackalloc byte[4];
        var width = 1;
        for (var i = 0; i < width; i++, _at += 3)
        {
            if (_text[_at] != '%' || !char.IsAsciiHexDigit(_text[_at + 1]) || !char.IsAsciiHexDigit(_text[_at + 2]))
                throw BadTag(line, column);
            var octet = octets[i] = Convert.ToByte(new string(_text, _at + 1, 2), 16);
            if (i == 0)
                width = octet < 0x80 ? 1 : (octet & 0xE0) == 0xC0 ? 2 : (octet & 0xF0) == 0xE0 ? 3 : (octet & 0xF8) == 0xF0 ? 4 : throw BadTag(line, column);
            else if ((octet & 0xC0) != 0x80)
                throw BadTag(line, column);
        }

        return Encoding.UTF8.GetString(octets[..width]);
    }

    private static YamlSyntaxException BadTag(int line, int column) =>
        new(line, column, "this is no tag that YAML knows", "quote the value if it is meant to begin with '!'");

    private static YamlSyntaxException BadDirective(int line) =>
        new(line, 0, "a line that begins with '%' is a directive, and this is none", "quote the value if it is meant to begin with '%'");
}
