using System.Globalization;

namespace KubeAssert.Model;

/// <summary>Durations as Go writes them: <c>1h30m</c>, <c>1.5h</c>, <c>300ms</c>.</summary>
internal static class GoDuration
{
    private static readonly (string Unit, long Nanoseconds)[] Units =
    [
        ("ns", 1), ("us", 1_000), ("\u00b5s", 1_000), ("\u03bcs", 1_000), ("ms", 1_000_000),
        ("s", 1_000_000_000), ("m", 60_000_000_000), ("h", 3_600_000_000_000),
    ];

    /// <summary>A duration rounded down to whole seconds, one at least, as <c>@every</c> counts.</summary>
    /// <exception cref="FormatException">It is none.</exception>
    public static TimeSpan WholeSeconds(string text)
    {
        var nanoseconds = Parse(text);
        return TimeSpan.FromSeconds(Math.Max(1, (long)(nanoseconds / 1_000_000_000)));
    }

    private static Int128 Parse(string text)
    {
        var at = text.Length > 0 && text[0] is '+' or '-' ? 1 : 0;
        if (text[at..] == "0")
            return 0;
        if (at == text.Length)
            throw Fail(text);

        Int128 total = 0;
        while (at < text.Length)
        {
            var start = at;
            while (at < text.Length && (char.IsAsciiDigit(text[at]) || text[at] == '.'))
                at++;
            if (!decimal.TryParse(text.AsSpan(start, at - start), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number))
                throw Fail(text);

            var unitStart = at;
            while (at < text.Length && !char.IsAsciiDigit(text[at]) && text[at] != '.')
                at++;
            var unit = Array.Find(Units, known => text.AsSpan(unitStart, at - unitStart).SequenceEqual(known.Unit));
            if (unit.Unit is null || number > long.MaxValue / unit.Nanoseconds)
                throw Fail(text);

            total += (Int128)(number * unit.Nanoseconds);
            if (total > long.MaxValue)
                throw Fail(text);
        }

        return text[0] == '-' ? -total : total;
    }

    private static FormatException Fail(string text) => new($"'{text}' is no duration like 1h30m");
}
