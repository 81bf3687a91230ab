using System.Globalization;
using System.Text;

namespace KubeAssert.Findings;

/// <summary>Findings as a person reads them at a terminal: grouped by rule, then object, place first.</summary>
internal static class FindingText
{
    /// <summary>So many findings are shown whole; the rest is counted.</summary>
    public const int Shown = 10;

    /// <summary>One finding: place, object and path in the first line, what was found, what the object was rendered from, what is nearest, what to do.</summary>
    public static void Append(StringBuilder text, Finding finding, bool withRule = true)
    {
        text.Append("  ").Append(finding.Location);
        if (finding.Manifest is not null)
            text.Append("  ").Append(finding.Manifest);
        if (finding.Path.Length > 0)
            text.Append("  ").Append(finding.Path);
        text.Append("\n    ").Append(finding.Message);
        if (finding.Manifest?.Origin is { } origin)
            text.Append("\n    from: ").Append(origin);
        if (finding.Nearest is not null)
            text.Append("\n    nearest: ").Append(finding.Nearest);
        if (finding.Fix is not null)
            text.Append("\n    fix: ").Append(finding.Fix);
        if (finding.Documentation is not null)
            text.Append("\n    see: ").Append(finding.Documentation);
        if (withRule && finding.RuleId.Length > 0)
            text.Append("\n    rule: ").Append(finding.RuleId).Append(finding.Severity == Severity.Error ? "" : $" ({Name(finding.Severity)})");
    }

    /// <summary>All findings, worst first, then grouped by rule and by object; at most <paramref name="shown"/> of them whole, the rest counted by rule.</summary>
    public static string Of(IReadOnlyCollection<Finding> findings, int shown = Shown)
    {
        var text = new StringBuilder();
        var ordered = Ordered(findings).ToList();
        foreach (var finding in ordered.Take(shown))
        {
            if (text.Length > 0)
                text.Append("\n\n");
            Append(text, finding);
        }

        if (ordered.Count > shown)
        {
            var rest = ordered.Skip(shown).GroupBy(f => f.RuleId, StringComparer.Ordinal)
                .Select(g => string.Create(CultureInfo.InvariantCulture, $"{g.Key} {g.Count()}"));
            text.Append(CultureInfo.InvariantCulture, $"\n\n  and {ordered.Count - shown} more: {string.Join(", ", rest)}");
        }

        return text.ToString();
    }

    /// <summary>Worst first; inside a severity, rules in the order in which they first found something, then objects by place.</summary>
    public static IEnumerable<Finding> Ordered(IEnumerable<Finding> findings) =>
        findings
            .GroupBy(f => f.RuleId, StringComparer.Ordinal)
            .OrderByDescending(g => g.Max(f => f.Severity))
            .SelectMany(g => g
                .OrderBy(f => f.Location.File, StringComparer.Ordinal)
                .ThenBy(f => f.Location.Line)
                .ThenBy(f => f.Location.Column));

    public static string Name(Severity severity) => severity switch
    {
        Severity.Error => "error",
        Severity.Warning => "warning",
        _ => "info",
    };
}
