using System.Globalization;
using System.Numerics;
using KubeAssert.Model;

namespace KubeAssert;

/// <summary>How a <see cref="Quantity"/> is written.</summary>
public enum QuantityFormat
{
    /// <summary>Powers of 1000: <c>100m</c>, <c>2</c>, <c>12M</c>.</summary>
    DecimalSI,

    /// <summary>Powers of 1024: <c>12Mi</c>.</summary>
    BinarySI,

    /// <summary>An exponent: <c>12e6</c>.</summary>
    DecimalExponent,
}

/// <summary>
/// An amount of CPU, memory or anything else, with the exact meaning that Kubernetes gives it: multiples of one billionth, of any
/// size; anything finer is rounded up (away from zero). Quantities are equal when their values are: <c>1Gi</c> and <c>1024Mi</c>.
/// CPU counts in cores (<c>100m</c> is a tenth of one), memory in bytes. Immutable.
/// </summary>
public readonly struct Quantity : IEquatable<Quantity>, IComparable<Quantity>, IComparable
{
    internal static readonly BigInteger NanosPerUnit = 1_000_000_000;

    private readonly BigInteger _nanos;
    private readonly string? _written;

    internal Quantity(BigInteger nanos, QuantityFormat format, string? written = null)
    {
        _nanos = nanos;
        Format = format;
        _written = written;
    }

    /// <summary>Nothing.</summary>
    public static Quantity Zero => default;

    /// <summary>How it is written.</summary>
    public QuantityFormat Format { get; }

    /// <summary>Whether it is 0.</summary>
    public bool IsZero => _nanos.IsZero;

    /// <summary>-1 below zero, 0 for zero, 1 above.</summary>
    public int Sign => _nanos.Sign;

    /// <summary>The amount in whole units (cores, bytes), a fraction rounded away from zero; the nearest 64-bit integer where it does not fit.</summary>
    public long Value => Saturated(DivideAwayFromZero(_nanos, NanosPerUnit));

    /// <summary>The amount in thousandths (millicores), a finer fraction rounded away from zero; the nearest 64-bit integer where it does not fit.</summary>
    public long MilliValue => Saturated(DivideAwayFromZero(_nanos, 1_000_000));

    internal BigInteger Nanos => _nanos;

    /// <summary>Reads a quantity as the API server does: <c>1Gi</c>, <c>100m</c>, <c>1e3</c>, <c>0.5</c>, <c>-2</c>; blanks around it are allowed.</summary>
    /// <exception cref="FormatException">It is none; the message says why.</exception>
    public static Quantity Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return QuantityParser.Parse(text.Trim(), out var quantity) is { } problem
            ? throw new FormatException($"'{text}' is no quantity: {problem}.")
            : quantity;
    }

    /// <summary>Reads a quantity as the API server does.</summary>
    /// <returns>Whether it is one.</returns>
    public static bool TryParse(string? text, out Quantity quantity)
    {
        quantity = default;
        return text is not null && QuantityParser.Parse(text.Trim(), out quantity) is null;
    }

    /// <summary>What is written at a node, as a string or as a number; null where it is no quantity.</summary>
    public static Quantity? Of(Node node)
    {
        ArgumentNullException.ThrowIfNull(node);
        if (node.AsInteger() is { } whole)
            return Of(whole);

        var text = node.Kind == NodeKind.Float ? node.AsNumber()?.ToString("R", CultureInfo.InvariantCulture) : node.AsString();
        return TryParse(text, out var quantity) ? quantity : null;
    }

    /// <summary>A whole number of units.</summary>
    public static Quantity Of(long units, QuantityFormat format = QuantityFormat.DecimalSI) => new(units * NanosPerUnit, format);

    /// <summary>The exact sum, written like the left one unless that is 0.</summary>
    public static Quantity operator +(Quantity left, Quantity right) => new(left._nanos + right._nanos, left.IsZero ? right.Format : left.Format);

    /// <summary>The exact difference, written like the left one unless that is 0.</summary>
    public static Quantity operator -(Quantity left, Quantity right) => new(left._nanos - right._nanos, left.IsZero ? right.Format : left.Format);

    /// <summary>The exact opposite.</summary>
    public static Quantity operator -(Quantity quantity) => new(-quantity._nanos, quantity.Format);

    /// <summary>The exact multiple.</summary>
    public static Quantity operator *(Quantity quantity, long times) => new(quantity._nanos * times, quantity.Format);

    /// <summary>The exact multiple.</summary>
    public static Quantity operator *(long times, Quantity quantity) => quantity * times;

    /// <summary>Whether the values are equal.</summary>
    public static bool operator ==(Quantity left, Quantity right) => left.Equals(right);

    /// <summary>Whether the values differ.</summary>
    public static bool operator !=(Quantity left, Quantity right) => !left.Equals(right);

    /// <summary>Whether the left value is smaller.</summary>
    public static bool operator <(Quantity left, Quantity right) => left.CompareTo(right) < 0;

    /// <summary>Whether the left value is larger.</summary>
    public static bool operator >(Quantity left, Quantity right) => left.CompareTo(right) > 0;

    /// <summary>Whether the left value is smaller or equal.</summary>
    public static bool operator <=(Quantity left, Quantity right) => left.CompareTo(right) <= 0;

    /// <summary>Whether the left value is larger or equal.</summary>
    public static bool operator >=(Quantity left, Quantity right) => left.CompareTo(right) >= 0;

    /// <summary>The sum; see the operator.</summary>
    public Quantity Add(Quantity other) => this + other;

    /// <summary>The difference; see the operator.</summary>
    public Quantity Subtract(Quantity other) => this - other;

    /// <summary>The opposite; see the operator.</summary>
    public Quantity Negate() => -this;

    /// <summary>The multiple; see the operator.</summary>
    public Quantity Multiply(long times) => this * times;

    /// <inheritdoc />
    public int CompareTo(Quantity other) => _nanos.CompareTo(other._nanos);

    /// <inheritdoc />
    public int CompareTo(object? obj) => obj switch
    {
        null => 1,
        Quantity other => CompareTo(other),
        _ => throw new ArgumentException($"A {obj.GetType().Name} can't be compared with a quantity.", nameof(obj)),
    };

    /// <inheritdoc />
    public bool Equals(Quantity other) => _nanos == other._nanos;

    /// <inheritdoc />
    public override bool Equals(object? obj) => obj is Quantity other && Equals(other);

    /// <inheritdoc />
    public override int GetHashCode() => _nanos.GetHashCode();

    /// <summary>The quantity as the API server writes it back: the shortest form in its format, <c>1Gi</c> for <c>1024Mi</c>, <c>1500m</c> for <c>1.5</c>.</summary>
    public override string ToString() => _written ?? QuantityText.Of(_nanos, Format);

    /// <summary>Rounds as Kubernetes does: away from zero.</summary>
    internal static BigInteger DivideAwayFromZero(BigInteger value, BigInteger divisor)
    {
        var quotient = BigInteger.DivRem(value, divisor, out var rest);
        return rest.IsZero ? quotient : quotient + rest.Sign;
    }

    private static long Saturated(BigInteger value) =>
        value > long.MaxValue ? long.MaxValue : value < long.MinValue ? long.MinValue : (long)value;
}
