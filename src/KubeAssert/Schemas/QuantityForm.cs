using System.Globalization;

namespace KubeAssert.OpenApi;

/// <summary>
/// The spelling of a quantity (apimachinery, <c>api/resource</c>): a sign, digits with at most one point, and a suffix or an exponent.
/// Each of them may be left out, but not all: <c>Gi</c> counts as nought.
/// </summary>
internal static class QuantityForm
{
    public static bool IsValid(ReadOnlySpan<char> text)
    {
        text = text.Trim(' ');
        if (text.IsEmpty)
            return false;

        var at = text[0] is '+' or '-' ? 1 : 0;
        at = SkipDigits(text, at);
        if (at < text.Length && text[at] == '.')
            at = SkipDigits(text, at + 1);
        return IsSuffix(text[at..]);
    }

    private static int SkipDigits(ReadOnlySpan<char> text, int at)
    {
        while (at < text.Length && char.IsAsciiDigit(text[at]))
            at++;
        return at;
    }

    private static bool IsSuffix(ReadOnlySpan<char> suffix)
    {
        if (suffix is "" or "n" or "u" or "m" or "k" or "M" or "G" or "T" or "P" or "E" or "Ki" or "Mi" or "Gi" or "Ti" or "Pi" or "Ei")
            return true;
        return suffix[0] is 'e' or 'E' && long.TryParse(suffix[1..], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out _);
    }
}
