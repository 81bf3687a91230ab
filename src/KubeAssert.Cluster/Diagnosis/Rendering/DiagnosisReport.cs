using KubeAssert.Cluster.Observation;
using KubeAssert.Findings;
using KubeAssert.Reports;

namespace KubeAssert.Cluster.Diagnosing.Rendering;

/// <summary>A diagnosis as reports take it: causes as findings at their places, and the time line.</summary>
internal static class DiagnosisReport
{
    private const int MostTracks = 300;
    private const int LongestName = 200;

    public static Report Of(Cluster.Diagnosis diagnosis) =>
        Report.OfDeployment(Findings(diagnosis, Severity.Warning), Deployment(diagnosis), diagnosis.Objects.Count, PassingNamespace(diagnosis));

    public static Report Add(Report report, Cluster.Diagnosis diagnosis) =>
        report.With(Findings(diagnosis, Severity.Warning), Deployment(diagnosis), PassingNamespace(diagnosis));

    /// <summary>Why it fails; where nothing does, what it waits for.</summary>
    /// <param name="diagnosis">The diagnosis.</param>
    /// <param name="awaited">How much it matters what is only waited for.</param>
    public static IReadOnlyList<DiagnosedFinding> Findings(Cluster.Diagnosis diagnosis, Severity awaited) => diagnosis.Outcome switch
    {
        Outcome.Ready => [],
        Outcome.Failing => diagnosis.Causes.Select(c => Finding(diagnosis, c, Severity.Error)).ToList(),
        _ => diagnosis.Awaited.Select(c => Finding(diagnosis, c, awaited)).ToList(),
    };

    /// <summary>The namespace that the deployment was given for itself: findings don't name it, for the next run calls it otherwise.</summary>
    public static string? PassingNamespace(Cluster.Diagnosis diagnosis)
    {
        var names = diagnosis.Objects.Select(o => o.Object.Namespace).OfType<string>().Distinct(StringComparer.Ordinal).Take(2).ToList();
        return names.Count == 1 ? names[0] : null;
    }

    public static ReportDeployment Deployment(Cluster.Diagnosis diagnosis)
    {
        var line = diagnosis.TimeLine;
        var passing = PassingNamespace(diagnosis);
        var namespaces = diagnosis.Objects.Select(o => o.Object.Namespace).OfType<string>().Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).ToList();
        return new ReportDeployment
        {
            Id = $"{string.Join(',', namespaces)} {diagnosis.State.StartedAt:O}",
            Title = Text(namespaces.Count == 0 ? "Cluster-wide objects" : $"{(namespaces.Count == 1 ? "Namespace" : "Namespaces")} {MessageText.List(namespaces, 3)}"),
            Outcome = Of(diagnosis.Outcome),
            Verdict = DiagnosisText.Headline(diagnosis),
            Slowest = line.Slowest is { } slowest ? Printable.Line(slowest) : null,
            Seconds = diagnosis.Elapsed.TotalSeconds,
            Tracks = line.Tracks.Take(MostTracks).Select(t => Track(t, passing)).ToList(),
            Others = diagnosis.Objects.Count(o => o.Outcome == Outcome.Ready && line.Tracks.All(t => t.Object != o.Object)),
        };
    }

    private static ReportTrack Track(TimeLine.Track track, string? passing) => new()
    {
        Object = Text(track.Object.ToString()),
        Namespace = track.Object.Namespace is { } name && name != passing ? Text(name) : "",
        Outcome = Of(track.Outcome),
        Note = Text(track.Note),
        Steps = track.Steps.Select(s => new ReportStep(Of(s.Kind), Text(s.Name), s.Start.TotalSeconds, s.Duration.TotalSeconds, s.IsOpen)).ToList(),
    };

    private static DiagnosedFinding Finding(Cluster.Diagnosis diagnosis, Cause cause, Severity severity)
    {
        var finding = new Finding
        {
            RuleId = "cluster/" + cause.State.Name,
            Severity = severity,
            Manifest = ManifestOf(diagnosis.State, cause.Object),
            Path = cause.Path,
            Location = cause.Location ?? new Location("", 0, 0),
            Message = $"{cause.State.Name}{(cause.Container is null ? "" : $" in container {cause.Container}")}: {cause.Found}{(cause.Pods > 1 ? $" (so in {cause.Pods} pods)" : "")}",
            Nearest = cause.Nearest,
            Fix = cause.Fix,
            Documentation = Pages.Of(cause.State.Page["docs/".Length..]),
        };
        return new DiagnosedFinding(finding, cause.State.Summary,
        [
            new ReportDetail("why", [cause.Explanation]),
            new ReportDetail("chain", cause.Chain.Count > 1 ? [string.Join(" → ", cause.Chain)] : []),
            new ReportDetail("also", cause.Also),
            new ReportDetail("seen", cause.Evidence),
            new ReportDetail("log, last lines", cause.Log, IsLog: true),
        ]);
    }

    private static Manifest? ManifestOf(ClusterState state, ObjectKey key) =>
        state.Targets.GetValueOrDefault(key)?.Manifest ?? state.Rejections.GetValueOrDefault(key)?.Manifest;

    private static string Text(string text) => Printable.Line(text.Length <= LongestName ? text : text[..LongestName] + "...");

    private static ReportOutcome Of(Outcome outcome) => outcome switch
    {
        Outcome.Ready => ReportOutcome.Ready,
        Outcome.Failing => ReportOutcome.Failing,
        _ => ReportOutcome.Waiting,
    };

    private static ReportStepKind Of(TimeLineStepKind kind) => kind switch
    {
        TimeLineStepKind.Create => ReportStepKind.Create,
        TimeLineStepKind.Schedule => ReportStepKind.Schedule,
        TimeLineStepKind.Prepare => ReportStepKind.Prepare,
        TimeLineStepKind.Pull => ReportStepKind.Pull,
        TimeLineStepKind.Init => ReportStepKind.Init,
        TimeLineStepKind.Start => ReportStepKind.Start,
        TimeLineStepKind.Probes => ReportStepKind.Probes,
        TimeLineStepKind.Run => ReportStepKind.Run,
        _ => ReportStepKind.Waiting,
    };
}
