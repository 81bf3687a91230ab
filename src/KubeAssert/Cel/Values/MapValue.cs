namespace KubeAssert.Cel;

/// <summary>A map, or an object whose fields are its keys.</summary>
internal abstract class MapValue : CelValue
{
    public override CelType Type => CelType.AnyMap;

    public abstract int Count { get; }

    public override long Size => Count;

    public override bool IsZero => Count == 0;

    public abstract IEnumerable<CelValue> Keys { get; }

    /// <summary>The value behind a key, an error if the key is of no fitting kind, or null.</summary>
    public abstract CelValue? Find(CelValue key);

    public static MapValue Of(IReadOnlyDictionary<CelValue, CelValue> entries) => new Entries(entries);

    public CelValue At(CelValue key) => Find(key) ?? Missing(key);

    public static ErrorValue Missing(CelValue key) => key as ErrorValue ?? new ErrorValue($"no such key: {Conversions.Display(key)}");

    public override CelValue EqualTo(CelValue other)
    {
        if (other is not MapValue map || map.Count != Count)
            return BoolValue.False;
        foreach (var key in Keys)
        {
            Evaluation.CountComparison();
            if (map.Find(key) is not { } value || AreEqual(At(key), value) == BoolValue.False)
                return BoolValue.False;
        }

        return BoolValue.True;
    }

    private sealed class Entries(IReadOnlyDictionary<CelValue, CelValue> entries) : MapValue
    {
        public override int Count => entries.Count;

        public override IEnumerable<CelValue> Keys => entries.Keys;

        public override CelValue? Find(CelValue key) => Lookup(entries, key);
    }

    /// <summary>Finds a key, a number also by an equal number of another kind.</summary>
    protected static CelValue? Lookup(IReadOnlyDictionary<CelValue, CelValue> entries, CelValue key)
    {
        if (entries.TryGetValue(key, out var value))
            return value;
        if (!Numbers.IsNumber(key))
            return null;
        if (Numbers.TryToInt(key, out var whole))
        {
            if (entries.TryGetValue(new IntValue(whole), out value))
                return value;
            return whole >= 0 && entries.TryGetValue(new UintValue((ulong)whole), out value) ? value : null;
        }

        return key is DoubleValue { Value: >= 0 and < Numbers.TwoTo64 } d && Math.Truncate(d.Value) == d.Value
            && entries.TryGetValue(new UintValue((ulong)d.Value), out value) ? value : null;
    }
}

/// <summary>The map that a fold is collecting.</summary>
internal sealed class CollectedMap : MapValue
{
    private readonly Dictionary<CelValue, CelValue> _entries = new(KeyComparer.Instance);

    public override int Count => _entries.Count;

    public override IEnumerable<CelValue> Keys => _entries.Keys;

    public override CelValue? Find(CelValue key) => Lookup(_entries, key);

    /// <summary>Adds an entry; null when the key is there already.</summary>
    public CollectedMap? Insert(CelValue key, CelValue value) => Find(key) is null && _entries.TryAdd(key, value) ? this : null;

    public CollectedMap Copy()
    {
        var copy = new CollectedMap();
        foreach (var (key, value) in _entries)
            copy._entries.Add(key, value);
        return copy;
    }
}

/// <summary>Keys of map literals: equal when they are of one kind and equal.</summary>
internal sealed class KeyComparer : IEqualityComparer<CelValue>
{
    public static readonly KeyComparer Instance = new();

    public bool Equals(CelValue? x, CelValue? y) =>
        x is not null && y is not null && x.GetType() == y.GetType() && x.EqualTo(y) == BoolValue.True;

    public int GetHashCode(CelValue value) => value switch
    {
        StringValue s => string.GetHashCode(s.Value, StringComparison.Ordinal),
        IntValue i => i.Value.GetHashCode(),
        UintValue u => u.Value.GetHashCode(),
        BoolValue b => b.Value ? 1 : 0,
        DoubleValue d => d.Value.GetHashCode(),
        _ => value.Type.Name.Length,
    };
}
