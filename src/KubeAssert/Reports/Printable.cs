using System.Globalization;
using System.Text;
using KubeAssert.Texts;

namespace KubeAssert.Reports;

/// <summary>Texts that come from manifests, made fit for any format: no controls, no halves of characters, nothing that turns the reading direction.</summary>
internal static class Printable
{
    /// <summary>The same text where every such character is written out as <c>[U+202E]</c>.</summary>
    public static string Of(string text)
    {
        var first = FirstBad(text);
        if (first < 0)
            return text;
        var clean = new StringBuilder(text, 0, first, text.Length + 16);
        for (var i = first; i < text.Length; i++)
        {
            if (char.IsHighSurrogate(text[i]) && i + 1 < text.Length && char.IsLowSurrogate(text[i + 1]))
                clean.Append(text[i]).Append(text[++i]);
            else if (IsBad(text, i))
                clean.Append(CultureInfo.InvariantCulture, $"[U+{(int)text[i]:X4}]");
            else
                clean.Append(text[i]);
        }

        return clean.ToString();
    }

    /// <summary>The same in one line.</summary>
    public static string Line(string text) => Of(text.IndexOfAny(['\r', '\n', '\t']) < 0 ? text : text.ReplaceLineEndings(" ").Replace('\t', ' '));

    private static int FirstBad(string text)
    {
        for (var i = 0; i < text.Length; i++)
        {
            if (char.IsHighSurrogate(text[i]) && i + 1 < text.Length && char.IsLowSurrogate(text[i + 1]))
                i++;
            else if (IsBad(text, i))
                return i;
        }

        return -1;
    }

    private static bool IsBad(string text, int at) => text[at] is not ('\n' or '\t') && VisibleText.IsInvisible(text[at]);
}
