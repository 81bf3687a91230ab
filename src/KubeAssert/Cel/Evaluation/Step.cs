namespace KubeAssert.Cel;

/// <summary>A node of an expression, ready to run.</summary>
internal abstract class Step
{
    public abstract CelValue Run(Evaluation evaluation);
}

internal sealed class ConstantStep(CelValue value) : Step
{
    public CelValue Value { get; } = value;

    public override CelValue Run(Evaluation evaluation) => Value;
}

internal sealed class VariableStep(string name) : Step
{
    public override CelValue Run(Evaluation evaluation)
    {
        evaluation.Spend(1);
        return evaluation.Find(name);
    }
}

/// <summary><c>a.b</c>, <c>a.?b</c>, <c>a[b]</c>, <c>a[?b]</c> and <c>has(a.b)</c>.</summary>
internal sealed class QualifyStep(Step operand, Step key, bool optional, bool testOnly) : Step
{
    public override CelValue Run(Evaluation evaluation)
    {
        var value = operand.Run(evaluation);
        if (value.IsError)
            return value;
        var at = key.Run(evaluation);
        if (at.IsError)
            return at;
        if (!testOnly)
            evaluation.Spend(1);

        var isOptional = optional;
        if (value is OptionalValue wrapped)
        {
            if (wrapped.Content is not { } content)
                return testOnly ? BoolValue.False : wrapped;
            value = content;
            isOptional = true;
        }

        var found = Find(value, at, mayMiss: isOptional || testOnly);
        if (testOnly)
            return found is ErrorValue ? found : BoolValue.Of(found is not null);
        if (!isOptional)
            return found!;
        return found switch
        {
            null => OptionalValue.None,
            ErrorValue => found,
            _ => OptionalValue.Of(found),
        };
    }

    private static CelValue? Find(CelValue value, CelValue key, bool mayMiss)
    {
        switch (value)
        {
            case MapValue map:
                return map.Find(key) ?? (mayMiss ? null : MapValue.Missing(key));
            case ListValue list:
                if (mayMiss && Numbers.TryToInt(key, out var index) && (index < 0 || index >= list.Count))
                    return null;
                return list.At(key);
            default:
                return mayMiss ? null : MapValue.Missing(key);
        }
    }
}

internal sealed class LogicStep(Step left, Step right, bool decisive) : Step
{
    public override CelValue Run(Evaluation evaluation)
    {
        var first = left.Run(evaluation);
        if (first is BoolValue b && b.Value == decisive)
            return first;
        var second = right.Run(evaluation);
        if (second is BoolValue c && c.Value == decisive)
            return second;
        if (first is not BoolValue)
            return ErrorValue.NoSuchOverloadFor(first);
        return second is BoolValue ? BoolValue.Of(!decisive) : ErrorValue.NoSuchOverloadFor(second);
    }
}

internal sealed class ConditionalStep(Step condition, Step then, Step otherwise) : Step
{
    public override CelValue Run(Evaluation evaluation) => condition.Run(evaluation) switch
    {
        BoolValue b => (b.Value ? then : otherwise).Run(evaluation),
        var other => ErrorValue.NoSuchOverloadFor(other),
    };
}

internal sealed class NotStrictlyFalseStep(Step operand) : Step
{
    public override CelValue Run(Evaluation evaluation)
    {
        var value = operand.Run(evaluation);
        evaluation.Spend(1);
        return value is BoolValue ? value : BoolValue.True;
    }
}

/// <summary><c>a.or(b)</c> and <c>a.orValue(b)</c>, which look at b only if a has no value.</summary>
internal sealed class OptionalOrStep(Step optional, Step otherwise, bool unwrap) : Step
{
    public override CelValue Run(Evaluation evaluation)
    {
        if (optional.Run(evaluation) is not OptionalValue value)
            return ErrorValue.NoSuchOverload;
        return value.Content is { } content ? unwrap ? content : value : otherwise.Run(evaluation);
    }
}

internal sealed class CallStep(string function, string? overload, Step[] arguments) : Step
{
    private readonly Function _implementation = Functions.Find(function);

    public override CelValue Run(Evaluation evaluation)
    {
        var values = new CelValue[arguments.Length];
        for (var i = 0; i < arguments.Length; i++)
            values[i] = arguments[i].Run(evaluation);
        foreach (var value in values)
        {
            if (value.IsError)
                return value;
        }

        var result = _implementation(values, overload);
        evaluation.Spend(CallCosts.Of(function, overload, values, result));
        return result;
    }
}

internal sealed class ListStep(Step[] elements, bool[] optional) : Step
{
    public override CelValue Run(Evaluation evaluation)
    {
        evaluation.Spend(CallCosts.MakeList);
        var items = new List<CelValue>(elements.Length);
        for (var i = 0; i < elements.Length; i++)
        {
            var item = elements[i].Run(evaluation);
            if (item.IsError)
                return item;
            if (optional[i])
            {
                if (item is not OptionalValue wrapped)
                    return new ErrorValue($"cannot initialize optional list element from non-optional value {Conversions.Display(item)}");
                if (wrapped.Content is not { } content)
                    continue;
                item = content;
            }

            items.Add(item);
        }

        return ListValue.Of(items);
    }
}

internal sealed class MapStep((Step Key, Step Value, bool Optional)[] entries) : Step
{
    public override CelValue Run(Evaluation evaluation)
    {
        evaluation.Spend(CallCosts.MakeMap);
        var result = new Dictionary<CelValue, CelValue>(entries.Length, KeyComparer.Instance);
        foreach (var (keyStep, valueStep, optional) in entries)
        {
            var key = keyStep.Run(evaluation);
            if (key.IsError)
                return key;
            var value = valueStep.Run(evaluation);
            if (value.IsError)
                return value;
            if (optional)
            {
                if (value is not OptionalValue wrapped)
                    return new ErrorValue($"cannot initialize optional entry '{Conversions.Display(key)}' from non-optional value {Conversions.Display(value)}");
                if (wrapped.Content is not { } content)
                {
                    result.Remove(key);
                    continue;
                }

                value = content;
            }

            result[key] = value;
        }

        return MapValue.Of(result);
    }
}
