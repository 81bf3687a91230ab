using System.Globalization;
using System.Numerics;

namespace KubeAssert.Model;

/// <summary>Writes quantities in their canonical form: the largest suffix that leaves no fraction.</summary>
internal static class QuantityText
{
    private static readonly string[] Binary = ["", "Ki", "Mi", "Gi", "Ti", "Pi", "Ei"];
    private static readonly string[] Decimal = ["n", "u", "m", "", "k", "M", "G", "T", "P", "E"];

    public static string Of(BigInteger nanos, QuantityFormat format)
    {
        if (nanos.IsZero)
            return "0";

        var units = BigInteger.DivRem(nanos, Quantity.NanosPerUnit, out var rest);
        if (format == QuantityFormat.BinarySI && (!rest.IsZero || BigInteger.Abs(units) < 1024))
            format = QuantityFormat.DecimalSI;
        return format == QuantityFormat.BinarySI ? InBinary(units) : InDecimal(nanos, format);
    }

    private static string InBinary(BigInteger units)
    {
        var suffix = 0;
        while (suffix < Binary.Length - 1 && (units & 1023).IsZero)
        {
            units >>= 10;
            suffix++;
        }

        return units.ToString(CultureInfo.InvariantCulture) + Binary[suffix];
    }

    private static string InDecimal(BigInteger nanos, QuantityFormat format)
    {
        var suffix = 0;
        while (format == QuantityFormat.DecimalExponent || suffix < Decimal.Length - 1)
        {
            var thousandth = BigInteger.DivRem(nanos, 1000, out var rest);
            if (!rest.IsZero)
                break;
            nanos = thousandth;
            suffix++;
        }

        var exponent = 3 * (suffix - 3);
        return nanos.ToString(CultureInfo.InvariantCulture)
            + (format == QuantityFormat.DecimalSI ? Decimal[suffix] : exponent == 0 ? "" : string.Create(CultureInfo.InvariantCulture, $"e{exponent}"));
    }
}
