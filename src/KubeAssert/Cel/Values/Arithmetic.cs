namespace KubeAssert.Cel;

/// <summary>CEL's arithmetic: no conversions between kinds, and an overflow is an error.</summary>
internal static class Arithmetic
{
    public static readonly ErrorValue IntOverflow = new("integer overflow");
    public static readonly ErrorValue UintOverflow = new("unsigned integer overflow");
    public static readonly ErrorValue TimestampOverflow = new("timestamp overflow");
    private static readonly ErrorValue DurationOverflow = new("duration overflow");
    private static readonly ErrorValue DivisionByZero = new("division by zero");
    private static readonly ErrorValue ModulusByZero = new("modulus by zero");

    public static CelValue Add(CelValue left, CelValue right) => (left, right) switch
    {
        (IntValue a, IntValue b) => Int((Int128)a.Value + b.Value),
        (UintValue a, UintValue b) => Uint((Int128)a.Value + b.Value),
        (DoubleValue a, DoubleValue b) => new DoubleValue(a.Value + b.Value),
        (StringValue a, StringValue b) => new StringValue(a.Value + b.Value),
        (BytesValue a, BytesValue b) => new BytesValue([.. a.Value, .. b.Value]),
        (ListValue a, ListValue b) => a.Add(b),
        (DurationValue a, DurationValue b) => Duration((Int128)a.Nanoseconds + b.Nanoseconds),
        (TimestampValue a, DurationValue b) => Shift(a, b.Nanoseconds),
        (DurationValue a, TimestampValue b) => Shift(b, a.Nanoseconds),
        _ => ErrorValue.NoSuchOverload,
    };

    public static CelValue Subtract(CelValue left, CelValue right) => (left, right) switch
    {
        (IntValue a, IntValue b) => Int((Int128)a.Value - b.Value),
        (UintValue a, UintValue b) => Uint((Int128)a.Value - b.Value),
        (DoubleValue a, DoubleValue b) => new DoubleValue(a.Value - b.Value),
        (DurationValue a, DurationValue b) => Duration((Int128)a.Nanoseconds - b.Nanoseconds),
        (TimestampValue a, DurationValue b) => Shift(a, -(Int128)b.Nanoseconds),
        (TimestampValue a, TimestampValue b) => Duration((((Int128)a.Seconds - b.Seconds) * 1_000_000_000) + a.Nanoseconds - b.Nanoseconds),
        _ => ErrorValue.NoSuchOverload,
    };

    public static CelValue Multiply(CelValue left, CelValue right) => (left, right) switch
    {
        (IntValue a, IntValue b) => Int((Int128)a.Value * b.Value),
        (UintValue a, UintValue b) => a.Value != 0 && b.Value > ulong.MaxValue / a.Value ? UintOverflow : new UintValue(a.Value * b.Value),
        (DoubleValue a, DoubleValue b) => new DoubleValue(a.Value * b.Value),
        _ => ErrorValue.NoSuchOverload,
    };

    public static CelValue Divide(CelValue left, CelValue right) => (left, right) switch
    {
        (IntValue, IntValue { Value: 0 }) or (UintValue, UintValue { Value: 0 }) => DivisionByZero,
        (IntValue a, IntValue b) => Int((Int128)a.Value / b.Value),
        (UintValue a, UintValue b) => new UintValue(a.Value / b.Value),
        (DoubleValue a, DoubleValue b) => new DoubleValue(a.Value / b.Value),
        _ => ErrorValue.NoSuchOverload,
    };

    public static CelValue Modulo(CelValue left, CelValue right) => (left, right) switch
    {
        (IntValue, IntValue { Value: 0 }) or (UintValue, UintValue { Value: 0 }) => ModulusByZero,
        (IntValue { Value: long.MinValue }, IntValue { Value: -1 }) => IntOverflow,
        (IntValue a, IntValue b) => new IntValue(a.Value % b.Value),
        (UintValue a, UintValue b) => new UintValue(a.Value % b.Value),
        _ => ErrorValue.NoSuchOverload,
    };

    public static CelValue Negate(CelValue value) => value switch
    {
        IntValue i => Int(-(Int128)i.Value),
        DoubleValue d => new DoubleValue(-d.Value),
        DurationValue d => Duration(-(Int128)d.Nanoseconds),
        _ => ErrorValue.NoSuchOverload,
    };

    /// <summary>Compares two values; the error says why they have no order.</summary>
    public static ErrorValue? Compare(CelValue left, CelValue right, out int order)
    {
        order = 0;
        if (Numbers.IsNumber(left) && Numbers.IsNumber(right))
        {
            if (Numbers.IsNaN(left) || Numbers.IsNaN(right))
                return new ErrorValue("NaN values cannot be ordered");
            order = Numbers.Compare(left, right);
            return null;
        }

        switch (left, right)
        {
            case (StringValue a, StringValue b):
                order = Math.Sign(CodePoints.Compare(a.Value, b.Value));
                return null;
            case (BytesValue a, BytesValue b):
                order = Math.Sign(a.Value.AsSpan().SequenceCompareTo(b.Value));
                return null;
            case (BoolValue a, BoolValue b):
                order = a.Value.CompareTo(b.Value);
                return null;
            case (TimestampValue a, TimestampValue b):
                order = a.CompareTo(b);
                return null;
            case (DurationValue a, DurationValue b):
                order = a.Nanoseconds.CompareTo(b.Nanoseconds);
                return null;
            default:
                return ErrorValue.NoSuchOverload;
        }
    }

    private static CelValue Int(Int128 value) => value >= long.MinValue && value <= long.MaxValue ? new IntValue((long)value) : IntOverflow;

    private static CelValue Uint(Int128 value) => value >= 0 && value <= ulong.MaxValue ? new UintValue((ulong)value) : UintOverflow;

    private static CelValue Duration(Int128 value) => value >= long.MinValue && value <= long.MaxValue ? new DurationValue((long)value) : DurationOverflow;

    private static CelValue Shift(TimestampValue timestamp, Int128 nanoseconds)
    {
        var total = ((Int128)timestamp.Seconds * 1_000_000_000) + timestamp.Nanoseconds + nanoseconds;
        var seconds = total / 1_000_000_000;
        var rest = (int)(total % 1_000_000_000);
        if (rest < 0)
        {
            rest += 1_000_000_000;
            seconds--;
        }

        return seconds >= TimestampValue.MinSeconds && seconds <= TimestampValue.MaxSeconds
            ? new TimestampValue((long)seconds, rest, timestamp.Offset)
            : TimestampOverflow;
    }
}
