using System.Globalization;
using System.Text;

namespace KubeAssert.Reports;

/// <summary>A picture as SVG; its colours come from the page's style.</summary>
internal static class SvgPicture
{
    private const int LongestName = 20;

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
            svg.Append(CultureInfo.InvariantCulture, $"<rect class=\"band\" x=\"0.5\" y=\"{band.Y + 0.5:0.#}\" width=\"{layout.Width - 1:0.#}\" height=\"{band.Height - 1:0.#}\" rx=\"10\"/>");
            svg.Append(CultureInfo.InvariantCulture, $"<text class=\"band-name\" x=\"16\" y=\"{band.Y + 20:0.#}\">{Html.Text(band.Namespace.Length > 0 ? Short(band.Namespace, 60) : "outside namespaces")}</text>\n");
        }

        foreach (var edge in picture.Edges.OrderBy(e => e.State == ReferenceState.Missing))
            Line(svg, picture, layout, edge);
        for (var i = 0; i < picture.Nodes.Count; i++)
            Box(svg, picture.Nodes[i], i, layout.BoxOf(i), link(picture.Nodes[i]));
        return svg.Append("</svg>").ToString();
    }

    private static void Line(StringBuilder svg, Picture picture, Layout layout, PictureEdge edge)
    {
        var state = Name(edge.State);
        var both = edge.IsMutual ? $" marker-start=\"url(#arrow-{state})\"" : "";
        svg.Append(CultureInfo.InvariantCulture, $"<path class=\"edge {state}\" data-from=\"{edge.From}\" data-to=\"{edge.To}\" d=\"{Way(layout, edge)}\"{both} marker-end=\"url(#arrow-{state})\"><title>");
        svg.Append(Html.Text($"{Title(picture.Nodes[edge.From])} {(edge.IsMutual ? "↔" : "→")} {Title(picture.Nodes[edge.To])}: {string.Join(", ", edge.Kinds)}")).Append("</title></path>\n");
    }

    private static string Way(Layout layout, PictureEdge edge)
    {
        const double half = Layout.BoxHeight / 2.0;
        var (from, to) = (layout.BoxOf(edge.From), layout.BoxOf(edge.To));
        if (to.X <= from.X && Math.Abs(to.Y - from.Y) > Layout.BoxHeight)
        {
            // into another band, or back: from above to below or the other way round
            var (x1, x2) = (from.X + (Layout.BoxWidth / 2.0), to.X + (Layout.BoxWidth / 2.0));
            var down = to.Y > from.Y ? 1 : -1;
            var (y1, y2) = (from.Y + half + (down * half), to.Y + half - (down * (half + 2)));
            var turn = down * Math.Max(25, Math.Abs(y2 - y1) / 3);
            return string.Create(CultureInfo.InvariantCulture, $"M{x1:0.#} {y1:0.#}C{x1:0.#} {y1 + turn:0.#} {x2:0.#} {y2 - turn:0.#} {x2:0.#} {y2:0.#}");
        }

        var (x, y) = (from.X + Layout.BoxWidth + (edge.IsMutual ? 2 : 0), from.Y + half);
        var way = new StringBuilder().Append(CultureInfo.InvariantCulture, $"M{x:0.#} {y:0.#}");
        foreach (var lane in layout.LanesOf(edge))
        {
            Bend(lane.X, lane.Y);
            way.Append(CultureInfo.InvariantCulture, $"H{lane.X + Layout.BoxWidth:0.#}");
            x = lane.X + Layout.BoxWidth;
        }

        Bend(to.X - 2, to.Y + half);
        return way.ToString();

        void Bend(double toX, double toY)
        {
            var bend = toX > x ? Math.Max(25, (toX - x) / 2) : 50;
            way.Append(CultureInfo.InvariantCulture, $"C{x + bend:0.#} {y:0.#} {toX - bend:0.#} {toY:0.#} {toX:0.#} {toY:0.#}");
            (x, y) = (toX, toY);
        }
    }

    private static void Box(StringBuilder svg, PictureNode node, int id, (double X, double Y) at, string? link)
    {
        var (x, y) = at;
        if (link is not null)
            svg.Append(CultureInfo.InvariantCulture, $"<a href=\"{Html.Text(link)}\">");
        var found = node.Worst is { } worst ? " " + Findings.FindingText.Name(worst) : "";
        svg.Append(CultureInfo.InvariantCulture, $"<g class=\"node {Name(node.State)}{found}\" data-node=\"{id}\"><title>{Html.Text(Title(node))}</title>");
        if (node.Count > 1)
            svg.Append(CultureInfo.InvariantCulture, $"<rect class=\"box behind\" x=\"{x + 4:0.#}\" y=\"{y + 4:0.#}\" width=\"{Layout.BoxWidth}\" height=\"{Layout.BoxHeight}\" rx=\"7\"/>");
        svg.Append(CultureInfo.InvariantCulture, $"<rect class=\"box\" x=\"{x:0.#}\" y=\"{y:0.#}\" width=\"{Layout.BoxWidth}\" height=\"{Layout.BoxHeight}\" rx=\"7\"/>");
        if (found.Length > 0)
            svg.Append(CultureInfo.InvariantCulture, $"<circle class=\"dot{found}\" cx=\"{x + Layout.BoxWidth - 12:0.#}\" cy=\"{y + 12:0.#}\" r=\"4\"/>");
        var kind = (node.State == ReferenceState.Resolved ? node.Kind : $"{node.Kind} · {Name(node.State)}") + (node.Count > 1 ? string.Create(CultureInfo.InvariantCulture, $" × {node.Count}") : "");
        svg.Append(CultureInfo.InvariantCulture, $"<text class=\"kind\" x=\"{x + 10:0.#}\" y=\"{y + 16:0.#}\">{Html.Text(Short(kind, 27))}</text>");
        svg.Append(CultureInfo.InvariantCulture, $"<text class=\"name\" x=\"{x + 10:0.#}\" y=\"{y + 31:0.#}\">{Html.Text(Short(node.Name, LongestName) + (node.Count > 1 && node.Name.Length <= LongestName ? " …" : ""))}</text></g>");
        svg.Append(link is null ? "\n" : "</a>\n");
    }

    public static string Title(PictureNode node) => $"{node.Kind}/{node.FullName}" + node.State switch
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
