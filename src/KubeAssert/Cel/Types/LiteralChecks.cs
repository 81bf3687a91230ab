using KubeAssert.Go;

namespace KubeAssert.Cel;

/// <summary>What the API server asks of literals beyond their types: readable times and patterns, lists of one type, formats that fit.</summary>
internal static class LiteralChecks
{
    public static void Check(Expr expression, List<CelProblem> problems) => Visit(expression, inFormat: false, problems);

    private static void Visit(Expr expression, bool inFormat, List<CelProblem> problems)
    {
        switch (expression)
        {
            case SelectExpr { QualifiedName: null } select:
                Visit(select.Operand, inFormat, problems);
                break;
            case CallExpr call:
                Call(call, problems);
                var inside = inFormat || call.Function == "format";
                if (call.Target is { } target)
                    Visit(target, inside, problems);
                foreach (var argument in call.Arguments)
                    Visit(argument, inside, problems);
                break;
            case ListExpr list:
                if (!inFormat)
                    List(list, problems);
                foreach (var element in list.Elements)
                    Visit(element, inFormat, problems);
                break;
            case MapExpr map:
                if (!inFormat)
                    Map(map, problems);
                foreach (var entry in map.Entries)
                {
                    Visit(entry.Key, inFormat, problems);
                    Visit(entry.Value, inFormat, problems);
                }

                break;
            case StructExpr made:
                foreach (var field in made.Fields)
                    Visit(field.Value, inFormat, problems);
                break;
            case ComprehensionExpr fold:
                foreach (var part in (Expr[])[fold.Range, fold.Initial, fold.Condition, fold.Step, fold.Result])
                    Visit(part, inFormat, problems);
                break;
        }
    }

    private static void Call(CallExpr call, List<CelProblem> problems)
    {
        if (call.Arguments.Count > 0 && call.Arguments[0] is LiteralExpr { Value: var value } literal)
        {
            var unfit = call.Function switch
            {
                "duration" => Conversions.ToDuration(value).IsError,
                "timestamp" => Conversions.ToTimestamp(value).IsError,
                "matches" => value is StringValue pattern && Re2.Compile(pattern.Value, out _) is null,
                _ => false,
            };
            if (unfit)
                problems.Add(new CelProblem(literal.Position, $"invalid {call.Function} argument"));
        }

        if (call is { Function: "format", Target: LiteralExpr { Value: StringValue format }, Arguments: [ListExpr arguments] })
            Format(call, format.Value, arguments, problems);
    }

    private static void Format(CallExpr call, string format, ListExpr arguments, List<CelProblem> problems)
    {
        var at = call.Position;
        var used = 0;
        var problem = TextFormat.Walk(format, arguments.Elements.Count, _ => { }, clause =>
        {
            used++;
            var argument = arguments.Elements[clause.Argument];
            if (Unfit(clause.Letter, argument) is not { } culprit)
                return null;
            at = culprit.Position;
            return "error during formatting: " + TextFormat.Unfit(clause.Letter, culprit.Type.Name);
        });
        if (problem is null && arguments.Elements.Count > used)
            problem = System.FormattableString.Invariant($"too many arguments supplied to string.format (expected {used}, got {arguments.Elements.Count})");
        if (problem is not null)
            problems.Add(new CelProblem(at, problem));
    }

    private static Expr? Unfit(char letter, Expr argument)
    {
        var kind = argument.Type.Kind;
        if (kind == TypeKind.Dyn)
            return null;
        var fits = letter switch
        {
            'd' or 'o' => kind is TypeKind.Int or TypeKind.Uint,
            'f' or 'e' => kind is TypeKind.Double or TypeKind.String,
            'b' => kind is TypeKind.Int or TypeKind.Uint or TypeKind.Bool,
            'x' or 'X' => kind is TypeKind.Int or TypeKind.Uint or TypeKind.String or TypeKind.Bytes,
            _ => kind is not (TypeKind.Struct or TypeKind.Opaque or TypeKind.Parameter or TypeKind.Error),
        };
        if (!fits)
            return argument;
        if (letter != 's')
            return null;
        IEnumerable<Expr> parts = argument switch
        {
            ListExpr list => list.Elements,
            MapExpr map => map.Entries.SelectMany(e => (Expr[])[e.Key, e.Value]),
            _ => [],
        };
        return parts.Select(p => Unfit('s', p)).FirstOrDefault(p => p is not null);
    }

    private static void List(ListExpr list, List<CelProblem> problems)
    {
        CelType? first = null;
        for (var i = 0; i < list.Elements.Count; i++)
        {
            var type = Unwrapped(list.Elements[i].Type, list.IsOptional(i));
            first ??= type;
            if (!first.IsEquivalentTo(type))
            {
                Mismatch(list.Elements[i], first, type, problems);
                return;
            }
        }
    }

    private static void Map(MapExpr map, List<CelProblem> problems)
    {
        CelType? key = null;
        CelType? value = null;
        foreach (var entry in map.Entries)
        {
            var type = Unwrapped(entry.Value.Type, entry.Optional);
            if (key is null || value is null)
            {
                (key, value) = (entry.Key.Type, type);
                continue;
            }

            if (!key.IsEquivalentTo(entry.Key.Type))
                Mismatch(entry.Key, key, entry.Key.Type, problems);
            if (!value.IsEquivalentTo(type))
                Mismatch(entry.Value, value, type, problems);
        }
    }

    private static CelType Unwrapped(CelType type, bool optional) => optional && type.Parameters.Count > 0 ? type.Parameters[0] : type;

    private static void Mismatch(Expr at, CelType expected, CelType actual, List<CelProblem> problems) =>
        problems.Add(new CelProblem(at.Position, $"expected type '{expected}' but found '{actual}'"));
}
