namespace KubeAssert.Cel;

/// <summary>Splits an expression into words, by the lexical rules of CEL's grammar.</summary>
internal static class Lexer
{
    private static readonly string[] Symbols =
        ["==", "!=", "<=", ">=", "&&", "||", "<", ">", "[", "]", "{", "}", "(", ")", ".", ",", "-", "!", "?", ":", "+", "*", "/", "%"];

    public static List<Token> Read(CelSource source, List<CelProblem> problems)
    {
        var tokens = new List<Token>();
        var at = 0;
        while (at < source.Length)
        {
            var c = source[at];
            if (c is ' ' or '\t' or '\r' or '\n' or '\f')
            {
                at++;
                continue;
            }

            if (c == '/' && source[at + 1] == '/')
            {
                while (at < source.Length && source[at] != '\n')
                    at++;
                continue;
            }

            var (kind, end) = Next(source, at);
            if (end <= at)
            {
                problems.Add(new CelProblem(at, $"Syntax error: token recognition error at: '{source.Slice(at, Math.Min(source.Length, c is '"' or '\'' ? source.Length : at + 1))}'"));
                at = c is '"' or '\'' ? source.Length : at + 1;
                continue;
            }

            var text = source.Slice(at, end);
            tokens.Add(new Token(kind == TokenKind.Identifier ? Keyword(text) : kind, text, at));
            at = end;
        }

        tokens.Add(new Token(TokenKind.End, "<EOF>", source.Length));
        return tokens;
    }

    private static TokenKind Keyword(string text) => text switch
    {
        "in" => TokenKind.In,
        "true" => TokenKind.True,
        "false" => TokenKind.False,
        "null" => TokenKind.Null,
        _ => TokenKind.Identifier,
    };

    private static (TokenKind Kind, int End) Next(CelSource s, int at)
    {
        var c = s[at];
        if (IsDigit(c) || (c == '.' && IsDigit(s[at + 1])))
            return Number(s, at);
        if (c is '"' or '\'')
            return (TokenKind.String, Quoted(s, at, raw: false));
        if ((c is 'r' or 'R') && (s[at + 1] is '"' or '\''))
            return Or(TokenKind.String, Quoted(s, at + 1, raw: true), s, at);
        if (c is 'b' or 'B')
        {
            if (s[at + 1] is '"' or '\'')
                return Or(TokenKind.Bytes, Quoted(s, at + 1, raw: false), s, at);
            if ((s[at + 1] is 'r' or 'R') && (s[at + 2] is '"' or '\''))
                return Or(TokenKind.Bytes, Quoted(s, at + 2, raw: true), s, at);
        }

        if (IsLetter(c))
            return (TokenKind.Identifier, IdentifierEnd(s, at));
        if (c == '`')
            return (TokenKind.EscapedIdentifier, Escaped(s, at));
        foreach (var symbol in Symbols)
        {
            if (s[at] == symbol[0] && (symbol.Length == 1 || s[at + 1] == symbol[1]))
                return (TokenKind.Symbol, at + symbol.Length);
        }

        return (TokenKind.End, at);
    }

    private static (TokenKind, int) Or(TokenKind kind, int end, CelSource s, int at) =>
        end > 0 ? (kind, end) : (TokenKind.Identifier, IdentifierEnd(s, at));

    private static int IdentifierEnd(CelSource s, int at)
    {
        while (IsLetter(s[at]) || IsDigit(s[at]))
            at++;
        return at;
    }

    private static int Escaped(CelSource s, int at)
    {
        var end = at + 1;
        while (IsLetter(s[end]) || IsDigit(s[end]) || s[end] is '.' or '-' or '/' or ' ')
            end++;
        return s[end] == '`' && end > at + 1 ? end + 1 : -1;
    }

    private static (TokenKind, int) Number(CelSource s, int at)
    {
        var end = at;
        if (s[at] == '0' && s[at + 1] == 'x' && IsHex(s[at + 2]))
        {
            end += 2;
            while (IsHex(s[end]))
                end++;
            return s[end] is 'u' or 'U' ? (TokenKind.Uint, end + 1) : (TokenKind.Int, end);
        }

        var isFloat = false;
        while (IsDigit(s[end]))
            end++;
        if (s[end] is 'u' or 'U')
            return (TokenKind.Uint, end + 1);
        if (s[end] == '.' && IsDigit(s[end + 1]))
        {
            isFloat = true;
            end++;
            while (IsDigit(s[end]))
                end++;
        }

        if (s[end] is 'e' or 'E')
        {
            var exponent = s[end + 1] is '+' or '-' ? end + 2 : end + 1;
            if (IsDigit(s[exponent]))
            {
                isFloat = true;
                end = exponent;
                while (IsDigit(s[end]))
                    end++;
            }
        }

        return (isFloat ? TokenKind.Float : TokenKind.Int, end);
    }

    private static int Quoted(CelSource s, int at, bool raw)
    {
        var quote = s[at];
        if (s[at + 1] == quote && s[at + 2] == quote)
        {
            for (var i = at + 3; i < s.Length;)
            {
                if (s[i] == quote && s[i + 1] == quote && s[i + 2] == quote)
                    return i + 3;
                var step = !raw && s[i] == '\\' ? EscapeLength(s, i) : 1;
                if (step == 0)
                    break;
                i += step;
            }
        }

        for (var i = at + 1; i < s.Length;)
        {
            if (s[i] == quote)
                return i + 1;
            if (s[i] is '\n' or '\r')
                return -1;
            var step = !raw && s[i] == '\\' ? EscapeLength(s, i) : 1;
            if (step == 0)
                return -1;
            i += step;
        }

        return -1;
    }

    private static int EscapeLength(CelSource s, int at)
    {
        switch (s[at + 1])
        {
            case 'a' or 'b' or 'f' or 'n' or 'r' or 't' or 'v' or '"' or '\'' or '\\' or '?' or '`':
                return 2;
            case >= '0' and <= '3':
                return s[at + 2] is >= '0' and <= '7' && s[at + 3] is >= '0' and <= '7' ? 4 : 0;
            case 'x' or 'X':
                return AllHex(s, at + 2, 2) ? 4 : 0;
            case 'u':
                return AllHex(s, at + 2, 4) ? 6 : 0;
            case 'U':
                return AllHex(s, at + 2, 8) ? 10 : 0;
            default:
                return 0;
        }
    }

    private static bool AllHex(CelSource s, int at, int count)
    {
        for (var i = 0; i < count; i++)
        {
            if (!IsHex(s[at + i]))
                return false;
        }

        return true;
    }

    private static bool IsDigit(int c) => c is >= '0' and <= '9';

    private static bool IsHex(int c) => c is (>= '0' and <= '9') or (>= 'a' and <= 'f') or (>= 'A' and <= 'F');

    private static bool IsLetter(int c) => c is (>= 'a' and <= 'z') or (>= 'A' and <= 'Z') or '_';
}
