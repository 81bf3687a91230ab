namespace KubeAssert.Cel;

/// <summary>The least and the most that a size can be. Sums and products stop at the largest number.</summary>
internal readonly record struct SizeRange(ulong Min, ulong Max)
{
    public static readonly SizeRange Unknown = new(0, ulong.MaxValue);
    private const double TwoTo64 = 18446744073709551616.0;

    public static SizeRange Exactly(ulong size) => new(size, size);

    public SizeRange Or(SizeRange other) => new(Math.Min(Min, other.Min), Math.Max(Max, other.Max));

    public static SizeRange operator +(SizeRange a, SizeRange b) => new(Sum(a.Min, b.Min), Sum(a.Max, b.Max));

    public static SizeRange operator *(SizeRange a, SizeRange b) => new(Product(a.Min, b.Min), Product(a.Max, b.Max));

    /// <summary>The cost of touching the most there can be, at a cost for each.</summary>
    public ulong CostAt(double each) => Scaled(Max, each);

    public static ulong Sum(ulong a, ulong b) => b > ulong.MaxValue - a ? ulong.MaxValue : a + b;

    public static ulong Product(ulong a, ulong b) => b != 0 && a > ulong.MaxValue / b ? ulong.MaxValue : a * b;

    public static ulong Scaled(ulong value, double factor)
    {
        if (value > 0 && factor > 0 && value > ulong.MaxValue / factor)
            return ulong.MaxValue;
        var result = Math.Ceiling(value * factor);
        return result >= TwoTo64 ? ulong.MaxValue : (ulong)result;
    }
}
