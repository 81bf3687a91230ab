namespace KubeAssert.Cel;

/// <summary>What CEL's macros stand for: folds, bindings and tests of presence, by the environment of Kubernetes 1.36.</summary>
internal static class Macros
{
    /// <summary>The accumulator of a fold: a name that nobody can write.</summary>
    public const string Accumulator = "@result";

    private const string SortInput = "@__sortBy_input__";
    private const string Unused = "#unused";

    /// <summary>The expansion; null when the call is no macro. A macro used wrongly is added to <paramref name="problems"/>.</summary>
    public static Expr? Expand(CallExpr call, List<CelProblem> problems)
    {
        try
        {
            return call.Target is null ? Global(call) : Member(call, call.Target);
        }
        catch (MacroException e)
        {
            problems.Add(e.Problem);
            return null;
        }
    }

    private static SelectExpr? Global(CallExpr call)
    {
        if (call.Function != "has" || call.Arguments.Count != 1)
            return null;
        return call.Arguments[0] is SelectExpr select
            ? new SelectExpr(call.Position, select.Operand, select.Field, testOnly: true) { Height = select.Height }
            : throw Wrong(call.Arguments[0], "invalid argument to has() macro");
    }

    private static Expr? Member(CallExpr call, Expr target)
    {
        var a = call.Arguments;
        var at = call.Position;
        switch (call.Function, a.Count)
        {
            case ("all", 2 or 3):
                return Fold(call, target, new LiteralExpr(at, BoolValue.True), NotFalse(at, Accu(at)), Call(at, Operators.And, Accu(at), a[^1]), Accu(at));
            case ("exists", 2 or 3):
                return Fold(call, target, new LiteralExpr(at, BoolValue.False), NotFalse(at, Call(at, Operators.Not, Accu(at))), Call(at, Operators.Or, Accu(at), a[^1]), Accu(at));
            case ("exists_one", 2 or 3) or ("existsOne", 3):
                return Fold(call, target, One(at, 0), True(at), Call(at, Operators.Conditional, a[^1], Call(at, Operators.Add, Accu(at), One(at, 1)), Accu(at)), Call(at, Operators.Equal, Accu(at), One(at, 1)));
            case ("map", 2):
                return Fold(call, target, EmptyList(at), True(at), Append(at, a[1]), Accu(at), variables: 1);
            case ("map", 3):
                return Fold(call, target, EmptyList(at), True(at), When(at, a[1], Append(at, a[2])), Accu(at), variables: 1);
            case ("filter", 2):
                return Fold(call, target, EmptyList(at), True(at), When(at, a[1], Append(at, a[0])), Accu(at), variables: 1);
            case ("transformList", 3 or 4):
                return Fold(call, target, EmptyList(at), True(at), Filtered(call, Append(at, a[^1])), Accu(at), variables: 2);
            case ("transformMap", 3 or 4):
                return Fold(call, target, new MapExpr(at, []), True(at), Filtered(call, Call(at, Operators.MapInsert, Accu(at), a[0].Copy(), a[^1])), Accu(at), variables: 2);
            case ("transformMapEntry", 3 or 4):
                return Fold(call, target, new MapExpr(at, []), True(at), Filtered(call, Call(at, Operators.MapInsert, Accu(at), a[^1])), Accu(at), variables: 2);
            case ("optMap", 2):
                return Optional(call, target, bound => Call(at, "optional.of", bound));
            case ("optFlatMap", 2):
                return Optional(call, target, bound => bound);
            case ("sortBy", 2):
                return SortBy(call, target);
            default:
                return null;
        }
    }

    private static ComprehensionExpr Fold(CallExpr call, Expr range, Expr initial, Expr condition, Expr step, Expr result, int variables = 0)
    {
        var count = variables > 0 ? variables : call.Arguments.Count - 1;
        var first = Variable(call.Arguments[0]);
        var second = count > 1 ? Variable(call.Arguments[1]) : null;
        if (first == second)
            throw Wrong(call.Arguments[1], $"duplicate variable name: {first}");
        return new ComprehensionExpr(call.Position)
        {
            Range = range,
            IterationVariable = first,
            SecondVariable = second,
            Accumulator = Accumulator,
            Initial = initial,
            Condition = condition,
            Step = step,
            Result = result,
            Height = call.Height,
        };
    }

    private static CallExpr Optional(CallExpr call, Expr target, Func<Expr, Expr> wrap)
    {
        var at = call.Position;
        if (call.Arguments[0] is not IdentExpr name)
            throw Wrong(call.Arguments[0], $"{call.Function}() variable name must be a simple identifier");
        var bound = Bind(at, name.Name, new CallExpr(at, "value", target.Copy(), []), call.Arguments[1], new IdentExpr(at, name.Name));
        return Call(at, Operators.Conditional, new CallExpr(at, "hasValue", target, []), wrap(bound), Call(at, "optional.none"));
    }

    private static ComprehensionExpr SortBy(CallExpr call, Expr target)
    {
        var at = call.Position;
        if (target is not (ListExpr or SelectExpr or IdentExpr or ComprehensionExpr or CallExpr))
            throw Wrong(target, "sortBy can only be applied to a list, identifier, comprehension, call or select expression");
        var keys = Fold(call, new IdentExpr(at, SortInput), EmptyList(at), True(at), Append(at, call.Arguments[1]), Accu(at), variables: 1);
        return Bind(at, SortInput, target, new CallExpr(at, Operators.SortByKeys, new IdentExpr(at, SortInput), [keys]), new IdentExpr(at, SortInput));
    }

    private static ComprehensionExpr Bind(int at, string name, Expr value, Expr result, Expr step) => new(at)
    {
        Range = EmptyList(at),
        IterationVariable = Unused,
        Accumulator = name,
        Initial = value,
        Condition = new LiteralExpr(at, BoolValue.False),
        Step = step,
        Result = result,
        Height = Math.Max(value.Height, result.Height),
    };

    private static string Variable(Expr argument)
    {
        if (argument is not IdentExpr ident || ident.Name.StartsWith('.'))
            throw Wrong(argument, "argument must be a simple name");
        return ident.Name is Accumulator or "__result__"
            ? throw Wrong(argument, "iteration variable overwrites accumulator variable")
            : ident.Name;
    }

    private static Expr Filtered(CallExpr call, Expr step) =>
        call.Arguments.Count == 4 ? When(call.Position, call.Arguments[2], step) : step;

    private static CallExpr When(int at, Expr condition, Expr step) => Call(at, Operators.Conditional, condition, step, Accu(at));

    private static CallExpr Append(int at, Expr element) => Call(at, Operators.Add, Accu(at), new ListExpr(at, [element], []) { Height = element.Height });

    private static CallExpr NotFalse(int at, Expr operand) => Call(at, Operators.NotStrictlyFalse, operand);

    private static CallExpr Call(int at, string function, params Expr[] arguments) => new(at, function, null, arguments);

    private static IdentExpr Accu(int at) => new(at, Accumulator);

    private static ListExpr EmptyList(int at) => new(at, [], []);

    private static LiteralExpr True(int at) => new(at, BoolValue.True);

    private static LiteralExpr One(int at, long value) => new(at, new IntValue(value));

    private static MacroException Wrong(Expr argument, string message) => new(new CelProblem(argument.Position, message));

    private sealed class MacroException(CelProblem problem) : Exception(problem.Message)
    {
        public CelProblem Problem { get; } = problem;
    }
}
