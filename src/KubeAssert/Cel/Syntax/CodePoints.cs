using System.Text;

namespace KubeAssert.Cel;

/// <summary>Strings as CEL counts and orders them: by code point.</summary>
internal static class CodePoints
{
    public static int[] Of(string text)
    {
        var points = new List<int>(text.Length);
        foreach (var rune in text.EnumerateRunes())
            points.Add(rune.Value);
        return [.. points];
    }

    public static int Count(string text)
    {
        var count = text.Length;
        foreach (var c in text)
        {
            if (char.IsLowSurrogate(c))
                count--;
        }

        return count;
    }

    public static string ToText(ReadOnlySpan<int> points)
    {
        var text = new StringBuilder(points.Length);
        foreach (var point in points)
            Append(text, point);
        return text.ToString();
    }

    public static void Append(StringBuilder text, int point) =>
        text.Append(Rune.IsValid(point) ? new Rune(point).ToString() : "\uFFFD");

    public static int Compare(string left, string right)
    {
        var length = Math.Min(left.Length, right.Length);
        for (var i = 0; i < length; i++)
        {
            if (left[i] != right[i])
                return Weight(left[i]).CompareTo(Weight(right[i]));
        }

        return left.Length.CompareTo(right.Length);
    }

    // surrogates stand for code points above all others
    private static int Weight(char c) => char.IsSurrogate(c) ? c + 0x10000 : c;
}
