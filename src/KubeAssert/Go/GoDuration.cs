using System.Buffers;
using System.Globalization;

namespace KubeAssert.Go;

/// <summary>Durations as Go writes them: <c>1h30m</c>, <c>1.5h</c>, <c>-300ms</c>, <c>0</c> (<c>time.ParseDuration</c>).</summary>
internal static class GoDuration
{
    /// <summary>More digits than 64 bits hold.</summary>
    private const int MostDigits = 19;

    private static readonly SearchValues<char> NumberCharacters = SearchValues.Create(".0123456789");

    private static readonly (string Unit, long Nanoseconds)[] Units =
    [
        ("ns", 1), ("us", 1_000), ("\u00b5s", 1_000), ("\u03bcs", 1_000), ("ms", 1_000_000),
        ("s", 1_000_000_000), ("m", 60_000_000_000), ("h", 3_600_000_000_000),
    ];

    /// <summary>Reads a sum of numbers with units.</summary>
    /// <returns>False where it is none, or does not fit 64 bits.</returns>
    public static bool TryParse(ReadOnlySpan<char> text, out long nanoseconds)
    {
        nanoseconds = 0;
        var isNegative = text.Length > 0 && text[0] == '-';
        if (text.Length > 0 && text[0] is '-' or '+')
            text = text[1..];
        if (text is "0")
            return true;
        if (text.IsEmpty)
            return false;

        Int128 total = 0;
        while (!text.IsEmpty)
        {
            if (!TryTerm(ref text, out var term) || (total += term) > (Int128)long.MaxValue + 1)
                return false;
        }

        total = isNegative ? -total : total;
        if (total > long.MaxValue)
            return false;
        nanoseconds = (long)total;
        return true;
    }

    private static bool TryTerm(ref ReadOnlySpan<char> text, out Int128 nanoseconds)
    {
        nanoseconds = 0;
        var whole = Digits(ref text);
        var fraction = ReadOnlySpan<char>.Empty;
        if (text.Length > 0 && text[0] == '.')
        {
            text = text[1..];
            fraction = Digits(ref text);
        }

        var end = text.IndexOfAny(NumberCharacters);
        var name = end < 0 ? text : text[..end];
        text = text[name.Length..];
        if ((whole.IsEmpty && fraction.IsEmpty) || !TryUnit(name, out var unit))
            return false;

        whole = whole.TrimStart('0');
        fraction = fraction[..Math.Min(fraction.Length, MostDigits - 1)];
        if (whole.Length > MostDigits)
            return false;
        if (!whole.IsEmpty)
            nanoseconds = Int128.Parse(whole, NumberStyles.None, CultureInfo.InvariantCulture) * unit;
        if (!fraction.IsEmpty)
            nanoseconds += Int128.Parse(fraction, NumberStyles.None, CultureInfo.InvariantCulture) * unit / PowerOfTen(fraction.Length);
        return true;
    }

    private static ReadOnlySpan<char> Digits(scoped ref ReadOnlySpan<char> text)
    {
        var end = text.IndexOfAnyExceptInRange('0', '9');
        var digits = end < 0 ? text : text[..end];
        text = text[digits.Length..];
        return digits;
    }

    private static bool TryUnit(ReadOnlySpan<char> name, out long nanoseconds)
    {
        foreach (var (unit, value) in Units)
        {
            if (name.SequenceEqual(unit))
            {
                nanoseconds = value;
                return true;
            }
        }

        nanoseconds = 0;
        return false;
    }

    private static long PowerOfTen(int exponent)
    {
        var power = 1L;
        for (var i = 0; i < exponent; i++)
            power *= 10;
        return power;
    }
}
