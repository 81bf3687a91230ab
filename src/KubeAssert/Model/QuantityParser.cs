using System.Globalization;
using System.Numerics;

namespace KubeAssert.Model;

/// <summary>Reads quantities: sign, digits with a point, then one suffix, as Kubernetes' resource package takes them apart.</summary>
internal static class QuantityParser
{
    /// <summary>No text that a person writes comes near; beyond it exact arithmetic would cost unbounded memory.</summary>
    private const int MostDigits = 1000;

    private const int FastDigits = 18;

    private static readonly BigInteger MostBinary = long.MaxValue * Quantity.NanosPerUnit;

    /// <returns>What is wrong, or null.</returns>
    public static string? Parse(string text, out Quantity quantity)
    {
        quantity = default;
        if (text.Length == 0)
            return "it is empty";

        var at = text[0] is '+' or '-' ? 1 : 0;
        while (at < text.Length && text[at] == '0')
            at++;
        var wholeStart = at;
        at = SkipDigits(text, at);
        var whole = text.AsSpan(wholeStart, at - wholeStart);
        var fraction = ReadOnlySpan<char>.Empty;
        if (at < text.Length && text[at] == '.')
        {
            var fractionStart = ++at;
            at = SkipDigits(text, at);
            fraction = text.AsSpan(fractionStart, at - fractionStart);
        }

        var suffix = text[at..];
        if (Suffix(suffix) is not { } unit)
            return at == 0 ? "it does not start with a number" : $"its suffix '{suffix}' is none of n, u, m, k, M, G, T, P, E, Ki, Mi, Gi, Ti, Pi, Ei or an exponent like e3";
        if (whole.Length + fraction.Length > MostDigits || unit.Exponent > MostDigits)
            return "it is too large";
        if (!text.AsSpan(0, text.Length - suffix.Length).ContainsAnyInRange('0', '9') && !IsFast(1, 0, unit))
            return "it has no digits";

        var digits = BigInteger.Parse(string.Concat("0", whole, fraction), NumberStyles.None, CultureInfo.InvariantCulture);
        var nanos = Scaled(digits, unit, fraction.Length);
        var format = unit.Format;
        if (format == QuantityFormat.BinarySI)
        {
            nanos = BigInteger.Min(nanos, MostBinary);
            if (fraction.Length > 0 && nanos > 0 && nanos < Quantity.NanosPerUnit)
                format = QuantityFormat.DecimalSI;
        }

        var written = IsWrittenBack(digits, whole.Length, fraction.Length, unit) ? text : null;
        quantity = new(text[0] == '-' ? -nanos : nanos, format, written);
        return null;
    }

    private static BigInteger Scaled(BigInteger digits, Unit unit, int decimals)
    {
        if (digits.IsZero)
            return digits;

        if (unit.Format == QuantityFormat.BinarySI)
            return Quantity.DivideAwayFromZero((digits << unit.Exponent) * Quantity.NanosPerUnit, BigInteger.Pow(10, decimals));

        var exponent = unit.Exponent - decimals + 9;
        if (exponent >= 0)
            return digits * BigInteger.Pow(10, exponent);
        return exponent < -2 * MostDigits ? 1 : Quantity.DivideAwayFromZero(digits, BigInteger.Pow(10, -exponent));
    }

    /// <summary>Small quantities that Kubernetes takes for canonical are written back as they came: <c>1.500</c>, <c>+5Ki</c>.</summary>
    private static bool IsWrittenBack(BigInteger digits, int wholeDigits, int decimals, Unit unit)
    {
        if (!IsFast(Math.Max(1, wholeDigits), decimals, unit))
            return false;
        return unit.Format == QuantityFormat.BinarySI
            ? (digits & 7) != 0
            : (unit.Exponent - decimals) % 3 == 0 && wholeDigits > 0 && digits % 1000 != 0;
    }

    /// <summary>Whether Kubernetes would calculate in 64 bits.</summary>
    private static bool IsFast(int wholeDigits, int decimals, Unit unit) =>
        unit.Format == QuantityFormat.BinarySI
            ? decimals == 0 && 15 - wholeDigits - (unit.Exponent * 3 / 10) - 1 >= 0
            : wholeDigits + decimals <= FastDigits && unit.Exponent - decimals >= -9;

    private static Unit? Suffix(string suffix)
    {
        switch (suffix)
        {
            case "": return new(QuantityFormat.DecimalSI, 0);
            case "n": return new(QuantityFormat.DecimalSI, -9);
            case "u": return new(QuantityFormat.DecimalSI, -6);
            case "m": return new(QuantityFormat.DecimalSI, -3);
            case "k": return new(QuantityFormat.DecimalSI, 3);
            case "M": return new(QuantityFormat.DecimalSI, 6);
            case "G": return new(QuantityFormat.DecimalSI, 9);
            case "T": return new(QuantityFormat.DecimalSI, 12);
            case "P": return new(QuantityFormat.DecimalSI, 15);
            case "E": return new(QuantityFormat.DecimalSI, 18);
            case "Ki": return new(QuantityFormat.BinarySI, 10);
            case "Mi": return new(QuantityFormat.BinarySI, 20);
            case "Gi": return new(QuantityFormat.BinarySI, 30);
            case "Ti": return new(QuantityFormat.BinarySI, 40);
            case "Pi": return new(QuantityFormat.BinarySI, 50);
            case "Ei": return new(QuantityFormat.BinarySI, 60);
        }

        return suffix[0] is 'e' or 'E'
            && int.TryParse(suffix.AsSpan(1), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var exponent)
                ? new(QuantityFormat.DecimalExponent, exponent)
                : null;
    }

    private static int SkipDigits(string text, int at)
    {
        while (at < text.Length && char.IsAsciiDigit(text[at]))
            at++;
        return at;
    }

    private readonly record struct Unit(QuantityFormat Format, int Exponent);
}
