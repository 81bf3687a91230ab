using System.Buffers;

namespace KubeAssert.Validation;

/// <summary>Durations as Go writes them: <c>1h30m</c>, <c>1.5h</c>, <c>-2m</c>, <c>0</c>.</summary>
internal static class GoDuration
{
    private static readonly SearchValues<char> NumberParts = SearchValues.Create(".0123456789");
    private static readonly string[] Units = ["ns", "us", "\u00b5s", "\u03bcs", "ms", "s", "m", "h"];

    public static bool IsDuration(ReadOnlySpan<char> text)
    {
        if (!text.IsEmpty && text[0] is '-' or '+')
            text = text[1..];
        if (text is "0")
            return true;
        if (text.IsEmpty)
            return false;

        while (!text.IsEmpty)
        {
            var number = text.IndexOfAnyExceptInRange('0', '9');
            var digits = number < 0 ? text.Length : number;
            var rest = text[digits..];
            if (!rest.IsEmpty && rest[0] == '.')
            {
                var fraction = rest[1..].IndexOfAnyExceptInRange('0', '9');
                fraction = fraction < 0 ? rest.Length - 1 : fraction;
                digits += fraction;
                rest = rest[(1 + fraction)..];
            }

            if (digits == 0)
                return false;
            var unit = rest.IndexOfAny(NumberParts);
            var name = unit < 0 ? rest : rest[..unit];
            if (!IsUnit(name))
                return false;
            text = rest[name.Length..];
        }

        return true;
    }

    private static bool IsUnit(ReadOnlySpan<char> name)
    {
        foreach (var unit in Units)
        {
            if (name.SequenceEqual(unit))
                return true;
        }

        return false;
    }
}
