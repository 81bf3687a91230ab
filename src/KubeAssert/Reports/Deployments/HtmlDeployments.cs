using System.Globalization;
using System.Text;

namespace KubeAssert.Reports;

/// <summary>The deployments of a page: what became of each, and where the time went.</summary>
internal static class HtmlDeployments
{
    /// <summary>So many are seen at once; the others fold up below them.</summary>
    private const int Shown = 25;

    /// <summary>So many deployments are on the page; a run of thousands of tests is not read one by one.</summary>
    private const int Most = 50;

    public static void Write(StringBuilder html, IReadOnlyList<ReportDeployment> deployments, HtmlFindings findings)
    {
        html.Append("<section id=\"deployments\" aria-labelledby=\"deployments-title\">\n<h2 id=\"deployments-title\">Deployments</h2>\n");
        TimeChart.Textures(html);
        foreach (var deployment in deployments.Take(Most))
            Deployment(html, deployment, findings);
        if (deployments.Count > Most)
            html.Append(CultureInfo.InvariantCulture, $"<p class=\"note\">{deployments.Count - Most} more are not on this page.</p>\n");
        html.Append("</section>\n");
    }

    private static void Deployment(StringBuilder html, ReportDeployment deployment, HtmlFindings findings)
    {
        html.Append(CultureInfo.InvariantCulture, $"<article class=\"deployment {Name(deployment.Outcome)}\">\n<h3>{Badge(deployment.Outcome)} {Html.Isolated(deployment.Title)}</h3>\n");
        html.Append("<p class=\"verdict\">").Append(Html.Isolated(Capital(deployment.Verdict.TrimEnd(':')))).Append('.');
        if (deployment.Demand is { } demand)
            html.Append(" <span class=\"muted\">Expected to ").Append(Html.Isolated(demand)).Append(".</span>");
        html.Append("</p>\n");
        if (deployment.Slowest is { } slowest)
            html.Append("<p class=\"slowest\">").Append(Html.Isolated(Capital(slowest))).Append(".</p>\n");
        if (deployment.Tracks.Count > 0)
            Chart(html, deployment, findings);
        if (deployment.Others > 0)
            html.Append(CultureInfo.InvariantCulture, $"<p class=\"note\">{ItemText.Count(deployment.Others, deployment.Tracks.Count > 0 ? "other object" : "object")} {(deployment.Others == 1 ? "was" : "were")} ready without a pod of {(deployment.Others == 1 ? "its" : "their")} own.</p>\n");
        html.Append("</article>\n");
    }

    private static void Chart(StringBuilder html, ReportDeployment deployment, HtmlFindings findings)
    {
        html.Append("<p class=\"legend\">");
        foreach (var kind in deployment.Tracks.SelectMany(t => t.Steps).Select(s => s.Kind).Distinct().Order())
        {
            html.Append("<span>");
            TimeChart.Swatch(html, kind);
            html.Append(TimeChart.Meaning(kind)).Append("</span>");
        }

        html.Append("</p>\n");
        var chart = new TimeChart(deployment);
        html.Append("<div class=\"scale\">");
        chart.Axis(html);
        html.Append("</div>\n");
        Tracks(html, chart, deployment.Tracks.Take(Shown), findings);
        var rest = deployment.Tracks.Skip(Shown).ToList();
        if (rest.Count == 0)
            return;
        html.Append(CultureInfo.InvariantCulture, $"<details><summary>{ItemText.Count(rest.Count, "further object")}{(rest.TrueForAll(t => t.Outcome == ReportOutcome.Ready) ? $", ready within {TimeText.Of(rest.Max(t => t.End))}" : "")}</summary>\n");
        Tracks(html, chart, rest, findings);
        html.Append("</details>\n");
    }

    private static void Tracks(StringBuilder html, TimeChart chart, IEnumerable<ReportTrack> tracks, HtmlFindings findings)
    {
        html.Append("<ol class=\"tracks\">\n");
        foreach (var track in tracks)
            Track(html, chart, track, findings);
        html.Append("</ol>\n");
    }

    private static void Track(StringBuilder html, TimeChart chart, ReportTrack track, HtmlFindings findings)
    {
        var name = Html.Isolated(track.Object);
        var link = findings.LinkTo(track.Namespace.Length > 0 ? $"{track.Namespace}/{track.Object}" : track.Object) ?? findings.LinkTo(track.Object);
        html.Append("<li class=\"track\">\n<p class=\"who\"><b>").Append(link is null ? name : $"<a href=\"{link}\">{name}</a>").Append("</b>");
        html.Append(track.Outcome switch
        {
            ReportOutcome.Ready => $" <span class=\"when met\">✓ {TimeText.Of(track.End)}</span>",
            ReportOutcome.Failing => " <span class=\"when failed\">✕ failing</span>",
            _ => " <span class=\"when\">… not ready</span>",
        });
        if (track.Namespace.Length > 0)
            html.Append(" <span class=\"muted\">in ").Append(Html.Isolated(track.Namespace)).Append("</span>");
        html.Append("</p>\n<div class=\"time\">");
        chart.Bars(html, track);
        html.Append("<p class=\"steps\">");
        var longest = track.Steps.MaxBy(s => s.Seconds);
        var isFirst = true;
        foreach (var step in track.Steps)
        {
            html.Append(isFirst ? "" : " <span class=\"then\">·</span> ");
            isFirst = false;
            var text = $"{Html.Isolated(step.Name)} {TimeText.Of(step.Seconds).Replace(' ', '\u00A0')}{(step.IsOpen ? ", not ended" : "")}";
            html.Append(ReferenceEquals(step, longest) && track.Steps.Count > 1 ? $"<b>{text}</b>" : text);
        }

        if (track.Note.Length > 0)
            html.Append(track.Steps.Count > 0 ? " <span class=\"then\">·</span> " : "").Append(Html.Isolated(track.Note));
        html.Append("</p></div>\n</li>\n");
    }

    private static string Badge(ReportOutcome outcome) => outcome switch
    {
        ReportOutcome.Ready => "<span class=\"badge met\">✓ ready</span>",
        ReportOutcome.Failing => "<span class=\"badge error\">✕ failing</span>",
        _ => "<span class=\"badge warning\">… not ready</span>",
    };

    private static string Name(ReportOutcome outcome) => outcome switch
    {
        ReportOutcome.Ready => "ready",
        ReportOutcome.Failing => "failing",
        _ => "waiting",
    };

    private static string Capital(string text) => text.Length == 0 ? text : char.ToUpperInvariant(text[0]) + text[1..];
}
