using System.Globalization;
using KubeAssert.Findings;

namespace KubeAssert.Comparing;

/// <summary>The values of a difference as people read them.</summary>
internal static class DifferenceValue
{
    public const string NotWritten = "not written";
    public const string NotThere = "not there";
    public const string WholeObject = "the whole object";

    /// <param name="manifest">The object.</param>
    /// <param name="held">What the server holds.</param>
    /// <param name="written">What is written, missing where the server sets a default.</param>
    /// <param name="other">What is written on the other side, to show the first line that differs of long texts.</param>
    public static string Of(Manifest manifest, Node held, Node written, Node other)
    {
        if (!held.HasValue)
            return NotWritten;
        if (ShownValue.Hides(held))
            return held.Text?.StartsWith("sha256:", StringComparison.Ordinal) == true ? "<redacted>" : ShownValue.Of(written.HasValue ? written : held);
        if (!written.HasValue)
            return $"not written: {ShownValue.Of(held)} by default";
        if (written.Text is { } text && text.Contains('\n', StringComparison.Ordinal))
            return LineThatDiffers(text, other.Text ?? "");
        return written.Text is { Length: 0 } ? "\"\"" : ShownValue.Of(written);
    }

    private static string LineThatDiffers(string text, string other)
    {
        var (lines, others) = (text.Split('\n'), other.Split('\n'));
        var at = 0;
        while (at < lines.Length - 1 && at < others.Length && lines[at] == others[at])
            at++;
        return string.Create(CultureInfo.InvariantCulture, $"{lines.Length} lines, line {at + 1}: {Cut(lines[at])}");
    }

    private static string Cut(string line) => line.Length <= 100 ? line : string.Concat(line.AsSpan(0, 100), "...");
}
