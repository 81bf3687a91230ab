namespace KubeAssert.OpenApi;

/// <summary>Book numbers with their check digit; blanks and dashes don't count.</summary>
internal static class Isbn
{
    public static bool Is10(string text)
    {
        var digits = Digits(text);
        if (digits.Length != 10 || digits.AsSpan(0, 9).IndexOfAnyExceptInRange('0', '9') >= 0 || !(char.IsAsciiDigit(digits[9]) || digits[9] == 'X'))
            return false;

        var sum = 0;
        for (var i = 0; i < 9; i++)
            sum += (i + 1) * (digits[i] - '0');
        sum += 10 * (digits[9] == 'X' ? 10 : digits[9] - '0');
        return sum % 11 == 0;
    }

    public static bool Is13(string text)
    {
        var digits = Digits(text);
        if (digits.Length != 13 || digits.AsSpan().IndexOfAnyExceptInRange('0', '9') >= 0)
            return false;

        var sum = 0;
        for (var i = 0; i < 12; i++)
            sum += (i % 2 == 0 ? 1 : 3) * (digits[i] - '0');
        return digits[12] - '0' == (10 - (sum % 10)) % 10;
    }

    private static string Digits(string text) => string.Concat(text.Where(c => c != '-' && !char.IsWhiteSpace(c)));
}
