using System.Globalization;
using System.Text;
using KubeAssert.Findings;

namespace KubeAssert.Reports;

/// <summary>The findings of a page, by severity and object, with the lines around each.</summary>
internal sealed class HtmlFindings
{
    /// <summary>So many are on the page; nobody reads more, and a browser should not have to.</summary>
    private const int Most = 1500;

    private readonly ReportData _data;
    private readonly List<IGrouping<Severity, ReportItem>> _groups;
    private readonly Dictionary<string, string> _anchors = new(StringComparer.Ordinal);
    private int _written;

    public HtmlFindings(ReportData data)
    {
        _data = data;
        _groups = data.Open.Take(Most).GroupBy(i => i.Severity).OrderByDescending(g => g.Key).ToList();
        foreach (var item in _groups.SelectMany(g => g))
            _anchors.TryAdd(item.FullObject, string.Create(CultureInfo.InvariantCulture, $"o{_anchors.Count + 1}"));
    }

    /// <summary>Where an object's findings begin; null when it has none.</summary>
    public string? LinkTo(string fullObject) => fullObject.Length > 0 && _anchors.TryGetValue(fullObject, out var anchor) ? "#" + anchor : null;

    public void Write(StringBuilder html)
    {
        html.Append("<section id=\"findings\"").Append(_data.Items.Count > 200 ? " class=\"many\"" : "").Append(" aria-labelledby=\"findings-title\">\n<h2 id=\"findings-title\">Findings</h2>\n");
        if (_data.Items.Count > 0)
            Filter(html);
        if (_groups.Count == 0)
            html.Append("<p class=\"good\">✓ Nothing found that counts.</p>\n");

        var anchored = new HashSet<string>(StringComparer.Ordinal);
        foreach (var group in _groups)
        {
            html.Append(CultureInfo.InvariantCulture, $"<section class=\"group\">\n<h3 class=\"severity {FindingText.Name(group.Key)}\">{Sign(group.Key)} {Plural(group.Key)} <span class=\"count\">{group.Count()}</span></h3>\n");
            foreach (var about in group.GroupBy(i => i.FullObject, StringComparer.Ordinal))
                Object(html, about, anchored);
            html.Append("</section>\n");
        }

        var left = _data.Open.Count() - Most;
        if (left > 0)
            html.Append(CultureInfo.InvariantCulture, $"<p class=\"note\">{left} more are not on this page; the SARIF file has all.</p>\n");
        html.Append("<p id=\"no-match\" class=\"note\" hidden>Nothing matches the filter. <button type=\"button\" data-clear>Show all</button></p>\n</section>\n");
        Exempt(html);
    }

    private void Object(StringBuilder html, IGrouping<string, ReportItem> about, HashSet<string> anchored)
    {
        var first = about.First();
        var anchor = anchored.Add(about.Key) ? $" id=\"{_anchors[about.Key]}\"" : "";
        html.Append("<section class=\"object\"").Append(anchor).Append(">\n<h4>").Append(Html.Isolated(first.Object.Length > 0 ? first.Object : "The set as a whole"));
        if (first.Namespace.Length > 0)
            html.Append(" <span class=\"muted\">in ").Append(Html.Isolated(first.Namespace)).Append("</span>");
        html.Append("</h4>\n");
        foreach (var item in about.OrderBy(i => i.Place.File, StringComparer.Ordinal).ThenBy(i => i.Place.Line))
            Finding(html, item);
        html.Append("</section>\n");
    }

    private void Exempt(StringBuilder html)
    {
        var exempt = _data.Exempt.Take(Most).ToList();
        if (exempt.Count == 0)
            return;
        html.Append(CultureInfo.InvariantCulture, $"<section id=\"exempt\" class=\"group\" aria-labelledby=\"exempt-title\">\n<h2 id=\"exempt-title\">Exempt <span class=\"count\">{exempt.Count}</span></h2>\n");
        foreach (var item in exempt)
            Finding(html, item);
        html.Append("</section>\n");
    }

    private void Finding(StringBuilder html, ReportItem item)
    {
        var id = string.Create(CultureInfo.InvariantCulture, $"f{++_written}");
        var severity = item.IsExempt ? "exempt" : FindingText.Name(item.Severity);
        html.Append(CultureInfo.InvariantCulture, $"<article class=\"finding {severity}\" id=\"{id}\" data-severity=\"{severity}\" data-rule=\"{Html.Text(item.RuleId)}\" data-object=\"{Html.Text(item.Object)}\" data-namespace=\"{Html.Text(item.Namespace)}\">\n");
        html.Append("<p class=\"message\">");
        if (item.IsExempt)
            html.Append("<b>").Append(Html.Isolated(item.FullObject)).Append("</b> ");
        if (item.Path.Length > 0)
            html.Append("<code class=\"path\">").Append(Html.Isolated(item.Path)).Append("</code> ");
        html.Append(Html.Isolated(item.Message)).Append("</p>\n");
        if (item.Exemption is not null || item.Nearest is not null || item.Fix is not null)
        {
            html.Append("<dl>");
            if (item.Exemption is not null)
                Entry(html, "why exempt", Html.Isolated(item.Exemption), "reason");
            if (item.Nearest is not null)
                Entry(html, "nearest", Html.Isolated(item.Nearest), "");
            if (item.Fix is not null)
                Entry(html, "fix", Html.Isolated(item.Fix), "fix");
            html.Append("</dl>\n");
        }

        var target = item.Lines.Any(l => l.IsMarked) ? string.Create(CultureInfo.InvariantCulture, $"{id}-L{item.Place.Line}") : null;
        var place = Html.Text(item.Place.ToString());
        html.Append("<dl class=\"origin\">");
        if (place.Length > 0)
            Entry(html, "place", target is null ? $"<code>{place}</code>" : $"<a class=\"place\" href=\"#{target}\"><code>{place}</code></a>", "");
        Entry(html, "rule", Rule(item), "");
        html.Append("</dl>\n");
        Lines(html, item, target);
        Details(html, item);
        html.Append("</article>\n");
    }

    private static string Rule(ReportItem item) => HtmlPage.Link(item.Documentation) is { } page
        ? $"<a rel=\"noreferrer\" href=\"{Html.Text(page)}\"><code>{Html.Text(item.RuleId)}</code></a>"
        : $"<code>{Html.Text(item.RuleId)}</code>";

    private static void Entry(StringBuilder html, string name, string content, string kind) =>
        html.Append("<div").Append(kind.Length > 0 ? $" class=\"{kind}\"" : "").Append("><dt>").Append(name).Append("</dt><dd>").Append(content).Append("</dd></div>");

    private static void Details(StringBuilder html, ReportItem item)
    {
        if (item.Details.Count == 0)
            return;
        html.Append("<dl class=\"details\">");
        foreach (var detail in item.Details)
        {
            var lines = detail.IsLog
                ? $"<pre tabindex=\"0\" role=\"group\" aria-label=\"{Html.Text(detail.Name)}\"><code>{string.Concat(detail.Lines.Select(l => $"<span class=\"line\">{Html.Text(l)}\n</span>"))}</code></pre>"
                : detail.Lines.Count == 1 ? Html.Isolated(detail.Lines[0])
                : $"<ul>{string.Concat(detail.Lines.Select(l => $"<li>{Html.Isolated(l)}</li>"))}</ul>";
            Entry(html, Html.Text(detail.Name), lines, "");
        }

        html.Append("</dl>\n");
    }

    private static void Lines(StringBuilder html, ReportItem item, string? target)
    {
        if (item.Lines.Count == 0)
            return;
        html.Append("<pre tabindex=\"0\" role=\"group\" aria-label=\"Source of ").Append(Html.Text(item.Place.File)).Append("\"><code>");
        foreach (var line in item.Lines)
        {
            html.Append(line.IsMarked ? $"<span class=\"line marked\" id=\"{target}\">" : "<span class=\"line\">");
            if (line.Number > 0)
                html.Append(CultureInfo.InvariantCulture, $"<span class=\"number\">{line.Number}</span>");
            if (line.To > line.From)
                html.Append(Html.Text(line.Text[..line.From])).Append("<mark>").Append(Html.Text(line.Text[line.From..line.To])).Append("</mark>").Append(Html.Text(line.Text[line.To..]));
            else
                html.Append(Html.Text(line.Text));
            html.Append("\n</span>");
        }

        html.Append("</code></pre>\n");
    }

    private void Filter(StringBuilder html)
    {
        html.Append("<form id=\"filter\" role=\"search\" aria-label=\"Filter findings\" hidden>\n");
        html.Append("<label class=\"wide\">Text<input type=\"search\" name=\"text\" autocomplete=\"off\" placeholder=\"message, path, fix, file\"></label>\n");
        Select(html, "severity", "Severity", _data.Items.Select(i => i.IsExempt ? "exempt" : FindingText.Name(i.Severity)));
        Select(html, "rule", "Rule", _data.Items.Select(i => i.RuleId));
        Select(html, "object", "Object", _data.Items.Select(i => i.Object));
        Select(html, "namespace", "Namespace", _data.Items.Select(i => i.Namespace));
        html.Append("<button type=\"reset\">Clear</button>\n<p id=\"shown\" role=\"status\"></p>\n</form>\n");
    }

    private static void Select(StringBuilder html, string name, string label, IEnumerable<string> values)
    {
        var options = values.Where(v => v.Length > 0).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).ToList();
        html.Append(CultureInfo.InvariantCulture, $"<label>{label}<select name=\"{name}\"><option value=\"\">all</option>");
        foreach (var option in options)
            html.Append("<option>").Append(Html.Text(option)).Append("</option>");
        html.Append("</select></label>\n");
    }

    private static string Sign(Severity severity) => severity switch
    {
        Severity.Error => "✕",
        Severity.Warning => "!",
        _ => "i",
    };

    private static string Plural(Severity severity) => severity switch
    {
        Severity.Error => "Errors",
        Severity.Warning => "Warnings",
        _ => "Info",
    };
}
