using System.Globalization;
using System.Text;

namespace KubeAssert.Reports;

/// <summary>Deployments in a summary: the verdict, and the slowest objects step by step.</summary>
internal static class MarkdownDeployments
{
    private const int Most = 10;
    private const int MostTracks = 10;

    public static void Write(StringBuilder text, IReadOnlyList<ReportDeployment> deployments, int longest)
    {
        foreach (var deployment in deployments.Take(Most))
        {
            if (text.Length > longest)
                break;
            One(text, deployment);
        }

        if (deployments.Count > Most)
            text.Append(CultureInfo.InvariantCulture, $"\n{ItemText.Count(deployments.Count - Most, "more deployment")}\n");
    }

    private static void One(StringBuilder text, ReportDeployment deployment)
    {
        var sign = deployment.Outcome switch
        {
            ReportOutcome.Ready => "✅",
            ReportOutcome.Failing => "❌",
            _ => "⏳",
        };
        text.Append("\n### ").Append(sign).Append(' ').Append(MarkdownFormat.Escaped(deployment.Title)).Append("\n\n")
            .Append(MarkdownFormat.Escaped(deployment.Verdict.TrimEnd(':'))).Append(deployment.Slowest is null ? "" : $"; {MarkdownFormat.Escaped(deployment.Slowest)}").Append(".\n");
        if (deployment.Tracks.Count == 0)
            return;
        text.Append("\n| object | | where the time went |\n| --- | --- | --- |\n");
        foreach (var track in deployment.Tracks.Take(MostTracks))
        {
            var when = track.Outcome switch
            {
                ReportOutcome.Ready => "✅ " + TimeText.Of(track.End),
                ReportOutcome.Failing => "❌ failing",
                _ => "⏳ not ready",
            };
            var longest = track.Steps.MaxBy(s => s.Seconds);
            var steps = track.Steps.Select(s =>
            {
                var step = MarkdownFormat.Escaped($"{s.Name} {TimeText.Of(s.Seconds)}{(s.IsOpen ? ", not ended" : "")}");
                return ReferenceEquals(s, longest) ? $"**{step}**" : step;
            });
            text.Append(CultureInfo.InvariantCulture, $"| {MarkdownFormat.Code(track.Object)} | {when} | {string.Join(" · ", steps)}{(track.Note.Length > 0 ? " · " + MarkdownFormat.Escaped(track.Note) : "")} |\n");
        }

        if (deployment.Tracks.Count > MostTracks)
            text.Append(CultureInfo.InvariantCulture, $"\n{ItemText.Count(deployment.Tracks.Count - MostTracks, "further object")}\n");
    }
}
