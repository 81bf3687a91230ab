namespace KubeAssert.Cel;

internal sealed class IntValue(long value) : CelValue
{
    public long Value { get; } = value;

    public override CelType Type => CelType.Int;

    public override bool IsZero => Value == 0;

    public override CelValue EqualTo(CelValue other) => Numbers.AreEqual(this, other);
}

internal sealed class UintValue(ulong value) : CelValue
{
    public ulong Value { get; } = value;

    public override CelType Type => CelType.Uint;

    public override bool IsZero => Value == 0;

    public override CelValue EqualTo(CelValue other) => Numbers.AreEqual(this, other);
}

internal sealed class DoubleValue(double value) : CelValue
{
    public double Value { get; } = value;

    public override CelType Type => CelType.Double;

    public override bool IsZero => Value == 0;

    public override CelValue EqualTo(CelValue other) => Numbers.AreEqual(this, other);
}

/// <summary>Comparison across the three kinds of numbers.</summary>
internal static class Numbers
{
    public const double TwoTo63 = 9223372036854775808.0;
    public const double TwoTo64 = 18446744073709551616.0;

    public static bool IsNumber(CelValue value) => value is IntValue or UintValue or DoubleValue;

    public static BoolValue AreEqual(CelValue left, CelValue right) =>
        BoolValue.Of(IsNumber(right) && !IsNaN(left) && !IsNaN(right) && Compare(left, right) == 0);

    public static bool IsNaN(CelValue value) => value is DoubleValue d && double.IsNaN(d.Value);

    public static int Compare(CelValue left, CelValue right) => (left, right) switch
    {
        (IntValue a, IntValue b) => a.Value.CompareTo(b.Value),
        (UintValue a, UintValue b) => a.Value.CompareTo(b.Value),
        (DoubleValue a, DoubleValue b) => Compare(a.Value, b.Value),
        (IntValue a, UintValue b) => Compare(a.Value, b.Value),
        (UintValue a, IntValue b) => -Compare(b.Value, a.Value),
        (DoubleValue a, IntValue b) => Compare(a.Value, b.Value),
        (IntValue a, DoubleValue b) => -Compare(b.Value, a.Value),
        (DoubleValue a, UintValue b) => Compare(a.Value, b.Value),
        (UintValue a, DoubleValue b) => -Compare(b.Value, a.Value),
        _ => throw new ArgumentException("Only numbers can be compared here."),
    };

    /// <summary>The whole number that equals <paramref name="value"/>, if there is one in the range of int.</summary>
    public static bool TryToInt(CelValue value, out long result)
    {
        switch (value)
        {
            case IntValue i:
                result = i.Value;
                return true;
            case UintValue u when u.Value <= long.MaxValue:
                result = (long)u.Value;
                return true;
            case DoubleValue d when d.Value > -TwoTo63 && d.Value < TwoTo63 && Math.Truncate(d.Value) == d.Value:
                result = (long)d.Value;
                return true;
            default:
                result = 0;
                return false;
        }
    }

    private static int Compare(double a, double b) => a < b ? -1 : a > b ? 1 : 0;

    private static int Compare(long a, ulong b) => a < 0 || b > long.MaxValue ? -1 : a.CompareTo((long)b);

    private static int Compare(double a, long b) => a < -TwoTo63 ? -1 : a > TwoTo63 ? 1 : Compare(a, (double)b);

    private static int Compare(double a, ulong b) => a < 0 ? -1 : a > TwoTo64 ? 1 : Compare(a, (double)b);
}
