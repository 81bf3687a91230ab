namespace KubeAssert.OpenApi;

/// <summary>The spelling of a quantity (apimachinery, <c>api/resource</c>): sign, digits with at most one point, and a suffix or an exponent.</summary>
internal static class QuantityForm
{
    public static bool IsValid(ReadOnlySpan<char> text)
    {
        var at = 0;
        if (at < text.Length && text[at] is '+' or '-')
            at++;

        var digits = 0;
        while (at < text.Length && char.IsAsciiDigit(text[at]))
            (at, digits) = (at + 1, digits + 1);
        if (at < text.Length && text[at] == '.')
        {
            at++;
            while (at < text.Length && char.IsAsciiDigit(text[at]))
                (at, digits) = (at + 1, digits + 1);
        }

        return digits > 0 && IsSuffix(text[at..]);
    }

    private static bool IsSuffix(ReadOnlySpan<char> suffix)
    {
        if (suffix is "" or "n" or "u" or "m" or "k" or "M" or "G" or "T" or "P" or "E" or "Ki" or "Mi" or "Gi" or "Ti" or "Pi" or "Ei")
            return true;
        if (suffix[0] is not ('e' or 'E'))
            return false;

        var exponent = suffix[1..];
        if (exponent.Length > 0 && exponent[0] is '+' or '-')
            exponent = exponent[1..];
        return exponent.Length is > 0 and < 20 && exponent.IndexOfAnyExceptInRange('0', '9') < 0;
    }
}
