using System.Globalization;
using System.Numerics;
using System.Text;

namespace KubeAssert.Cel;

/// <summary>Numbers as Go prints them.</summary>
internal static class NumberText
{
    // from here on Go's %g writes an exponent
    private const int MaxPlainExponent = 6;

    /// <summary>Go's <c>%g</c>: the shortest text that reads back, with an exponent below 0.0001 and from 1,000,000 on.</summary>
    public static string General(double value)
    {
        if (Special(value) is { } special)
            return special;
        var (negative, digits, point) = Shortest(value);
        var sign = negative ? "-" : "";
        var exponent = point - 1;
        if (digits == "0")
            return sign + "0";
        if (exponent is < -4 or >= MaxPlainExponent)
            return sign + Exponential(digits, exponent);
        return sign + Plain(digits, point);
    }

    /// <summary>Go's <c>'f', -1</c>: the shortest text that reads back, without an exponent.</summary>
    public static string Fixed(double value)
    {
        if (Special(value) is { } special)
            return special;
        var (negative, digits, point) = Shortest(value);
        return (negative ? "-" : "") + Plain(digits, point);
    }

    /// <summary>Exactly <paramref name="precision"/> digits behind the point, rounded half to even.</summary>
    public static string Fixed(double value, int precision)
    {
        var (mantissa, exponent) = Parts(Math.Abs(value));
        // value * 10^precision, as a fraction
        var numerator = mantissa * BigInteger.Pow(10, precision);
        var denominator = BigInteger.One;
        if (exponent >= 0)
            numerator <<= exponent;
        else
            denominator <<= -exponent;
        var text = RoundHalfEven(numerator, denominator).ToString(CultureInfo.InvariantCulture).PadLeft(precision + 1, '0');
        return precision == 0 ? text : text[..^precision] + "." + text[^precision..];
    }

    /// <summary>One digit before the point, <paramref name="precision"/> behind it, and the power of ten.</summary>
    public static (string Mantissa, int Exponent) Scientific(double value, int precision)
    {
        value = Math.Abs(value);
        if (value == 0)
            return (precision == 0 ? "0" : "0." + new string('0', precision), 0);
        var (mantissa, exponent2) = Parts(value);
        var exponent = (int)Math.Floor(Math.Log10(value));
        while (true)
        {
            var numerator = mantissa;
            var denominator = BigInteger.One;
            if (exponent2 >= 0)
                numerator <<= exponent2;
            else
                denominator <<= -exponent2;
            var shift = precision - exponent;
            if (shift >= 0)
                numerator *= BigInteger.Pow(10, shift);
            else
                denominator *= BigInteger.Pow(10, -shift);
            var text = RoundHalfEven(numerator, denominator).ToString(CultureInfo.InvariantCulture);
            if (text.Length == precision + 1)
                return (precision == 0 ? text : text[..1] + "." + text[1..], exponent);
            exponent += text.Length > precision + 1 ? 1 : -1;
        }
    }

    private static string? Special(double value) =>
        double.IsNaN(value) ? "NaN" : double.IsPositiveInfinity(value) ? "+Inf" : double.IsNegativeInfinity(value) ? "-Inf" : null;

    private static (BigInteger Mantissa, int Exponent) Parts(double value)
    {
        var bits = BitConverter.DoubleToInt64Bits(value);
        var exponent = (int)((bits >> 52) & 0x7FF);
        var mantissa = bits & 0xFFFFFFFFFFFFFL;
        return exponent == 0 ? (mantissa, -1074) : (mantissa | 0x10000000000000L, exponent - 1075);
    }

    private static BigInteger RoundHalfEven(BigInteger numerator, BigInteger denominator)
    {
        var quotient = BigInteger.DivRem(numerator, denominator, out var rest);
        var twice = (rest * 2).CompareTo(denominator);
        return twice > 0 || (twice == 0 && !quotient.IsEven) ? quotient + 1 : quotient;
    }

    private static (bool Negative, string Digits, int Point) Shortest(double value)
    {
        var text = Math.Abs(value).ToString("R", CultureInfo.InvariantCulture);
        var exponent = 0;
        var e = text.IndexOf('E', StringComparison.Ordinal);
        if (e >= 0)
        {
            exponent = int.Parse(text.AsSpan(e + 1), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture);
            text = text[..e];
        }

        var dot = text.IndexOf('.', StringComparison.Ordinal);
        var point = (dot < 0 ? text.Length : dot) + exponent;
        var digits = text.Replace(".", "", StringComparison.Ordinal);
        var significant = digits.TrimStart('0');
        point -= digits.Length - significant.Length;
        significant = significant.TrimEnd('0');
        return (double.IsNegative(value), significant.Length == 0 ? "0" : significant, significant.Length == 0 ? 1 : point);
    }

    private static string Plain(string digits, int point)
    {
        if (point <= 0)
            return digits == "0" ? "0" : "0." + new string('0', -point) + digits;
        return point >= digits.Length ? digits + new string('0', point - digits.Length) : digits[..point] + "." + digits[point..];
    }

    private static string Exponential(string digits, int exponent)
    {
        var text = new StringBuilder().Append(digits[0]);
        if (digits.Length > 1)
            text.Append('.').Append(digits, 1, digits.Length - 1);
        return text.Append('e').Append(exponent < 0 ? '-' : '+').Append(Math.Abs(exponent).ToString("00", CultureInfo.InvariantCulture)).ToString();
    }
}
