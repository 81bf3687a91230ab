using System.Globalization;

namespace KubeAssert.Cel;

/// <summary>Functions of lists.</summary>
internal static class ListFunctions
{
    /// <summary>How many items a made list may have: beyond it an evaluation is given up.</summary>
    private const int MaxCount = 1_000_000;

    public static CelValue IndexOf(ListValue list, CelValue item)
    {
        for (var i = 0; i < list.Count; i++)
        {
            if (list[i].EqualTo(item) == BoolValue.True)
                return new IntValue(i);
        }

        return new IntValue(-1);
    }

    public static CelValue LastIndexOf(ListValue list, CelValue item)
    {
        for (var i = list.Count - 1; i >= 0; i--)
        {
            if (list[i].EqualTo(item) == BoolValue.True)
                return new IntValue(i);
        }

        return new IntValue(-1);
    }

    public static CelValue IsSorted(CelValue[] a)
    {
        if (a is not [ListValue list])
            return ErrorValue.NoSuchOverload;
        for (var i = 0; i < list.Count; i++)
        {
            if (Arithmetic.Compare(list[i], list[i], out _) is { } unordered && !Numbers.IsNaN(list[i]))
                return list[i] as ErrorValue ?? unordered;
            if (i > 0 && Arithmetic.Compare(list[i - 1], list[i], out var order) is null && order > 0)
                return BoolValue.False;
        }

        return BoolValue.True;
    }

    public static CelValue Sum(CelValue[] a, string? overload)
    {
        if (a is not [ListValue list])
            return ErrorValue.NoSuchOverload;
        CelValue? sum = overload switch
        {
            "list_uint_sum_uint" => new UintValue(0),
            "list_double_sum_double" => new DoubleValue(0),
            "list_duration_sum_duration" => new DurationValue(0),
            "list_int_sum_int" => new IntValue(0),
            _ => null,
        };
        foreach (var item in list.Items)
        {
            if (item is not (IntValue or UintValue or DoubleValue or DurationValue))
                return ErrorValue.NoSuchOverloadFor(item);
            sum = sum is null ? item : Arithmetic.Add(sum, item);
            if (sum.IsError)
                return sum;
        }

        return sum ?? new IntValue(0);
    }

    public static CelValue Extreme(CelValue[] a, string name, int worse)
    {
        if (a is not [ListValue list])
            return ErrorValue.NoSuchOverload;
        CelValue? best = null;
        foreach (var item in list.Items)
        {
            if (item.IsError)
                return item;
            if (best is null)
            {
                if (Arithmetic.Compare(item, item, out _) is { } unordered && !Numbers.IsNaN(item))
                    return unordered;
                best = item;
            }
            else if (Arithmetic.Compare(best, item, out var order) is null && order == worse)
            {
                best = item;
            }
        }

        return best ?? new ErrorValue($"{name} called on empty list");
    }

    public static CelValue Slice(CelValue[] a)
    {
        if (a is not [ListValue list, IntValue start, IntValue end])
            return ErrorValue.NoSuchOverload;
        var range = string.Create(CultureInfo.InvariantCulture, $"cannot slice({start.Value}, {end.Value})");
        if (start.Value < 0 || end.Value < 0)
            return new ErrorValue($"{range}, negative indexes not supported");
        if (start.Value > end.Value)
            return new ErrorValue($"{range}, start index must be less than or equal to end index");
        if (list.Count < end.Value)
            return new ErrorValue(string.Create(CultureInfo.InvariantCulture, $"{range}, list is length {list.Count}"));
        return ListValue.Of([.. list.Items.Skip((int)start.Value).Take((int)(end.Value - start.Value))]);
    }

    public static CelValue Flatten(CelValue[] a)
    {
        if (a is not [ListValue list, ..] || (a.Length == 2 && a[1] is not IntValue))
            return ErrorValue.NoSuchOverload;
        var depth = a.Length == 2 ? ((IntValue)a[1]).Value : 1;
        if (depth < 0)
            return new ErrorValue("level must be non-negative");
        var items = new List<CelValue>();
        Add(list, depth);
        return ListValue.Of(items);

        void Add(ListValue from, long levels)
        {
            foreach (var item in from.Items)
            {
                if (item is ListValue nested && levels > 0)
                    Add(nested, levels - 1);
                else
                    items.Add(item);
            }
        }
    }

    public static CelValue Sort(CelValue[] a) => a is [ListValue list] ? Sort(list, list) : ErrorValue.NoSuchOverload;

    public static CelValue SortByKeys(CelValue[] a) => a is [ListValue list, ListValue keys] ? Sort(list, keys) : ErrorValue.NoSuchOverload;

    public static CelValue Distinct(CelValue[] a)
    {
        if (a is not [ListValue list])
            return ErrorValue.NoSuchOverload;
        var unique = new List<CelValue>();
        foreach (var item in list.Items)
        {
            if (!unique.Exists(u => item.EqualTo(u) == BoolValue.True))
                unique.Add(item);
        }

        return ListValue.Of(unique);
    }

    public static CelValue Reverse(CelValue[] a) => a is [ListValue list] ? ListValue.Of([.. list.Items.Reverse()]) : ErrorValue.NoSuchOverload;

    public static CelValue Range(CelValue[] a)
    {
        if (a is not [IntValue count])
            return ErrorValue.NoSuchOverload;
        return count.Value > MaxCount
            ? throw new CostExceededException()
            : ListValue.Of([.. Enumerable.Range(0, (int)Math.Max(0, count.Value)).Select(i => new IntValue(i))]);
    }

    public static CelValue First(CelValue[] a) =>
        a is [ListValue list] ? list.Count == 0 ? OptionalValue.None : OptionalValue.Of(list[0]) : ErrorValue.NoSuchOverload;

    public static CelValue Last(CelValue[] a) =>
        a is [ListValue list] ? list.Count == 0 ? OptionalValue.None : OptionalValue.Of(list[list.Count - 1]) : ErrorValue.NoSuchOverload;

    public static CelValue SetContains(CelValue[] a)
    {
        if (a is not [ListValue list, ListValue part])
            return ErrorValue.NoSuchOverload;
        foreach (var item in part.Items)
        {
            if (list.Contains(item) is var contains && contains != BoolValue.True)
                return contains;
        }

        return BoolValue.True;
    }

    public static CelValue SetEquivalent(CelValue[] a) =>
        SetContains(a) is var there && there != BoolValue.True ? there : SetContains([a[1], a[0]]);

    public static CelValue SetIntersects(CelValue[] a) =>
        a is [ListValue list, ListValue other] ? BoolValue.Of(list.Items.Any(i => other.Contains(i) == BoolValue.True)) : ErrorValue.NoSuchOverload;

    private static CelValue Sort(ListValue list, ListValue keys)
    {
        if (list.Count != keys.Count)
            return new ErrorValue("a list can be sorted only by as many keys as it has items");
        if (list.Count == 0)
            return list;
        var sortKeys = keys.Items.ToArray();
        if (Arithmetic.Compare(sortKeys[0], sortKeys[0], out _) is not null && !Numbers.IsNaN(sortKeys[0]))
            return sortKeys[0] as ErrorValue ?? new ErrorValue("list elements must be comparable");
        if (sortKeys.Length > 1 && Array.Exists(sortKeys, k => k.Type.Name != sortKeys[0].Type.Name))
            return new ErrorValue("list elements must have the same type");
        var items = list.Items.ToArray();
        var order = Enumerable.Range(0, items.Length)
            .Order(Comparer<int>.Create((x, y) => Arithmetic.Compare(sortKeys[x], sortKeys[y], out var c) is null ? c : 0));
        return ListValue.Of([.. order.Select(i => items[i])]);
    }
}
