using System.Globalization;

namespace KubeAssert.OpenApi;

/// <summary>Times as the API server's decoder takes them: <c>2024-01-02T15:04:05Z</c>, with a fraction and an offset where there is one.</summary>
internal static class Rfc3339
{
    /// <param name="fraction">How many digits the fraction must have; any number, or none, when null.</param>
    public static bool IsValid(string text, int? fraction = null)
    {
        if (text.Length < 20 || text[10] != 'T' || text[13] != ':' || text[16] != ':')
            return false;
        if (!DateOnly.TryParseExact(text.AsSpan(0, 10), "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out _))
            return false;
        if (Number(text, 11) is not (>= 0 and <= 23) || Number(text, 14) is not (>= 0 and <= 59) || Number(text, 17) is not (>= 0 and <= 59))
            return false;

        var at = 19;
        if (text[at] is '.' or ',')
        {
            var start = ++at;
            while (at < text.Length && char.IsAsciiDigit(text[at]))
                at++;
            if (at == start || (fraction is { } digits && (at - start != digits || text[start - 1] != '.')))
                return false;
        }
        else if (fraction is not null)
        {
            return false;
        }

        var zone = text.AsSpan(at);
        return zone is "Z"
            || (zone.Length == 6 && zone[0] is '+' or '-' && zone[3] == ':' && Number(text, at + 1) is >= 0 and <= 24 && Number(text, at + 4) is >= 0 and <= 60);
    }

    private static int Number(string text, int at) =>
        at + 1 < text.Length && char.IsAsciiDigit(text[at]) && char.IsAsciiDigit(text[at + 1]) ? ((text[at] - '0') * 10) + text[at + 1] - '0' : -1;
}
