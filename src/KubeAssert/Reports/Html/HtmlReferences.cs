using System.Globalization;
using System.Text;

namespace KubeAssert.Reports;

/// <summary>The references of a page: as a picture, as a list of what is missing, as Mermaid text.</summary>
internal static class HtmlReferences
{
    private const int MostMissing = 200;

    public static void Write(StringBuilder html, Picture picture, HtmlFindings findings)
    {
        var shown = picture.Limited();
        html.Append("<section id=\"references\" aria-labelledby=\"references-title\">\n<h2 id=\"references-title\">References</h2>\n");
        html.Append("<p class=\"legend\"><span class=\"key resolved\">in the set</span>");
        foreach (var (state, text) in new[] { (ReferenceState.Missing, "missing"), (ReferenceState.External, "exists elsewhere"), (ReferenceState.Optional, "optional, not there") })
        {
            if (shown.Nodes.Any(n => n.State == state))
                html.Append(CultureInfo.InvariantCulture, $"<span class=\"key {SvgPicture.Name(state)}\">{text}</span>");
        }

        html.Append("</p>\n<div class=\"canvas\" tabindex=\"0\" role=\"group\" aria-label=\"Picture of references; scrolls\">")
            .Append(SvgPicture.Write(shown, node => findings.LinkTo(node.Object))).Append("</div>\n");
        Notes(html, shown);
        Missing(html, picture);
        html.Append("<details><summary>As Mermaid text</summary><pre tabindex=\"0\" role=\"group\" aria-label=\"Mermaid text\"><code>")
            .Append(Html.Text(MermaidFormat.Write(shown))).Append("</code></pre></details>\n</section>\n");
    }

    private static void Notes(StringBuilder html, Picture shown)
    {
        var notes = new List<string>();
        if (shown.Nodes.Any(n => n.Count > 1))
            notes.Add("Boxes with another behind them stand for several objects that are named, and name others, alike.");
        if (shown.Hidden > 0)
            notes.Add(string.Create(CultureInfo.InvariantCulture, $"{shown.Hidden} objects with the fewest references are left out."));
        if (shown.Unconnected > 0)
            notes.Add($"{ItemText.Count(shown.Unconnected, "manifest")} {(shown.Unconnected == 1 ? "names" : "name")} no other and {(shown.Unconnected == 1 ? "is" : "are")} named by none.");
        if (notes.Count > 0)
            html.Append("<p class=\"note\">").Append(string.Join(' ', notes)).Append("</p>\n");
    }

    private static void Missing(StringBuilder html, Picture picture)
    {
        var missing = picture.Edges.Where(e => e.State == ReferenceState.Missing).ToList();
        if (missing.Count == 0)
            return;
        html.Append(CultureInfo.InvariantCulture, $"<details><summary>{ItemText.Count(missing.Count, "missing reference")}</summary><ul class=\"missing-list\">");
        foreach (var edge in missing.Take(MostMissing))
        {
            html.Append("<li>").Append(Html.Isolated(SvgPicture.Title(picture.Nodes[edge.From]))).Append(" → ")
                .Append(Html.Isolated($"{picture.Nodes[edge.To].Kind}/{picture.Nodes[edge.To].Name}"))
                .Append(" <span class=\"muted\">").Append(Html.Text(string.Join(", ", edge.Kinds))).Append("</span></li>");
        }

        html.Append("</ul>");
        if (missing.Count > MostMissing)
            html.Append(CultureInfo.InvariantCulture, $"<p class=\"note\">{missing.Count - MostMissing} more.</p>");
        html.Append("</details>\n");
    }
}
