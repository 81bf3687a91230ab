using System.Globalization;

namespace KubeAssert.Yaml;

/// <summary>Keys as strings: JSON has no others, so <c>yes: 1</c> sets the key <c>true</c> and <c>0x1F: 1</c> the key <c>31</c>.</summary>
internal static class KeyText
{
    /// <summary>The key that a scalar makes; null for a null and for an integer beyond 64 signed bits, which make none.</summary>
    public static string? Of(NodeKind kind, string text) => kind switch
    {
        NodeKind.String => text,
        NodeKind.Boolean => ScalarText.ToBoolean(text) ? "true" : "false",
        NodeKind.Integer or NodeKind.Float => OfNumber(text),
        _ => null,
    };

    private static string? OfNumber(string text)
    {
        var number = NumberText.Of(text);
        if (number.IsWrittenAsInteger)
            return number.Integer?.ToString(CultureInfo.InvariantCulture);
        if (ScalarText.IsNotFinite(text))
            return text[1] is 'n' or 'N' ? ".nan" : text[0] == '-' ? "-.inf" : ".inf";

        var value = (float)number.Number!.Value;
        if (!float.IsFinite(value))
            return value < 0 ? "-.inf" : ".inf";
        return Shortest(value);
    }

    /// <summary>The fewest digits that give the same 32-bit number, with an exponent below 1e-4 and from 1e6 on.</summary>
    private static string Shortest(float value)
    {
        if (value == 0)
            return float.IsNegative(value) ? "-0" : "0";

        var scientific = "";
        for (var digits = 0; digits <= 8; digits++)
        {
            scientific = value.ToString("E" + digits.ToString(CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);
            if (float.Parse(scientific, CultureInfo.InvariantCulture).Equals(value))
                break;
        }

        var e = scientific.IndexOf('E', StringComparison.Ordinal);
        var exponent = int.Parse(scientific.AsSpan(e + 1), CultureInfo.InvariantCulture);
        return exponent is < -4 or >= 6
            ? $"{scientific[..e]}e{(exponent < 0 ? '-' : '+')}{Math.Abs(exponent).ToString("00", CultureInfo.InvariantCulture)}"
            : decimal.Parse(scientific, NumberStyles.Float, CultureInfo.InvariantCulture).ToString(CultureInfo.InvariantCulture);
    }
}
