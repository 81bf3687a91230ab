using System.Globalization;
using System.Text;

namespace KubeAssert.Reports;

/// <summary>
/// Stretches of time as bars, all rows of a deployment on one scale. Positions are shares of the width, so that a chart fits a phone;
/// each kind of step has a texture besides its colour.
/// </summary>
internal sealed class TimeChart
{
    private const double Narrowest = 0.5;

    private readonly double _from;
    private readonly double _to;
    private readonly List<double> _ticks;

    public TimeChart(ReportDeployment deployment)
    {
        var steps = deployment.Tracks.SelectMany(t => t.Steps).ToList();
        _to = Math.Max(steps.Select(s => s.End).DefaultIfEmpty(deployment.Seconds).Max(), 0.1);

        // a redeployment begins long after the first: what lay before is not shown
        var first = steps.Select(s => s.Start).DefaultIfEmpty(0).Min();
        _from = first > _to / 4 ? first : 0;
        _to += (_to - _from) * 0.01;
        _ticks = TimeText.Ticks(_from, _to).ToList();
    }

    public static string Name(ReportStepKind kind) => kind switch
    {
        ReportStepKind.Create => "create",
        ReportStepKind.Schedule => "schedule",
        ReportStepKind.Prepare => "prepare",
        ReportStepKind.Pull => "pull",
        ReportStepKind.Init => "init",
        ReportStepKind.Start => "start",
        ReportStepKind.Probes => "probes",
        ReportStepKind.Run => "run",
        _ => "waiting",
    };

    public static string Meaning(ReportStepKind kind) => kind switch
    {
        ReportStepKind.Create => "pods not made yet",
        ReportStepKind.Schedule => "scheduling",
        ReportStepKind.Prepare => "volumes and network",
        ReportStepKind.Pull => "image pull",
        ReportStepKind.Init => "init container",
        ReportStepKind.Start => "container start",
        ReportStepKind.Probes => "readiness",
        ReportStepKind.Run => "run to the end",
        _ => "not ended",
    };

    /// <summary>The textures, once for a page.</summary>
    public static void Textures(StringBuilder html)
    {
        html.Append("<svg class=\"textures\" width=\"0\" height=\"0\" aria-hidden=\"true\"><defs>");
        foreach (var kind in Enum.GetValues<ReportStepKind>())
        {
            var (size, path) = Texture(kind);
            html.Append(CultureInfo.InvariantCulture, $"<pattern id=\"t-{Name(kind)}\" class=\"texture {Name(kind)}\" width=\"{size}\" height=\"{size}\" patternUnits=\"userSpaceOnUse\"><path d=\"{path}\"/></pattern>");
        }

        html.Append("</defs></svg>\n");
    }

    /// <summary>A small square that looks as its bars do.</summary>
    public static void Swatch(StringBuilder html, ReportStepKind kind) =>
        html.Append(CultureInfo.InvariantCulture, $"<svg class=\"swatch bar {Name(kind)}\" width=\"14\" height=\"12\" aria-hidden=\"true\"><rect class=\"fill\" width=\"14\" height=\"12\"/><rect class=\"over\" width=\"14\" height=\"12\" fill=\"url(#t-{Name(kind)})\"/></svg>");

    public void Axis(StringBuilder html)
    {
        html.Append("<svg class=\"axis\" width=\"100%\" height=\"20\" aria-hidden=\"true\">");
        foreach (var tick in _ticks)
        {
            var at = At(tick);
            var anchor = at < 4 ? "start" : at > 94 ? "end" : "middle";
            html.Append(CultureInfo.InvariantCulture, $"<text x=\"{at:0.##}%\" y=\"14\" text-anchor=\"{anchor}\">{TimeText.Tick(tick, _to)}</text>");
        }

        html.Append("</svg>\n");
    }

    public void Bars(StringBuilder html, ReportTrack track)
    {
        html.Append("<svg class=\"bars\" width=\"100%\" height=\"22\" aria-hidden=\"true\">");
        foreach (var tick in _ticks)
            html.Append(CultureInfo.InvariantCulture, $"<line class=\"grid\" x1=\"{At(tick):0.##}%\" x2=\"{At(tick):0.##}%\" y1=\"0\" y2=\"22\"/>");
        foreach (var step in track.Steps)
            Bar(html, step);
        html.Append("</svg>\n");
    }

    private void Bar(StringBuilder html, ReportStep step)
    {
        var left = Math.Min(At(step.Start), 100 - Narrowest);
        var width = Math.Max(At(step.End) - left, Narrowest);
        var name = Name(step.Kind);
        html.Append(CultureInfo.InvariantCulture, $"<svg class=\"bar {name}{(step.IsOpen ? " open" : "")}\" x=\"{left:0.##}%\" y=\"2\" width=\"{width:0.##}%\" height=\"18\"><title>{Html.Text($"{step.Name}: {TimeText.Of(step.Seconds)}")}</title>");
        html.Append(CultureInfo.InvariantCulture, $"<rect class=\"fill\" width=\"100%\" height=\"18\"/><rect class=\"over\" width=\"100%\" height=\"18\" fill=\"url(#t-{name})\"/>");

        // what surely has room: where labels are shown at all, a letter is less than 1.4 % of the chart's width
        var label = $"{Short(step)} {TimeText.Of(step.Seconds)}";
        if (label.Length * 1.4 < width)
            html.Append("<text x=\"7\" y=\"13\">").Append(Html.Text(label)).Append("</text>");
        html.Append("</svg>");
    }

    private static string Short(ReportStep step) => step.Kind switch
    {
        ReportStepKind.Prepare => "volumes, network",
        ReportStepKind.Pull => "pull",
        ReportStepKind.Init => step.Name.Length <= 20 ? step.Name : "init",
        ReportStepKind.Probes => "readiness",
        ReportStepKind.Waiting => step.Name.Length <= 24 ? step.Name : "waiting",
        _ => Name(step.Kind),
    };

    private double At(double seconds) => Math.Clamp(100 * (seconds - _from) / (_to - _from), 0, 100);

    private static (int Size, string Path) Texture(ReportStepKind kind) => kind switch
    {
        ReportStepKind.Create => (6, "M2 2h1.5v1.5h-1.5z"),
        ReportStepKind.Schedule => (4, "M1 1h1.5v1.5h-1.5z"),
        ReportStepKind.Prepare => (5, "M0 2h5v1h-5z"),
        ReportStepKind.Pull => (4, ""),
        ReportStepKind.Init => (7, "M0 7L7 0h1L0 8zM-1 1L1 -1h1L-1 2z"),
        ReportStepKind.Start => (6, "M2 0h1v6h-1z"),
        ReportStepKind.Probes => (8, "M0 0L8 8h-1.4L0 1.4zM8 0v1.4L6.6 0z"),
        ReportStepKind.Run => (7, "M3 0h1v3h3v1h-3v3h-1v-3h-3v-1h3z"),
        _ => (8, "M0 8L8 0h1.4L0 9.4zM0 0L8 8h-1.4L0 1.4z"),
    };
}
