using System.Globalization;

namespace KubeAssert.Registry;

/// <summary>Text from outside, as a message can hold it.</summary>
internal static class OneLine
{
    private const int Longest = 60;

    public static string Of(string text)
    {
        var line = string.Concat(text.Take(Longest + 1).Select(c => char.IsControl(c) ? ' ' : c));
        return line.Length <= Longest ? line : line[..(Longest - 3)] + "...";
    }

    /// <summary>Names for a message: <c>1.3.0, 1.2.0 and 7 more</c>.</summary>
    public static string List(IEnumerable<string> names, int shown)
    {
        var all = names.Where(n => n.Length > 0).Distinct(StringComparer.Ordinal).ToList();
        var first = string.Join(", ", all.Take(shown).Select(Of));
        return all.Count > shown ? string.Create(CultureInfo.InvariantCulture, $"{first} and {all.Count - shown} more") : first;
    }
}
