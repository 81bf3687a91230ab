using System.Globalization;

namespace KubeAssert.Cel;

/// <summary>Reads an expression by CEL's grammar, bounded in depth and size as the API server bounds it.</summary>
internal sealed class Parser
{
    /// <summary>How deep expressions and operators may nest.</summary>
    public const int MaxDepth = 250;

    /// <summary>How many code points an expression may have.</summary>
    public const int MaxLength = 100_000;

    private static readonly HashSet<string> Reserved = new(StringComparer.Ordinal)
    {
        "as", "break", "const", "continue", "else", "false", "for", "function", "if", "import", "in", "let", "loop",
        "package", "namespace", "null", "return", "true", "var", "void", "while",
    };

    private readonly List<Token> _tokens;
    private readonly List<CelProblem> _problems;
    private int _at;
    private int _depth;

    private Parser(List<Token> tokens, List<CelProblem> problems)
    {
        _tokens = tokens;
        _problems = problems;
    }

    /// <summary>The expression, or null with at least one problem.</summary>
    public static Expr? Parse(CelSource source, List<CelProblem> problems)
    {
        if (source.Length > MaxLength)
        {
            problems.Add(new CelProblem(0, string.Create(CultureInfo.InvariantCulture, $"expression code point size exceeds limit: size: {source.Length}, limit {MaxLength}")));
            return null;
        }

        var tokens = Lexer.Read(source, problems);
        if (problems.Count > 0)
            return null;
        var parser = new Parser(tokens, problems);
        try
        {
            var result = parser.Expression();
            if (parser.Peek.Kind != TokenKind.End)
                parser.Unexpected("the end of the expression");
            return problems.Count == 0 ? result : null;
        }
        catch (SyntaxException e)
        {
            problems.Add(e.Problem);
            return null;
        }
    }

    private Token Peek => _tokens[_at];

    private Token Take() => _tokens[_at++];

    private bool TryTake(string symbol)
    {
        if (!Peek.Is(symbol))
            return false;
        _at++;
        return true;
    }

    private Token Expect(string symbol)
    {
        if (!Peek.Is(symbol))
            Unexpected($"'{symbol}'");
        return Take();
    }

    [System.Diagnostics.CodeAnalysis.DoesNotReturn]
    private void Unexpected(string wanted) =>
        throw new SyntaxException(new CelProblem(Peek.Position, $"Syntax error: found '{Peek.Text}' where {wanted} belongs"));

    private Expr Expression()
    {
        if (++_depth > MaxDepth)
            throw new SyntaxException(new CelProblem(0, string.Create(CultureInfo.InvariantCulture, $"expression recursion limit exceeded: {MaxDepth}")));
        var condition = Or();
        if (Peek.Is("?"))
        {
            var op = Take();
            var then = Or();
            Expect(":");
            var otherwise = Expression();
            condition = Operator(op, Operators.Conditional, condition, then, otherwise);
        }

        _depth--;
        return condition;
    }

    private Expr Or() => Logic("||", Operators.Or, And);

    private Expr And() => Logic("&&", Operators.And, Relation);

    // long chains become a balanced tree, so that they nest no deeper than their logarithm
    private Expr Logic(string symbol, string function, Func<Expr> operand)
    {
        var terms = new List<Expr> { operand() };
        var ops = new List<Token>();
        while (Peek.Is(symbol))
        {
            ops.Add(Take());
            terms.Add(operand());
        }

        return Balance(0, ops.Count);

        Expr Balance(int from, int to)
        {
            if (from == to)
                return terms[from];
            var middle = (from + to) / 2;
            var (left, right) = (Balance(from, middle), Balance(middle + 1, to));
            return new CallExpr(ops[middle].Position, function, null, [left, right]) { Height = Math.Max(left.Height, right.Height) };
        }
    }

    private Expr Relation()
    {
        var left = Sum();
        while (Peek is { Kind: TokenKind.In } or { Kind: TokenKind.Symbol, Text: "<" or "<=" or ">" or ">=" or "==" or "!=" })
        {
            var op = Take();
            var function = op.Text switch
            {
                "<" => Operators.Less,
                "<=" => Operators.LessEqual,
                ">" => Operators.Greater,
                ">=" => Operators.GreaterEqual,
                "==" => Operators.Equal,
                "!=" => Operators.NotEqual,
                _ => Operators.In,
            };
            left = Operator(op, function, left, Sum());
        }

        return left;
    }

    private Expr Sum()
    {
        var left = Product();
        while (Peek is { Kind: TokenKind.Symbol, Text: "+" or "-" })
        {
            var op = Take();
            left = Operator(op, op.Text == "+" ? Operators.Add : Operators.Subtract, left, Product());
        }

        return left;
    }

    private Expr Product()
    {
        var left = Unary();
        while (Peek is { Kind: TokenKind.Symbol, Text: "*" or "/" or "%" })
        {
            var op = Take();
            var function = op.Text switch { "*" => Operators.Multiply, "/" => Operators.Divide, _ => Operators.Modulo };
            left = Operator(op, function, left, Unary());
        }

        return left;
    }

    private Expr Unary()
    {
        var op = Peek;
        if (op is not { Kind: TokenKind.Symbol, Text: "!" or "-" })
            return Member(Primary());
        if (op.Text == "-" && IsNumber(_tokens[_at + 1]))
            return Member(Primary());

        var count = 0;
        while (Peek.Is(op.Text))
        {
            Take();
            count++;
        }

        var operand = Member(Primary());
        return count % 2 == 0 ? operand : new CallExpr(op.Position, op.Text == "!" ? Operators.Not : Operators.Negate, null, [operand]) { Height = operand.Height };
    }

    private static bool IsNumber(Token token) => token.Kind is TokenKind.Int or TokenKind.Float;

    private Expr Member(Expr operand)
    {
        while (true)
        {
            if (Peek.Is("."))
            {
                var dot = Take();
                var optional = TryTake("?");
                var name = Take();
                if (name.Kind is not (TokenKind.Identifier or TokenKind.EscapedIdentifier))
                {
                    _at--;
                    Unexpected("a name");
                }

                if (name.Kind == TokenKind.EscapedIdentifier)
                    throw new SyntaxException(new CelProblem(name.Position, "unsupported syntax: '`'"));
                if (!optional && Peek.Is("("))
                {
                    var open = Take();
                    var arguments = Arguments(")");
                    operand = Counted(new CallExpr(open.Position, name.Text, operand, arguments) { Height = HeightOf([operand, .. arguments]) + 1 }, open.Position);
                    operand = Expand((CallExpr)operand);
                }
                else if (optional)
                {
                    operand = new CallExpr(dot.Position, Operators.OptionalSelect, null, [operand, new LiteralExpr(name.Position, new StringValue(name.Text))]) { Height = operand.Height + 1 };
                    Counted(operand, dot.Position);
                }
                else
                {
                    operand = Counted(new SelectExpr(dot.Position, operand, name.Text, false) { Height = operand.Height + 1 }, dot.Position);
                }
            }
            else if (Peek.Is("["))
            {
                var open = Take();
                var optional = TryTake("?");
                var index = Expression();
                Expect("]");
                operand = Operator(open, optional ? Operators.OptionalIndex : Operators.Index, operand, index);
            }
            else
            {
                return operand;
            }
        }
    }

    private Expr Primary()
    {
        var token = Take();
        switch (token.Kind)
        {
            case TokenKind.Symbol when token.Text == "(":
                var inner = Expression();
                Expect(")");
                return inner;
            case TokenKind.Symbol when token.Text == "[":
                return List(token);
            case TokenKind.Symbol when token.Text == "{":
                return Map(token);
            case TokenKind.Symbol when token.Text == "-" && IsNumber(Peek):
                return Number(token.Position, "-" + Peek.Text, Take().Kind);
            case TokenKind.Symbol when token.Text == "." && Peek.Kind == TokenKind.Identifier:
                return Name(Take(), ".");
            case TokenKind.Identifier:
                return Name(token, "");
            case TokenKind.Int or TokenKind.Float or TokenKind.Uint:
                return Number(token.Position, token.Text, token.Kind);
            case TokenKind.String when StringLiteral.TryRead(token.Text, out var text):
                return new LiteralExpr(token.Position, new StringValue(text));
            case TokenKind.Bytes when StringLiteral.TryReadBytes(token.Text[1..], out var bytes):
                return new LiteralExpr(token.Position, new BytesValue(bytes));
            case TokenKind.String or TokenKind.Bytes:
                throw new SyntaxException(new CelProblem(token.Position, "invalid unicode code point"));
            case TokenKind.True or TokenKind.False:
                return new LiteralExpr(token.Position, BoolValue.Of(token.Kind == TokenKind.True));
            case TokenKind.Null:
                return new LiteralExpr(token.Position, NullValue.Instance);
            default:
                _at--;
                Unexpected("a value");
                return null!;
        }
    }

    private Expr Name(Token token, string leadingDot)
    {
        if (Reserved.Contains(token.Text))
            throw new SyntaxException(new CelProblem(token.Position, $"reserved identifier: {token.Text}"));
        if (Peek.Is("("))
        {
            var open = Take();
            var arguments = Arguments(")");
            return Expand(new CallExpr(open.Position, leadingDot + token.Text, null, arguments) { Height = HeightOf(arguments) });
        }

        return IsStruct() ? Struct(leadingDot + token.Text) : new IdentExpr(token.Position, leadingDot + token.Text);
    }

    private StructExpr Struct(string typeName)
    {
        while (TryTake("."))
            typeName += "." + Take().Text;

        var open = Take();
        var fields = new List<StructField>();
        while (!Peek.Is("}"))
        {
            var optional = TryTake("?");
            var name = Take();
            if (name.Kind == TokenKind.EscapedIdentifier)
                throw new SyntaxException(new CelProblem(name.Position, "unsupported syntax: '`'"));
            if (name.Kind != TokenKind.Identifier)
            {
                _at--;
                Unexpected("the name of a field");
            }

            var colon = Expect(":");
            fields.Add(new StructField(colon.Position, name.Text, Expression(), optional));
            if (!TryTake(","))
                break;
        }

        Expect("}");
        return new StructExpr(open.Position, typeName, fields) { Height = HeightOf([.. fields.Select(f => f.Value)]) };
    }

    private bool IsStruct()
    {
        var at = _at;
        while (_tokens[at].Is(".") && _tokens[at + 1].Kind == TokenKind.Identifier)
            at += 2;
        return _tokens[at].Is("{");
    }

    private static LiteralExpr Number(int position, string text, TokenKind kind)
    {
        switch (kind)
        {
            case TokenKind.Float:
                return new LiteralExpr(position, new DoubleValue(double.Parse(text, NumberStyles.Float, CultureInfo.InvariantCulture) is var d && double.IsInfinity(d)
                    ? throw new SyntaxException(new CelProblem(position, "invalid double literal"))
                    : d));
            case TokenKind.Uint:
                return Whole(text[..^1], out var unsigned) && unsigned >= 0 && unsigned <= ulong.MaxValue
                    ? new LiteralExpr(position, new UintValue((ulong)unsigned))
                    : throw new SyntaxException(new CelProblem(position, "invalid uint literal"));
            default:
                return Whole(text, out var signed) && signed >= long.MinValue && signed <= long.MaxValue
                    ? new LiteralExpr(position, new IntValue((long)signed))
                    : throw new SyntaxException(new CelProblem(position, "invalid int literal"));
        }
    }

    private static bool Whole(string text, out Int128 value)
    {
        var negative = text[0] == '-';
        var digits = negative ? text.AsSpan(1) : text;
        var isHex = digits.StartsWith("0x", StringComparison.Ordinal);
        if (isHex)
            digits = digits[2..];
        digits = digits.TrimStart('0');
        value = 0;
        if (digits.Length > (isHex ? 16 : 20))
            return false;
        if (digits.Length > 0 && !Int128.TryParse(digits, isHex ? NumberStyles.AllowHexSpecifier : NumberStyles.None, CultureInfo.InvariantCulture, out value))
            return false;
        if (negative)
            value = -value;
        return true;
    }

    private ListExpr List(Token open)
    {
        var elements = new List<Expr>();
        var optional = new List<bool>();
        while (!Peek.Is("]") && !(elements.Count == 0 && Peek.Is(",")))
        {
            optional.Add(TryTake("?"));
            elements.Add(Expression());
            if (!Peek.Is("]"))
                Expect(",");
        }

        if (elements.Count == 0)
            TryTake(",");
        Expect("]");
        return new ListExpr(open.Position, elements, optional) { Height = HeightOf(elements) };
    }

    private MapExpr Map(Token open)
    {
        var entries = new List<MapExprEntry>();
        while (!Peek.Is("}") && !(entries.Count == 0 && Peek.Is(",")))
        {
            var optional = TryTake("?");
            var key = Expression();
            var colon = Expect(":");
            entries.Add(new MapExprEntry(colon.Position, key, Expression(), optional));
            if (!Peek.Is("}"))
                Expect(",");
        }

        if (entries.Count == 0)
            TryTake(",");
        Expect("}");
        return new MapExpr(open.Position, entries) { Height = HeightOf([.. entries.Select(e => e.Key), .. entries.Select(e => e.Value)]) };
    }

    private List<Expr> Arguments(string close)
    {
        var arguments = new List<Expr>();
        while (!Peek.Is(close))
        {
            arguments.Add(Expression());
            if (!Peek.Is(close))
            {
                Expect(",");
                if (Peek.Is(close))
                    Unexpected("a value");
            }
        }

        Take();
        return arguments;
    }

    private Expr Expand(CallExpr call)
    {
        var problems = _problems.Count;
        var expanded = Macros.Expand(call, _problems);
        return _problems.Count > problems ? call : expanded ?? call;
    }

    private static Expr Operator(Token op, string function, params Expr[] operands) =>
        Counted(new CallExpr(op.Position, function, null, operands) { Height = HeightOf(operands) + 1 }, op.Position);

    private static Expr Counted(Expr expression, int position) =>
        expression.Height <= MaxDepth ? expression : throw new SyntaxException(new CelProblem(position, "max recursion depth exceeded"));

    private static int HeightOf(IReadOnlyList<Expr> expressions)
    {
        var height = 0;
        foreach (var expression in expressions)
            height = Math.Max(height, expression.Height);
        return height;
    }

    private sealed class SyntaxException(CelProblem problem) : Exception(problem.Message)
    {
        public CelProblem Problem { get; } = problem;
    }
}
