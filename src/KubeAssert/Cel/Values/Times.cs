namespace KubeAssert.Cel;

/// <summary>A span of time in nanoseconds: at most about 292 years.</summary>
internal sealed class DurationValue(long nanoseconds) : CelValue
{
    public long Nanoseconds { get; } = nanoseconds;

    public override CelType Type => CelType.Duration;

    public override bool IsZero => Nanoseconds == 0;

    public double Seconds => (Nanoseconds / 1_000_000_000) + (Nanoseconds % 1_000_000_000 / 1e9);

    public override CelValue EqualTo(CelValue other) => BoolValue.Of(other is DurationValue d && d.Nanoseconds == Nanoseconds);
}

/// <summary>A moment, with the distance from UTC in which it was written.</summary>
/// <param name="seconds">Seconds since 1970-01-01T00:00:00Z.</param>
/// <param name="nanoseconds">Nanoseconds within the second, 0 to 999,999,999.</param>
/// <param name="offset">Seconds east of UTC, used only to print it.</param>
internal sealed class TimestampValue(long seconds, int nanoseconds, int offset) : CelValue
{
    public const long MinSeconds = -62135596800;
    public const long MaxSeconds = 253402300799;

    public long Seconds { get; } = seconds;

    public int Nanoseconds { get; } = nanoseconds;

    public int Offset { get; } = offset;

    public override CelType Type => CelType.Timestamp;

    public override bool IsZero => Seconds == MinSeconds && Nanoseconds == 0;

    public override CelValue EqualTo(CelValue other) => BoolValue.Of(other is TimestampValue t && CompareTo(t) == 0);

    public int CompareTo(TimestampValue other) =>
        Seconds != other.Seconds ? Seconds.CompareTo(other.Seconds) : Nanoseconds.CompareTo(other.Nanoseconds);
}
