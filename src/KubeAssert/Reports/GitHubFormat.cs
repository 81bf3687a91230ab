using System.Globalization;
using System.Text;

namespace KubeAssert.Reports;

/// <summary>Commands to GitHub Actions that put findings beside the lines of a pull request.</summary>
internal static class GitHubFormat
{
    public static string Write(ReportData data)
    {
        var text = new StringBuilder();
        foreach (var item in data.Open)
        {
            var place = item.Place;
            text.Append("::").Append(Command(item.Severity)).Append(' ');
            if (place.File.Length > 0)
                text.Append("file=").Append(Property(place.File)).Append(',');
            if (place.Line > 0)
                text.Append(CultureInfo.InvariantCulture, $"line={place.Line},");
            if (place.EndLine > 0)
                text.Append(CultureInfo.InvariantCulture, $"endLine={place.EndLine},");
            if (place.Column > 0)
                text.Append(CultureInfo.InvariantCulture, $"col={place.Column},");
            if (place.EndLine == place.Line && place.EndColumn > 0)
                text.Append(CultureInfo.InvariantCulture, $"endColumn={place.EndColumn},");
            text.Append("title=").Append(Property(item.Object.Length > 0 ? $"{item.RuleId} ({item.Object})" : item.RuleId))
                .Append("::").Append(Data(Body(item))).Append('\n');
        }

        return text.ToString();
    }

    private static string Body(ReportItem item) =>
        (item.Path.Length > 0 ? $"{item.Path}: " : "") + item.Message
        + (item.Nearest is null ? "" : $"\nnearest: {item.Nearest}")
        + (item.Fix is null ? "" : $"\nfix: {item.Fix}");

    private static string Command(Severity severity) => severity switch
    {
        Severity.Error => "error",
        Severity.Warning => "warning",
        _ => "notice",
    };

    /// <summary>Percent first, else the others' would be escaped again.</summary>
    private static string Data(string text) => text
        .Replace("%", "%25", StringComparison.Ordinal).Replace("\r", "%0D", StringComparison.Ordinal).Replace("\n", "%0A", StringComparison.Ordinal);

    private static string Property(string text) =>
        Data(text).Replace(":", "%3A", StringComparison.Ordinal).Replace(",", "%2C", StringComparison.Ordinal);
}
