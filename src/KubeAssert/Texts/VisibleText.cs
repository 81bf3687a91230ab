using System.Globalization;
using System.Text;

namespace KubeAssert.Texts;

/// <summary>
/// Texts from outside as a console may print them: a name that holds a line break would begin a workflow command of a CI system,
/// an escape character would drive the terminal, and a name of a megabyte would bury the message.
/// </summary>
internal static class VisibleText
{
    /// <summary>So much of a name is shown: the API server allows 253 characters.</summary>
    public const int LongestName = 253;

    /// <summary>So much of a whole failure is shown: ten findings, each at its longest.</summary>
    public const int LongestMessage = 100_000;

    /// <summary>So much of a sentence is shown.</summary>
    public const int LongestSentence = 4000;

    /// <summary>The text on one line: control characters are written as escapes, and what exceeds the limit is counted.</summary>
    /// <param name="text">The text as it was found.</param>
    /// <param name="longest">The number of characters that are shown.</param>
    public static string Of(string text, int longest)
    {
        if (text.Length <= longest && FirstInvisible(text) < 0)
            return text;
        var shown = text.AsSpan(0, Math.Min(text.Length, longest));
        var visible = new StringBuilder(shown.Length + 32);
        for (var i = 0; i < shown.Length; i++)
        {
            if (char.IsHighSurrogate(shown[i]) && i + 1 < shown.Length && char.IsLowSurrogate(shown[i + 1]))
                visible.Append(shown[i]).Append(shown[++i]);
            else
                Append(visible, shown[i]);
        }

        if (text.Length > longest)
            visible.Append(CultureInfo.InvariantCulture, $"... ({text.Length:N0} characters)");
        return visible.ToString();
    }

    /// <summary>A text of several lines, which stay; everything else as in <see cref="Of"/>.</summary>
    public static string Lines(string text, int longest) =>
        text.Length <= longest && FirstInvisible(text) < 0
            ? text
            : string.Join('\n', Bounded(text, longest).Split('\n').Select(line => Of(line, int.MaxValue)));

    private static string Bounded(string text, int longest) =>
        text.Length <= longest ? text : string.Create(CultureInfo.InvariantCulture, $"{text.AsSpan(0, longest)}... ({text.Length:N0} characters)");

    /// <summary>A name of an object, a file or a field.</summary>
    public static string Name(string text) => Of(text, LongestName);

    private static void Append(StringBuilder visible, char c)
    {
        switch (c)
        {
            case '\n':
                visible.Append("\\n");
                break;
            case '\r':
                visible.Append("\\r");
                break;
            case '\t':
                visible.Append("\\t");
                break;
            case '\u001B':
                visible.Append("\\e");
                break;
            default:
                if (IsInvisible(c))
                    visible.Append(CultureInfo.InvariantCulture, $"\\u{(int)c:X4}");
                else
                    visible.Append(c);
                break;
        }
    }

    private static int FirstInvisible(string text)
    {
        for (var i = 0; i < text.Length; i++)
        {
            if (char.IsHighSurrogate(text[i]) && i + 1 < text.Length && char.IsLowSurrogate(text[i + 1]))
                i++;
            else if (IsInvisible(text[i]))
                return i;
        }

        return -1;
    }

    /// <summary>Controls, line separators, marks that turn the reading direction, and halves of characters.</summary>
    public static bool IsInvisible(char c) => c switch
    {
        < ' ' or (>= '\u007F' and <= '\u009F') => true,
        '\u061C' or '\u200E' or '\u200F' or '\u2028' or '\u2029' or '\uFEFF' => true,
        (>= '\u202A' and <= '\u202E') or (>= '\u2066' and <= '\u2069') => true,
        (>= '\uD800' and <= '\uDFFF') or >= '\uFFFE' => true,
        _ => false,
    };
}
