using System.Globalization;
using System.Numerics;

namespace KubeAssert.Cel;

/// <summary>
/// A quantity as <c>quantity("1500m")</c> reads it. Like Kubernetes it keeps a number of 64 bits with a scale as long as it can;
/// whether it "is an integer" depends on that form, not on its value alone.
/// </summary>
internal sealed class QuantityValue : CelValue
{
    private const int MaxFactors = 18;
    private const int Nano = -9;

    private readonly BigInteger _digits;
    private readonly int _scale;
    private readonly bool _isExact;

    private QuantityValue(BigInteger digits, int scale, bool isExact)
    {
        _digits = digits;
        _scale = scale;
        _isExact = isExact;
    }

    public override CelType Type => CelType.Quantity;

    public int Sign => _digits.Sign;

    /// <summary>Whether this is the result of a calculation. Kubernetes can't compare such a value on the right of <c>==</c>.</summary>
    private bool IsComputed { get; init; }

    public double ApproximateValue => _scale == 0 ? (double)_digits : (double)_digits * Math.Pow(10, _scale);

    public static QuantityValue OfInteger(long value) => new(value, 0, false);

    public long? AsInteger()
    {
        if (_isExact || _scale < 0)
            return null;
        var value = _digits * BigInteger.Pow(10, _scale);
        return value >= long.MinValue && value <= long.MaxValue ? (long)value : null;
    }

    public override CelValue EqualTo(CelValue other) =>
        other is QuantityValue { IsComputed: false } quantity ? BoolValue.Of(CompareTo(quantity) == 0) : ErrorValue.NoSuchOverloadFor(other);

    public int CompareTo(QuantityValue other)
    {
        var scale = Math.Min(_scale, other._scale);
        return At(scale).CompareTo(other.At(scale));
    }

    public QuantityValue Add(QuantityValue other)
    {
        if (!_isExact && !other._isExact)
        {
            if (other._digits.IsZero)
                return new(_digits, _scale, false) { IsComputed = true };
            if (_digits.IsZero)
                return new(other._digits, other._scale, false) { IsComputed = true };
            var scale = Math.Min(_scale, other._scale);
            var sum = At(scale) + other.At(scale);
            if (Fits(sum) && Fits(At(scale)) && Fits(other.At(scale)))
                return new(sum, _scale > other._scale ? scale : _scale == other._scale ? scale : _scale, false) { IsComputed = true };
        }

        var exactScale = Math.Min(_scale, other._scale);
        return new(At(exactScale) + other.At(exactScale), exactScale, true) { IsComputed = true };
    }

    public QuantityValue Subtract(QuantityValue other) => Add(new QuantityValue(-other._digits, other._scale, other._isExact));

    /// <summary>Reads a quantity by the rules of <c>resource.Quantity</c>; null when it is none.</summary>
    public static QuantityValue? Parse(string text)
    {
        if (text.Length == 0)
            return null;
        var at = 0;
        var negative = text[0] == '-';
        if (text[0] is '+' or '-')
            at++;
        while (at < text.Length && text[at] == '0')
            at++;
        if (at == text.Length)
            return new QuantityValue(0, 0, false);

        var whole = Digits(text, ref at);
        if (whole.Length == 0 && at < text.Length)
            whole = "0";
        var fraction = "";
        if (at < text.Length && text[at] == '.')
        {
            at++;
            fraction = Digits(text, ref at);
        }

        var suffix = text[at..];
        if (!IsSuffixShape(suffix) || !TrySuffix(suffix, out var isBinary, out var exponent))
            return null;
        return Build(negative, whole, fraction, isBinary, exponent, hasDigits: text.AsSpan(0, at).ContainsAnyInRange('0', '9'));
    }

    private static QuantityValue? Build(bool negative, string whole, string fraction, bool isBinary, int exponent, bool hasDigits)
    {
        var digits = BigInteger.Parse(whole + fraction, NumberStyles.None, CultureInfo.InvariantCulture);
        if (negative)
            digits = -digits;
        var precision = isBinary
            ? fraction.Length == 0 ? 15 - whole.Length - (int)(exponent * 3f / 10) - 1 : -1
            : MaxFactors - (whole.Length + fraction.Length);
        if (precision >= 0)
        {
            var scale = (isBinary ? 0 : exponent) - fraction.Length;
            var value = isBinary ? digits << exponent : digits;
            if (scale >= Nano && Fits(value))
                return new QuantityValue(value, scale, false);
        }

        // without digits there is a number, zero, only while 64 bits do
        if (!hasDigits)
            return null;
        var exactScale = -fraction.Length;
        if (isBinary)
            digits <<= exponent;
        else
            exactScale += exponent;
        if (exactScale < Nano)
        {
            // never below a billionth: what is smaller is rounded away from zero
            var divisor = BigInteger.Pow(10, Nano - exactScale);
            var quotient = BigInteger.DivRem(digits, divisor, out var rest);
            digits = rest.IsZero ? quotient : quotient + digits.Sign;
            exactScale = Nano;
        }

        var result = new QuantityValue(digits, exactScale, true);
        var max = new QuantityValue(long.MaxValue, 0, true);
        if (isBinary && BigInteger.Abs(digits) > max.At(exactScale))
            return new QuantityValue(negative ? -max._digits : max._digits, 0, true);
        return result;
    }

    private BigInteger At(int scale) => scale == _scale ? _digits : _digits * BigInteger.Pow(10, _scale - scale);

    private static bool Fits(BigInteger value) => value >= long.MinValue && value <= long.MaxValue;

    private static string Digits(string text, ref int at)
    {
        var start = at;
        while (at < text.Length && char.IsAsciiDigit(text[at]))
            at++;
        return text[start..at];
    }

    private static bool IsSuffixShape(string suffix)
    {
        var at = 0;
        while (at < suffix.Length && "eEinumkKMGTP".Contains(suffix[at], StringComparison.Ordinal))
            at++;
        if (at < suffix.Length && suffix[at] is '+' or '-')
            at++;
        while (at < suffix.Length && char.IsAsciiDigit(suffix[at]))
            at++;
        return at == suffix.Length;
    }

    private static bool TrySuffix(string suffix, out bool isBinary, out int exponent)
    {
        isBinary = suffix is "Ki" or "Mi" or "Gi" or "Ti" or "Pi" or "Ei";
        exponent = suffix switch
        {
            "" => 0,
            "n" => -9,
            "u" => -6,
            "m" => -3,
            "k" => 3,
            "M" => 6,
            "G" => 9,
            "T" => 12,
            "P" => 15,
            "E" => 18,
            "Ki" => 10,
            "Mi" => 20,
            "Gi" => 30,
            "Ti" => 40,
            "Pi" => 50,
            "Ei" => 60,
            _ => int.MinValue,
        };
        if (exponent != int.MinValue)
            return true;
        return suffix.Length > 1 && suffix[0] is 'e' or 'E'
            && int.TryParse(suffix.AsSpan(1), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out exponent)
            && exponent is > -1000 and < 1000;
    }
}
