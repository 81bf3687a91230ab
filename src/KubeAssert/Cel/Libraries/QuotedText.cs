using System.Globalization;
using System.Text;

namespace KubeAssert.Cel;

/// <summary>Texts in quotes: as Go's <c>%q</c> and as CEL's <c>strings.quote</c> write them.</summary>
internal static class QuotedText
{
    /// <summary>Go's <c>%q</c>: whatever can't be printed is escaped.</summary>
    public static string Of(string text)
    {
        var quoted = new StringBuilder("\"");
        foreach (var rune in text.EnumerateRunes())
        {
            if (Escape(rune.Value) is { } escape)
                quoted.Append(escape);
            else if (IsPrintable(rune))
                quoted.Append(rune.ToString());
            else if (rune.Value < 0x80)
                quoted.Append("\\x").Append(rune.Value.ToString("x2", CultureInfo.InvariantCulture));
            else if (rune.Value <= 0xFFFF)
                quoted.Append("\\u").Append(rune.Value.ToString("x4", CultureInfo.InvariantCulture));
            else
                quoted.Append("\\U").Append(rune.Value.ToString("x8", CultureInfo.InvariantCulture));
        }

        return quoted.Append('"').ToString();
    }

    /// <summary>CEL's <c>strings.quote</c>: only what has a short escape is escaped.</summary>
    public static string OfCel(string text)
    {
        var quoted = new StringBuilder("\"");
        foreach (var c in text)
            quoted.Append(Escape(c) ?? c.ToString());
        return quoted.Append('"').ToString();
    }

    private static string? Escape(int point) => point switch
    {
        '\a' => "\\a",
        '\b' => "\\b",
        '\f' => "\\f",
        '\n' => "\\n",
        '\r' => "\\r",
        '\t' => "\\t",
        '\v' => "\\v",
        '\\' => "\\\\",
        '"' => "\\\"",
        _ => null,
    };

    private static bool IsPrintable(Rune rune) => rune.Value == ' ' || Rune.GetUnicodeCategory(rune) is not (
        UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.Surrogate or UnicodeCategory.PrivateUse or UnicodeCategory.OtherNotAssigned
        or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator or UnicodeCategory.SpaceSeparator);
}
