namespace KubeAssert;

/// <summary>One value of each axis of a <see cref="ManifestMatrix"/>.</summary>
public sealed class MatrixCombination
{
    private readonly (string Axis, string Value)[] _values;

    internal MatrixCombination((string Axis, string Value)[] values) => _values = values;

    /// <summary>All values with their axes: <c>values: prod.yaml, kubernetes: 1.34</c>.</summary>
    public string Name => string.Join(", ", _values.Select(v => $"{v.Axis}: {v.Value}"));

    /// <summary>The value of an axis.</summary>
    /// <exception cref="KeyNotFoundException">There is no such axis; the message lists those there are.</exception>
    public string this[string axis]
    {
        get
        {
            foreach (var (name, value) in _values)
            {
                if (name == axis)
                    return value;
            }

            throw new KeyNotFoundException($"The matrix has no axis '{axis}'; it has {string.Join(", ", _values.Select(v => v.Axis))}");
        }
    }

    /// <inheritdoc />
    public override string ToString() => Name;
}
