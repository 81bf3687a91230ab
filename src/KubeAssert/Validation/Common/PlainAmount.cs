namespace KubeAssert.Validation;

/// <summary>Quantities as nearly all are written, up to six digits and a usual suffix, in thousandths: to compare them without reading them in full.</summary>
internal static class PlainAmount
{
    private const int MostDigits = 6;

    public static bool TryRead(string? text, out long thousandths)
    {
        thousandths = 0;
        if (text is null)
            return false;

        var digits = 0;
        while (digits < text.Length && digits < MostDigits && char.IsAsciiDigit(text[digits]))
            thousandths = (thousandths * 10) + (text[digits++] - '0');

        var unit = digits == 0 ? 0 : text.AsSpan(digits) switch
        {
            "m" => 1L,
            "" => 1_000L,
            "k" => 1_000_000L,
            "M" => 1_000_000_000L,
            "G" => 1_000_000_000_000L,
            "Ki" => 1_000L << 10,
            "Mi" => 1_000L << 20,
            "Gi" => 1_000L << 30,
            _ => 0L,
        };
        thousandths *= unit;
        return unit > 0;
    }
}
