using System.Globalization;

namespace KubeAssert.Cel;

/// <summary>Reads numbers with a fraction as Go does: decimal, hexadecimal, infinities and NaN.</summary>
internal static class GoFloat
{
    public static double? Parse(string text)
    {
        var body = text.AsSpan();
        var negative = false;
        if (body.Length > 0 && body[0] is '+' or '-')
        {
            negative = body[0] == '-';
            body = body[1..];
        }

        if (body.Equals("inf", StringComparison.OrdinalIgnoreCase) || body.Equals("infinity", StringComparison.OrdinalIgnoreCase))
            return negative ? double.NegativeInfinity : double.PositiveInfinity;
        if (text.Equals("nan", StringComparison.OrdinalIgnoreCase))
            return double.NaN;
        if (body.Contains('_'))
        {
            // underscores may stand between digits
            for (var i = 0; i < body.Length; i++)
            {
                if (body[i] == '_' && (i == 0 || i + 1 == body.Length || !char.IsAsciiHexDigit(body[i - 1]) || !char.IsAsciiHexDigit(body[i + 1])))
                    return null;
            }

            body = body.ToString().Replace("_", "", StringComparison.Ordinal);
        }

        var value = body.StartsWith("0x", StringComparison.OrdinalIgnoreCase) ? Hexadecimal(body[2..]) : Decimal(body);
        if (value is not { } number || double.IsInfinity(number))
            return null;
        return negative ? -number : number;
    }

    private static double? Decimal(ReadOnlySpan<char> text)
    {
        var digits = 0;
        var at = 0;
        for (var points = 0; at < text.Length; at++)
        {
            if (char.IsAsciiDigit(text[at]))
                digits++;
            else if (text[at] != '.' || ++points > 1)
                break;
        }

        if (digits == 0 || !IsExponent(text[at..], "eE"))
            return null;
        return double.Parse(text, NumberStyles.Float, CultureInfo.InvariantCulture);
    }

    private static double? Hexadecimal(ReadOnlySpan<char> text)
    {
        double value = 0;
        var scale = 0;
        var digits = 0;
        var seenPoint = false;
        var at = 0;
        for (; at < text.Length; at++)
        {
            if (text[at] == '.' && !seenPoint)
            {
                seenPoint = true;
                continue;
            }

            if (!char.IsAsciiHexDigit(text[at]))
                break;
            value = (value * 16) + int.Parse(text.Slice(at, 1), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture);
            digits++;
            if (seenPoint)
                scale -= 4;
        }

        if (digits == 0 || at == text.Length || !IsExponent(text[at..], "pP"))
            return null;
        return int.TryParse(text[(at + 1)..], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var exponent)
            ? Math.ScaleB(value, Math.Clamp(exponent, -5000, 5000) + scale)
            : null;
    }

    private static bool IsExponent(ReadOnlySpan<char> text, string letters)
    {
        if (text.IsEmpty)
            return true;
        if (!letters.Contains(text[0], StringComparison.Ordinal))
            return false;
        text = text[1..];
        if (text.Length > 0 && text[0] is '+' or '-')
            text = text[1..];
        if (text.IsEmpty)
            return false;
        foreach (var c in text)
        {
            if (!char.IsAsciiDigit(c))
                return false;
        }

        return true;
    }
}
