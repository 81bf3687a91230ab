using System.Globalization;
using System.Text;

namespace KubeAssert.Reports;

/// <summary>A picture as SVG; its colours come from the page's style.</summary>
internal static class SvgPicture
{
    private const int LongestName = 27;

    /// <param name="picture">What to draw.</param>
    /// <param name="link">Where a click on an object leads; null for nowhere.</param>
    public static string Write(Picture picture, Func<PictureNode, string?> link)
    {
        var layout = Layout.Of(picture);
        var svg = new StringBuilder();
        svg.Append(CultureInfo.InvariantCulture, $"<svg class=\"picture\" role=\"group\" aria-label=\"References between objects\" width=\"{layout.Width:0}\" height=\"{layout.Height:0}\" viewBox=\"0 0 {layout.Width:0} {layout.Height:0}\" xmlns=\"http://www.w3.org/2000/svg\">\n<defs>");
        foreach (var name in new[] { "resolved", "external", "optional", "missing" })
            svg.Append(CultureInfo.InvariantCulture, $"<marker id=\"arrow-{name}\" class=\"arrow {name}\" viewBox=\"0 0 8 8\" refX=\"7\" refY=\"4\" markerUnits=\"userSpaceOnUse\" markerWidth=\"10\" markerHeight=\"10\" orient=\"auto-start-reverse\"><path d=\"M0 0L8 4L0 8z\"/></marker>");
        svg.Append("</defs>\n");

        foreach (var band in layout.Bands)
        {
            svg.Append(CultureInfo.InvariantCulture, $"<rect class=\"band\" x=\"0.5\" y=\"{band.Y + 0.5:0.#}\" width=\"{band.Width - 1:0.#}\" height=\"{band.Height - 1:0.#}\" rx=\"10\"/>");
            svg.Append(CultureInfo.InvariantCulture, $"<text class=\"band-name\" x=\"16\" y=\"{band.Y + 20:0.#}\">{Html.Text(band.Namespace.Length > 0 ? Short(band.Namespace, 60) : "outside namespaces")}</text>\n");
        }

        foreach (var edge in picture.Edges.OrderBy(e => e.State == ReferenceState.Missing))
            Line(svg, picture, layout, edge);
        for (var i = 0; i < picture.Nodes.Count; i++)
            Box(svg, picture.Nodes[i], i, layout.X[i], layout.Y[i], link(picture.Nodes[i]));
        return svg.Append("</svg>").ToString();
    }

    private static void Line(StringBuilder svg, Picture picture, Layout layout, PictureEdge edge)
    {
        var (x1, y1) = (layout.X[edge.From] + Layout.BoxWidth, layout.Y[edge.From] + (Layout.BoxHeight / 2));
        var (x2, y2) = (layout.X[edge.To], layout.Y[edge.To] + (Layout.BoxHeight / 2));
        var bend = x2 > x1 ? Math.Max(30, (x2 - x1) / 2) : 50;
        var state = Name(edge.State);
        svg.Append(CultureInfo.InvariantCulture, $"<path class=\"edge {state}\" data-from=\"{edge.From}\" data-to=\"{edge.To}\" d=\"M{x1:0.#} {y1:0.#}C{x1 + bend:0.#} {y1:0.#} {x2 - bend:0.#} {y2:0.#} {x2 - 2:0.#} {y2:0.#}\" marker-end=\"url(#arrow-{state})\"><title>");
        svg.Append(Html.Text($"{Title(picture.Nodes[edge.From])} → {Title(picture.Nodes[edge.To])}: {string.Join(", ", edge.Kinds)}")).Append("</title></path>\n");
    }

    private static void Box(StringBuilder svg, PictureNode node, int id, double x, double y, string? link)
    {
        if (link is not null)
            svg.Append(CultureInfo.InvariantCulture, $"<a href=\"{Html.Text(link)}\">");
        var found = node.Worst is { } worst ? " " + Findings.FindingText.Name(worst) : "";
        svg.Append(CultureInfo.InvariantCulture, $"<g class=\"node {Name(node.State)}{found}\" data-node=\"{id}\"><title>{Html.Text(Title(node))}</title>");
        if (node.Count > 1)
            svg.Append(CultureInfo.InvariantCulture, $"<rect class=\"box behind\" x=\"{x + 4:0.#}\" y=\"{y + 4:0.#}\" width=\"{Layout.BoxWidth}\" height=\"{Layout.BoxHeight}\" rx=\"7\"/>");
        svg.Append(CultureInfo.InvariantCulture, $"<rect class=\"box\" x=\"{x:0.#}\" y=\"{y:0.#}\" width=\"{Layout.BoxWidth}\" height=\"{Layout.BoxHeight}\" rx=\"7\"/>");
        if (found.Length > 0)
            svg.Append(CultureInfo.InvariantCulture, $"<circle class=\"dot{found}\" cx=\"{x + Layout.BoxWidth - 12:0.#}\" cy=\"{y + 12:0.#}\" r=\"4\"/>");
        var kind = node.State == ReferenceState.Resolved ? node.Kind : $"{node.Kind} · {Name(node.State)}";
        svg.Append(CultureInfo.InvariantCulture, $"<text class=\"kind\" x=\"{x + 10:0.#}\" y=\"{y + 16:0.#}\">{Html.Text(Short(kind, 29))}</text>");
        svg.Append(CultureInfo.InvariantCulture, $"<text class=\"name\" x=\"{x + 10:0.#}\" y=\"{y + 31:0.#}\">{Html.Text(Short(node.Name, LongestName))}</text></g>");
        svg.Append(link is null ? "\n" : "</a>\n");
    }

    public static string Title(PictureNode node) => $"{node.Kind}/{node.Name}" + node.State switch
    {
        ReferenceState.Missing => " (missing)",
        ReferenceState.External => " (exists elsewhere)",
        ReferenceState.Optional => " (optional, not there)",
        _ => "",
    };

    public static string Name(ReferenceState state) => state switch
    {
        ReferenceState.Missing => "missing",
        ReferenceState.External => "external",
        ReferenceState.Optional => "optional",
        _ => "resolved",
    };

    /// <summary>The beginning of a text that must fit a box, never half a character.</summary>
    private static string Short(string text, int longest)
    {
        if (text.Length <= longest)
            return text;
        var elements = StringInfo.ParseCombiningCharacters(text);
        var end = elements.LastOrDefault(e => e <= longest - 1, 0);
        return text[..end] + "…";
    }
}
