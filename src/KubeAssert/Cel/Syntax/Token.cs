namespace KubeAssert.Cel;

internal enum TokenKind
{
    End,
    Identifier,
    EscapedIdentifier,
    Int,
    Uint,
    Float,
    String,
    Bytes,
    True,
    False,
    Null,
    In,
    Symbol,
}

/// <summary>A word of an expression. <paramref name="Text"/> is as written, quotes included.</summary>
internal readonly record struct Token(TokenKind Kind, string Text, int Position)
{
    public bool Is(string symbol) => Kind == TokenKind.Symbol && Text == symbol;
}
