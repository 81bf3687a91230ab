using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace KubeAssert.Reports;

/// <summary>GitLab's code quality report. Source: https://docs.gitlab.com/ci/testing/code_quality/#code-quality-report-format.</summary>
internal static class GitLabFormat
{
    private static readonly JsonSerializerOptions Written = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static string Write(ReportData data) =>
        new JsonArray([.. data.Open.Select(Issue)]).ToJsonString(Written) + "\n";

    private static JsonObject Issue(ReportItem item) => new()
    {
        ["description"] = ItemText.Sentence(item),
        ["check_name"] = item.RuleId,
        ["fingerprint"] = item.Fingerprint,
        ["severity"] = item.Severity switch
        {
            Severity.Error => "major",
            Severity.Warning => "minor",
            _ => "info",
        },
        ["location"] = new JsonObject
        {
            ["path"] = item.Place.File.Length > 0 ? item.Place.File : ".",
            ["lines"] = Lines(item.Place),
        },
    };

    private static JsonObject Lines(ReportPlace place)
    {
        var lines = new JsonObject { ["begin"] = Math.Max(1, place.Line) };
        if (place.EndLine > place.Line)
            lines["end"] = place.EndLine;
        return lines;
    }
}
