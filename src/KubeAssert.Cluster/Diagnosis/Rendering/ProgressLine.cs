namespace KubeAssert.Cluster.Diagnosing.Rendering;

/// <summary>What is still awaited and why, in one line.</summary>
internal static class ProgressLine
{
    private const int Most = 3;

    public static string Of(Diagnosis diagnosis)
    {
        var waiting = diagnosis.Objects.Where(o => o.Outcome == Outcome.Progressing).ToList();
        var line = $"{MessageText.Duration(diagnosis.Elapsed)}: {diagnosis.Objects.Count - waiting.Count} of {MessageText.Count(diagnosis.Objects.Count, "object")} ready";
        if (waiting.Count > 0)
            line += "; waiting for " + string.Join(", ", waiting.Take(Most).Select(o => Why(o, diagnosis))) + (waiting.Count > Most ? $" and {waiting.Count - Most} more" : "");
        return diagnosis.State.StaleSince is { } stale && stale < diagnosis.At ? $"{line}; no word from the API server for {MessageText.Duration(diagnosis.At - stale)}" : line;
    }

    private static string Why(ObjectDiagnosis waiting, Diagnosis diagnosis)
    {
        var cause = diagnosis.Awaited.FirstOrDefault(a => a.Object == waiting.Object);
        return $"{waiting.Object} ({waiting.Summary}{(cause is null ? "" : $": {(cause.Container is null ? "" : cause.Container + ": ")}{MessageText.OneLine(cause.Found, 120)}")})";
    }
}
