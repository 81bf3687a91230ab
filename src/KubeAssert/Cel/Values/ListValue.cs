using System.Globalization;

namespace KubeAssert.Cel;

/// <summary>A list.</summary>
internal abstract class ListValue : CelValue
{
    public static readonly ListValue Empty = Of([]);

    public override CelType Type => CelType.AnyList;

    public abstract int Count { get; }

    public override long Size => Count;

    public override bool IsZero => Count == 0;

    public abstract CelValue this[int index] { get; }

    public IEnumerable<CelValue> Items
    {
        get
        {
            for (var i = 0; i < Count; i++)
                yield return this[i];
        }
    }

    public static ListValue Of(IReadOnlyList<CelValue> items) => new ArrayList(items);

    public static ListValue OfStrings(IEnumerable<string> items) => Of([.. items.Select(i => new StringValue(i))]);

    /// <summary>The item at an index, which may be any whole number.</summary>
    public virtual CelValue At(CelValue index)
    {
        if (!Numbers.TryToInt(index, out var at))
        {
            return index as ErrorValue ?? new ErrorValue(Numbers.IsNumber(index)
                ? "unsupported index value in list"
                : $"unsupported index type '{index.Type.Name}' in list");
        }

        return at >= 0 && at < Count
            ? this[(int)at]
            : new ErrorValue(string.Create(CultureInfo.InvariantCulture, $"index out of bounds: {at}"));
    }

    public virtual CelValue Contains(CelValue item)
    {
        for (var i = 0; i < Count; i++)
        {
            if (item.EqualTo(this[i]) == BoolValue.True)
                return BoolValue.True;
        }

        return BoolValue.False;
    }

    public virtual CelValue Add(ListValue other)
    {
        if (Count == 0)
            return other;
        return other.Count == 0 ? this : Of([.. Items, .. other.Items]);
    }

    public override CelValue EqualTo(CelValue other)
    {
        if (other is not ListValue list || list.Count != Count)
            return BoolValue.False;
        for (var i = 0; i < Count; i++)
        {
            Evaluation.CountComparison();

            // an element that can't be compared counts as equal, as in cel-go
            if (AreEqual(this[i], list[i]) == BoolValue.False)
                return BoolValue.False;
        }

        return BoolValue.True;
    }

    private sealed class ArrayList(IReadOnlyList<CelValue> items) : ListValue
    {
        public override int Count => items.Count;

        public override CelValue this[int index] => items[index];
    }
}

/// <summary>The list that a fold is collecting.</summary>
internal sealed class CollectedList : ListValue
{
    private readonly List<CelValue> _items = [];

    public override int Count => _items.Count;

    public override CelValue this[int index] => _items[index];

    public override CelValue Add(ListValue other)
    {
        for (var i = 0; i < other.Count; i++)
            _items.Add(other[i]);
        return this;
    }
}
