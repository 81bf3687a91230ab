using System.Text;
using KubeAssert.Findings;

namespace KubeAssert.Reports;

/// <summary>An item in words.</summary>
internal static class ItemText
{
    /// <summary>Object, message, nearest and fix in one line.</summary>
    public static string Sentence(ReportItem item)
    {
        var text = new StringBuilder();
        if (item.Object.Length > 0)
            text.Append(item.Object).Append(item.Path.Length > 0 ? " " : ": ");
        if (item.Path.Length > 0)
            text.Append(item.Path).Append(": ");
        text.Append(item.Message);
        if (item.Nearest is not null)
            text.Append("; nearest: ").Append(item.Nearest);
        if (item.Fix is not null)
            text.Append("; fix: ").Append(item.Fix);
        return text.ToString();
    }

    /// <summary>The item as a failure message shows it: place first, a line for each thing to know.</summary>
    public static string Block(ReportItem item)
    {
        var text = new StringBuilder(item.Place.ToString());
        if (item.Object.Length > 0)
            text.Append("  ").Append(item.Object);
        if (item.Path.Length > 0)
            text.Append("  ").Append(item.Path);
        text.Append("\n  ").Append(item.Message);
        if (item.Nearest is not null)
            text.Append("\n  nearest: ").Append(item.Nearest);
        if (item.Fix is not null)
            text.Append("\n  fix: ").Append(item.Fix);
        foreach (var detail in item.Details)
        {
            text.Append("\n  ").Append(detail.Name).Append(':');
            if (detail.Lines.Count == 1 && !detail.IsLog)
                text.Append(' ').Append(detail.Lines[0]);
            else
                text.AppendJoin("", detail.Lines.Select(line => (detail.IsLog ? "\n    | " : "\n    ") + line));
        }

        text.Append("\n  rule: ").Append(item.RuleId);
        if (item.Severity != Severity.Error)
            text.Append(" (").Append(FindingText.Name(item.Severity)).Append(')');
        return text.ToString();
    }

    public static string Count(int count, string one) => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{count} {one}{(count == 1 ? "" : "s")}");
}
