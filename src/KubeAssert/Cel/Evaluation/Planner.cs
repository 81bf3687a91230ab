using System.Collections.Frozen;
using KubeAssert.Go;

namespace KubeAssert.Cel;

/// <summary>Makes a checked expression ready to run. Constant conversions and patterns are computed here, and fail here.</summary>
internal static class Planner
{
    private static readonly FrozenSet<string> ConversionNames = FrozenSet.ToFrozenSet(
        ["bool", "bytes", "double", "duration", "dyn", "int", "string", "timestamp", "type", "uint"], StringComparer.Ordinal);

    /// <exception cref="PlanException">A constant part of the expression can't be computed.</exception>
    public static Step Plan(Expr expression) => expression switch
    {
        LiteralExpr literal => new ConstantStep(literal.Value),
        IdentExpr { Constant: { } constant } => new ConstantStep(constant),
        IdentExpr ident => new VariableStep(ident.Name.TrimStart('.')),
        SelectExpr { QualifiedName: { } name } => Plan(name),
        SelectExpr select => new QualifyStep(Plan(select.Operand), new ConstantStep(new StringValue(select.Field)), optional: false, select.TestOnly),
        CallExpr call => Call(call),
        ListExpr list => List(list),
        MapExpr map => Map(map),
        StructExpr made => new MapStep([.. made.Fields.Select(f => ((Step)new ConstantStep(new StringValue(f.Name)), Plan(f.Value), f.Optional))]),
        ComprehensionExpr fold => new FoldStep(fold, Plan(fold.Range), Plan(fold.Initial), Plan(fold.Condition), Plan(fold.Step), Plan(fold.Result)),
        _ => throw new PlanException($"{expression.GetType().Name} can't be evaluated"),
    };

    private static Step List(ListExpr list)
    {
        var elements = list.Elements.Select(Plan).ToArray();
        var optional = Enumerable.Range(0, elements.Length).Select(list.IsOptional).ToArray();
        return Array.TrueForAll(elements, e => e is ConstantStep) && !Array.Exists(optional, o => o)
            ? new ConstantStep(ListValue.Of([.. elements.Select(e => ((ConstantStep)e).Value)]))
            : new ListStep(elements, optional);
    }

    private static Step Map(MapExpr map)
    {
        var entries = map.Entries.Select(e => (Key: Plan(e.Key), Value: Plan(e.Value), e.Optional)).ToArray();
        var step = new MapStep(entries);
        return Array.TrueForAll(entries, e => e is { Key: ConstantStep, Value: ConstantStep, Optional: false })
            ? new ConstantStep(step.Run(new Evaluation(_ => null, Evaluation.CallLimit)))
            : step;
    }

    private static Step Call(CallExpr call)
    {
        IEnumerable<Expr> all = call.Target is { } target ? [target, .. call.Arguments] : call.Arguments;
        var arguments = all.Select(Plan).ToArray();
        var overload = call.Overloads.Count == 1 ? call.Overloads[0].Id : null;
        switch (call.Function)
        {
            case Operators.And:
                return new LogicStep(arguments[0], arguments[1], decisive: false);
            case Operators.Or:
                return new LogicStep(arguments[0], arguments[1], decisive: true);
            case Operators.Conditional:
                return new ConditionalStep(arguments[0], arguments[1], arguments[2]);
            case Operators.NotStrictlyFalse:
                return new NotStrictlyFalseStep(arguments[0]);
            case Operators.OptionalSelect or Operators.OptionalIndex:
                return new QualifyStep(arguments[0], arguments[1], optional: true, testOnly: false);
            case Operators.Index:
                return new QualifyStep(arguments[0], arguments[1], optional: false, testOnly: false);
            case Operators.In when arguments[1] is ConstantStep { Value: ListValue { Count: 0 } }:
                // nothing is in an empty list, not even what can't be computed
                return new ConstantStep(BoolValue.False);
            case "or" when call.Target is not null:
                return new OptionalOrStep(arguments[0], arguments[1], unwrap: false);
            case "orValue" when call.Target is not null:
                return new OptionalOrStep(arguments[0], arguments[1], unwrap: true);
            case "matches" or "find" or "findAll" when arguments[1] is ConstantStep { Value: StringValue pattern }:
                if (Re2.Compile(pattern.Value, out var problem) is null)
                    throw new PlanException(problem!);
                break;
        }

        var step = new CallStep(call.Function, overload, arguments);
        if (arguments is [ConstantStep] && ConversionNames.Contains(call.Function))
        {
            var value = step.Run(new Evaluation(_ => null, Evaluation.CallLimit));
            return value is ErrorValue error ? throw new PlanException(error.Message) : new ConstantStep(value);
        }

        return step;
    }
}

/// <summary>An expression is sound, but a constant part of it can't be computed.</summary>
internal sealed class PlanException(string message) : Exception(message);
