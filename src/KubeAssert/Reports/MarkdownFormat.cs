using System.Globalization;
using System.Text;
using KubeAssert.Findings;

namespace KubeAssert.Reports;

/// <summary>A summary for a job's page or a comment: bounded, since those refuse what is too long.</summary>
internal static class MarkdownFormat
{
    /// <summary>A comment on GitHub holds 65,536 characters.</summary>
    private const int Longest = 60_000;

    private const int MostItems = 50;

    public static string Write(ReportData data)
    {
        var text = new StringBuilder();
        text.Append("## ").Append(Escaped(data.Title)).Append("\n\n").Append(Verdict(data)).Append('\n');
        var open = data.Open.ToList();
        if (open.Count > 0)
        {
            text.Append("\n| | object | finding | place |\n| --- | --- | --- | --- |\n");
            var shown = 0;
            foreach (var item in open.Take(MostItems))
            {
                var row = Row(item);
                if (text.Length + row.Length > Longest)
                    break;
                text.Append(row);
                shown++;
            }

            if (shown < open.Count)
                text.Append(CultureInfo.InvariantCulture, $"\n{open.Count - shown} more: ").AppendJoin(", ", open.Skip(shown).CountedByRule().Take(20)).Append('\n');
        }

        MarkdownDeployments.Write(text, data.Deployments, Longest - 10_000);
        var exempt = data.Exempt.ToList();
        if (exempt.Count > 0 && text.Length < Longest)
        {
            text.Append(CultureInfo.InvariantCulture, $"\n<details><summary>{exempt.Count} exempt</summary>\n\n| object | rule | why |\n| --- | --- | --- |\n");
            foreach (var item in exempt.Take(MostItems))
            {
                if (text.Length > Longest)
                    break;
                text.Append(CultureInfo.InvariantCulture, $"| {Code(item.FullObject)} | {Code(item.RuleId)} | {Escaped(Bounded(item.Exemption ?? ""))} |\n");
            }

            if (exempt.Count > MostItems)
                text.Append(CultureInfo.InvariantCulture, $"\n{exempt.Count - MostItems} more\n");
            text.Append("\n</details>\n");
        }

        return text.ToString();
    }

    /// <summary>How many of what, in one line.</summary>
    public static string Verdict(ReportData data)
    {
        var counts = new[] { Severity.Error, Severity.Warning, Severity.Info }
            .Select(s => (Severity: s, Count: data.Count(s))).Where(c => c.Count > 0)
            .Select(c => c.Severity == Severity.Info ? string.Create(CultureInfo.InvariantCulture, $"{c.Count} info") : ItemText.Count(c.Count, FindingText.Name(c.Severity)))
            .ToList();
        var exempt = data.Exempt.Count();
        if (exempt > 0)
            counts.Add(string.Create(CultureInfo.InvariantCulture, $"{exempt} exempt"));
        var found = data.Open.Any() ? string.Join(", ", counts) : "Nothing found" + (exempt > 0 ? $", {counts[^1]}" : "");
        return data.Objects is { } objects ? $"{found} in {ItemText.Count(objects, "manifest")}." : found + ".";
    }

    private static string Row(ReportItem item)
    {
        var finding = new StringBuilder();
        if (item.Path.Length > 0)
            finding.Append(Code(item.Path)).Append(' ');
        finding.Append(Escaped(Bounded(item.Message)));
        if (item.Nearest is not null)
            finding.Append("<br>nearest: ").Append(Escaped(Bounded(item.Nearest)));
        if (item.Fix is not null)
            finding.Append("<br>fix: **").Append(Escaped(Bounded(item.Fix))).Append("**");
        finding.Append("<br><sub>").Append(Escaped(item.RuleId)).Append("</sub>");
        var sign = item.Severity switch
        {
            Severity.Error => "❌ error",
            Severity.Warning => "⚠️ warning",
            _ => "ℹ️ info",
        };
        return $"| {sign} | {Code(item.FullObject)} | {finding} | {Code(item.Place.ToString())} |\n";
    }

    private static IEnumerable<string> CountedByRule(this IEnumerable<ReportItem> items) =>
        items.GroupBy(i => i.RuleId, StringComparer.Ordinal).Select(g => string.Create(CultureInfo.InvariantCulture, $"{Escaped(g.Key)} {g.Count()}"));

    private static string Bounded(string text) => text.Length <= 500 ? text : text[..(char.IsHighSurrogate(text[499]) ? 499 : 500)] + "...";

    /// <summary>A text in a cell: nothing in it is markup, a mention or an end of the cell.</summary>
    public static string Escaped(string text)
    {
        var escaped = new StringBuilder(text.Length + 8);
        foreach (var c in text)
        {
            if (c is '\n')
                escaped.Append(' ');
            else if (c is '<' or '>' or '&' or '@' or '|' or '`')
                escaped.Append(CultureInfo.InvariantCulture, $"&#{(int)c};");
            else if (c is '\\' or '*' or '_' or '[' or ']' or '#' or '!' or '~' or '$')
                escaped.Append('\\').Append(c);
            else
                escaped.Append(c);
        }

        return escaped.ToString();
    }

    /// <summary>A text as code by tags: inside backticks a cell's bar could not be written.</summary>
    public static string Code(string text) => text.Length == 0 ? "" : $"<code>{Escaped(Bounded(text))}</code>";
}
