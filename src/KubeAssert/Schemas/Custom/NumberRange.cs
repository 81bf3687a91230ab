namespace KubeAssert.OpenApi;

/// <summary>Bounds and factors of numbers, compared as integers where the value is one, as the server does.</summary>
internal static class NumberRange
{
    public static void Check(Node node, JsonSchema schema, Outcome outcome)
    {
        var value = node.AsNumber() ?? 0;
        var whole = JsonNumber.Whole(node);
        if (IsOutside(value, whole, schema))
            outcome.Add(new Violation(ViolationKind.Range, node, schema, Limit: schema.Format.Length > 0 ? schema.Format : schema.Type));
        if (schema.MultipleOf is { } factor && !IsMultiple(value, whole, factor))
            outcome.Add(new Violation(ViolationKind.MultipleOf, node, schema, Limit: factor));
        if (schema.Minimum is { } least && IsBeyond(whole is { } w ? w.CompareTo(Truncate(least)) : value.CompareTo(least), -1, schema.IsMinimumExclusive))
            outcome.Add(new Violation(ViolationKind.Minimum, node, schema, Limit: least));
        if (schema.Maximum is { } most && IsBeyond(whole is { } v ? v.CompareTo(Truncate(most)) : value.CompareTo(most), 1, schema.IsMaximumExclusive))
            outcome.Add(new Violation(ViolationKind.Maximum, node, schema, Limit: most));
        outcome.Matches += 2;
    }

    /// <summary>A number with a fraction where an integer belongs is of the wrong type, which is said elsewhere.</summary>
    private static bool IsOutside(double value, long? whole, JsonSchema schema) => (schema.IsIntOrString ? "" : schema.Type, schema.Format) switch
    {
        ("integer", _) when Math.Floor(value) != value => false,
        ("integer", "int32") => whole is not (>= int.MinValue and <= int.MaxValue),
        ("integer", _) => whole is null,
        ("number", "float") => Math.Abs(value) > float.MaxValue,
        _ => false,
    };

    private static bool IsBeyond(int comparison, int side, bool isExclusive) => Math.Sign(comparison) == side || (isExclusive && comparison == 0);

    private static long Truncate(double bound) => bound switch
    {
        >= 9.2233720368547748e18 => long.MaxValue,
        <= -9.2233720368547748e18 => long.MinValue,
        _ => (long)bound,
    };

    private static bool IsMultiple(double value, long? whole, double factor)
    {
        if (whole is { } integer)
            return (long)factor > 0 && integer % (long)factor == 0;
        if (factor <= 0)
            return false;

        var times = factor < 1 ? 1 / factor * value : value / factor;
        return Math.Abs(times - Math.Round(times)) < 1e-9;
    }
}
