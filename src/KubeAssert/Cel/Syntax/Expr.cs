namespace KubeAssert.Cel;

/// <summary>A node of a CEL expression. The checker notes the type of each node once; after that a tree is only read.</summary>
internal abstract class Expr(int position)
{
    /// <summary>The place in the text, in code points from its start.</summary>
    public int Position { get; } = position;

    /// <summary>The type the checker found.</summary>
    public CelType Type { get; set; } = CelType.Dyn;

    /// <summary>How many operators and selections nest below and including this node.</summary>
    public int Height { get; init; }

    /// <summary>The same expression once more, for macros that need it twice.</summary>
    public abstract Expr Copy();
}

internal sealed class LiteralExpr(int position, CelValue value) : Expr(position)
{
    public CelValue Value { get; } = value;

    public override Expr Copy() => new LiteralExpr(Position, Value);
}

internal sealed class IdentExpr(int position, string name) : Expr(position)
{
    public string Name { get; } = name;

    /// <summary>What the checker made of the name: a type's value, or null for a variable.</summary>
    public CelValue? Constant { get; set; }

    public override Expr Copy() => new IdentExpr(Position, Name) { Height = Height };
}

internal sealed class SelectExpr(int position, Expr operand, string field, bool testOnly) : Expr(position)
{
    public Expr Operand { get; } = operand;

    public string Field { get; } = field;

    /// <summary>Whether this is <c>has(operand.field)</c>.</summary>
    public bool TestOnly { get; } = testOnly;

    /// <summary>The qualified name, such as <c>google.protobuf.Timestamp</c>, when the checker found one.</summary>
    public IdentExpr? QualifiedName { get; set; }

    public override Expr Copy() => new SelectExpr(Position, Operand.Copy(), Field, TestOnly) { Height = Height };
}

internal sealed class CallExpr(int position, string function, Expr? target, IReadOnlyList<Expr> arguments) : Expr(position)
{
    /// <summary>The name, which the checker qualifies: <c>sets.contains</c>.</summary>
    public string Function { get; set; } = function;

    /// <summary>The receiver of a member call; null for a global call, and once the checker took it for a name.</summary>
    public Expr? Target { get; set; } = target;

    public IReadOnlyList<Expr> Arguments { get; } = arguments;

    /// <summary>The overloads the checker found to fit.</summary>
    public IReadOnlyList<Overload> Overloads { get; set; } = [];

    public override Expr Copy() => new CallExpr(Position, Function, Target?.Copy(), [.. Arguments.Select(a => a.Copy())]) { Height = Height };
}

internal sealed class ListExpr(int position, IReadOnlyList<Expr> elements, IReadOnlyList<bool> optional) : Expr(position)
{
    public IReadOnlyList<Expr> Elements { get; } = elements;

    public bool IsOptional(int index) => optional.Count > index && optional[index];

    public override Expr Copy() => new ListExpr(Position, [.. Elements.Select(e => e.Copy())], optional) { Height = Height };
}

internal sealed record MapExprEntry(int Position, Expr Key, Expr Value, bool Optional);

internal sealed class MapExpr(int position, IReadOnlyList<MapExprEntry> entries) : Expr(position)
{
    public IReadOnlyList<MapExprEntry> Entries { get; } = entries;

    public override Expr Copy() =>
        new MapExpr(Position, [.. Entries.Select(e => e with { Key = e.Key.Copy(), Value = e.Value.Copy() })]) { Height = Height };
}

internal sealed record StructField(int Position, string Name, Expr Value, bool Optional);

/// <summary>An object made of a named type: <c>Object{spec: Object.spec{replicas: 3}}</c>. Kubernetes offers such types to mutations alone.</summary>
internal sealed class StructExpr(int position, string typeName, IReadOnlyList<StructField> fields) : Expr(position)
{
    public string TypeName { get; } = typeName;

    public IReadOnlyList<StructField> Fields { get; } = fields;

    public override Expr Copy() => new StructExpr(Position, TypeName, [.. Fields.Select(f => f with { Value = f.Value.Copy() })]) { Height = Height };
}

/// <summary>A fold over a list or map: what the macros <c>all</c>, <c>map</c> and their like become.</summary>
internal sealed class ComprehensionExpr(int position) : Expr(position)
{
    public required Expr Range { get; init; }

    public required string IterationVariable { get; init; }

    public string? SecondVariable { get; init; }

    public required string Accumulator { get; init; }

    public required Expr Initial { get; init; }

    public required Expr Condition { get; init; }

    public required Expr Step { get; init; }

    public required Expr Result { get; init; }

    /// <summary>Whether this only names a value: no round of the loop is ever run.</summary>
    public bool IsBinding => Range is ListExpr { Elements.Count: 0 } && Condition is LiteralExpr { Value: BoolValue { Value: false } } && Accumulator != Macros.Accumulator;

    public override Expr Copy() => new ComprehensionExpr(Position)
    {
        Range = Range.Copy(),
        IterationVariable = IterationVariable,
        SecondVariable = SecondVariable,
        Accumulator = Accumulator,
        Initial = Initial.Copy(),
        Condition = Condition.Copy(),
        Step = Step.Copy(),
        Result = Result.Copy(),
        Height = Height,
    };
}
