namespace KubeAssert.Tests.Support;

/// <summary>A clock that stands still.</summary>
internal sealed class FixedTime(int year, int month, int day) : TimeProvider
{
    public override DateTimeOffset GetUtcNow() => new(year, month, day, 12, 0, 0, TimeSpan.Zero);
}
