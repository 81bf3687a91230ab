namespace KubeAssert.Cel;

/// <summary>An object whose fields are computed when they are asked for, each once.</summary>
internal sealed class LazyObject(IReadOnlyDictionary<string, Func<CelValue>> fields) : MapValue
{
    private readonly Dictionary<string, CelValue> _known = new(StringComparer.Ordinal);

    public override int Count => fields.Count;

    public override IEnumerable<CelValue> Keys => fields.Keys.Select(k => new StringValue(k));

    public override CelValue? Find(CelValue key)
    {
        if (key is not StringValue { Value: var name } || !fields.TryGetValue(name, out var compute))
            return null;
        if (!_known.TryGetValue(name, out var value))
            _known[name] = value = compute();
        return value;
    }
}
