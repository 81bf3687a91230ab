using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using KubeAssert.Findings;

namespace KubeAssert.Reports;

/// <summary>A page that needs nothing beside itself: no network, no other file.</summary>
internal static class HtmlPage
{
    private static readonly Lazy<string> Style = new(() => Embedded("report.css") + Embedded("deployments.css"));
    private static readonly Lazy<string> Script = new(() => Embedded("report.js"));

    public static string Write(ReportData data)
    {
        var html = new StringBuilder(64 * 1024);
        var findings = new HtmlFindings(data);
        Head(html, data);
        html.Append("<body>\n<a class=\"skip\" href=\"#findings\">Skip to findings</a>\n");
        Header(html, data);
        html.Append("<main>\n");
        findings.Write(html);
        if (data.Deployments.Count > 0)
            HtmlDeployments.Write(html, data.Deployments, findings);
        if (data.Picture is { Nodes.Count: > 0 } picture)
            HtmlReferences.Write(html, picture, findings);
        if (data.Rules.Count > 0)
            Rules(html, data);
        html.Append("</main>\n<footer><p>Made by KubeAssert ").Append(Html.Text(Product.Version)).Append(".</p></footer>\n");
        html.Append("<script>").Append(Script.Value).Append("</script>\n</body>\n</html>\n");
        return html.ToString();
    }

    private static void Head(StringBuilder html, ReportData data) =>
        html.Append("<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n")
            .Append("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n")
            .Append("<meta name=\"color-scheme\" content=\"light dark\">\n")
            .Append("<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src '").Append(Hash(Style.Value))
            .Append("'; script-src '").Append(Hash(Script.Value)).Append("'; img-src data:; base-uri 'none'; form-action 'none'\">\n")
            .Append("<link rel=\"icon\" href=\"data:,\">\n")
            .Tag("title", "", $"{data.Title} · {MarkdownFormat.Verdict(data)}")
            .Append("\n<style>").Append(Style.Value).Append("</style>\n</head>\n");

    private static void Header(StringBuilder html, ReportData data)
    {
        html.Append("<header>\n<p class=\"product\">KubeAssert report</p>\n<h1>").Append(Html.Isolated(data.Title)).Append("</h1>\n");
        html.Append("<ul class=\"tiles\">\n");
        foreach (var severity in new[] { Severity.Error, Severity.Warning, Severity.Info })
        {
            var count = data.Count(severity);
            var name = severity == Severity.Info ? "info" : count == 1 ? FindingText.Name(severity) : FindingText.Name(severity) + "s";
            html.Append(CultureInfo.InvariantCulture, $"<li class=\"tile {(count > 0 ? FindingText.Name(severity) : "none")}\"><b>{count}</b> {name}</li>\n");
        }

        html.Append(CultureInfo.InvariantCulture, $"<li class=\"tile exempt\"><b>{data.Exempt.Count()}</b> exempt</li>\n");
        if (data.Objects is { } objects)
            html.Append(CultureInfo.InvariantCulture, $"<li class=\"tile\"><b>{objects}</b> {(objects == 1 ? "manifest" : "manifests")}</li>\n");
        html.Append("</ul>\n<nav aria-label=\"Sections\"><a href=\"#findings\">Findings</a>");
        if (data.Deployments.Count > 0)
            html.Append("<a href=\"#deployments\">Deployments</a>");
        if (data.Exempt.Any())
            html.Append("<a href=\"#exempt\">Exempt</a>");
        if (data.Picture is { Nodes.Count: > 0 })
            html.Append("<a href=\"#references\">References</a>");
        if (data.Rules.Count > 0)
            html.Append("<a href=\"#rules\">Rules</a>");
        html.Append("</nav>\n</header>\n");
    }

    private static void Rules(StringBuilder html, ReportData data)
    {
        var open = data.Open.GroupBy(i => i.RuleId, StringComparer.Ordinal).ToDictionary(g => g.Key, g => g.Count(), StringComparer.Ordinal);
        html.Append("<section id=\"rules\" aria-labelledby=\"rules-title\">\n<h2 id=\"rules-title\">Rules</h2>\n<ul class=\"rules\">\n");
        foreach (var rule in data.Rules.OrderByDescending(r => open.GetValueOrDefault(r.Id)))
        {
            var count = open.GetValueOrDefault(rule.Id);
            html.Append("<li><p><code>").Append(Html.Text(rule.Id)).Append("</code> ");
            html.Append(count == 0 ? "<span class=\"badge met\">✓ met</span>" : $"<span class=\"badge {FindingText.Name(rule.Severity)}\">{count.ToString(CultureInfo.InvariantCulture)} found</span>");
            html.Append("</p><p>").Append(Html.Isolated(rule.Title));
            if (rule.Reason.Length > 0)
                html.Append(" <span class=\"muted\">because ").Append(Html.Isolated(rule.Reason)).Append("</span>");
            if (Link(rule.Documentation) is { } page)
                html.Append(" <a rel=\"noreferrer\" href=\"").Append(Html.Text(page)).Append("\">Documentation</a>");
            html.Append("</p></li>\n");
        }

        html.Append("</ul>\n</section>\n");
    }

    /// <summary>Only what leads to a page: a rule's author may have written anything.</summary>
    public static string? Link(string? uri) =>
        uri is not null && (uri.StartsWith("https://", StringComparison.Ordinal) || uri.StartsWith("http://", StringComparison.Ordinal)) ? uri : null;

    private static string Hash(string content) => "sha256-" + Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(content)));

    private static string Embedded(string name)
    {
        using var stream = typeof(HtmlPage).Assembly.GetManifestResourceStream("KubeAssert.Reports.Html." + name)
            ?? throw new InvalidOperationException($"The package lacks its resource {name}.");
        using var reader = new StreamReader(stream, Encoding.UTF8);

        // what the browser hashes has no carriage returns
        return reader.ReadToEnd().ReplaceLineEndings("\n");
    }
}
