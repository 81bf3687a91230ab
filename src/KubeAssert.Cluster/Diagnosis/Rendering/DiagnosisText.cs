using System.Text;

namespace KubeAssert.Cluster.Diagnosing.Rendering;

/// <summary>A diagnosis as text: what failed and where, why, what to do, and how the rest is doing.</summary>
internal static class DiagnosisText
{
    private const int MostCauses = 10;
    private const int MostObjects = 20;

    public static string Write(Diagnosis diagnosis)
    {
        var text = new StringBuilder(Headline(diagnosis)).Append('\n');
        foreach (var cause in diagnosis.Causes.Take(MostCauses))
            Cause(text.Append('\n'), cause);
        if (diagnosis.Causes.Count > MostCauses)
            text.Append("\n  and ").Append(MessageText.Count(diagnosis.Causes.Count - MostCauses, "further cause")).Append('\n');

        if (diagnosis.Outcome != Outcome.Failing)
        {
            foreach (var awaited in diagnosis.Awaited.Take(MostCauses))
                Cause(text.Append('\n'), awaited);
        }

        Objects(text, diagnosis);
        return text.ToString().TrimEnd('\n');
    }

    public static string Write(Cause cause)
    {
        var text = new StringBuilder();
        Cause(text, cause);
        return text.ToString().TrimEnd('\n');
    }

    public static string Word(Outcome outcome) => outcome switch
    {
        Outcome.Ready => "ready",
        Outcome.Failing => "failing",
        _ => "progressing",
    };

    public static string Headline(Diagnosis diagnosis)
    {
        var total = diagnosis.Objects.Count;
        var after = $"after {MessageText.Duration(diagnosis.Elapsed)}";
        return diagnosis.Outcome switch
        {
            Outcome.Ready => $"{(total == 1 ? "1 object is" : $"all {total} objects are")} ready {after}",
            Outcome.Failing => $"{Of(Outcome.Failing)} will not become ready, known {after}:",
            _ => $"{Of(Outcome.Progressing)} not ready {after}:",
        };

        string Of(Outcome outcome)
        {
            var number = diagnosis.Objects.Count(o => o.Outcome == outcome);
            var verb = outcome == Outcome.Failing ? "" : number == 1 ? " is" : " are";
            return $"{number} of {MessageText.Count(Math.Max(total, number), "object")}{verb}";
        }
    }

    private static void Cause(StringBuilder text, Cause cause)
    {
        text.Append("  ").Append(cause.Location is { } place ? place + "  " : "").Append(cause.Object);
        if (cause.Path.Length > 0)
            text.Append("  ").Append(cause.Path);
        text.Append('\n');

        Line(text, $"{cause.State.Name}{(cause.Container is null ? "" : $" in container {cause.Container}")}: {cause.Found}");
        if (cause.Pods > 1)
            Line(text, $"so in {cause.Pods} pods; the first:");
        if (cause.Chain.Count > 1)
            Line(text, "chain: " + string.Join(" -> ", cause.Chain));
        if (cause.Nearest is not null)
            Line(text, "nearest: " + cause.Nearest);
        Line(text, "why: " + cause.Explanation);
        Line(text, "fix: " + cause.Fix);
        foreach (var remark in cause.Also)
            Line(text, "also: " + remark);
        if (cause.Evidence.Count > 0)
        {
            Line(text, "seen:");
            foreach (var evidence in cause.Evidence)
                Line(text, "  " + evidence);
        }

        if (cause.Log.Count > 0)
        {
            Line(text, "log, last lines:");
            foreach (var line in cause.Log)
                Line(text, "  | " + line);
        }

        Line(text, "more: " + cause.State.Page);
    }

    private static void Objects(StringBuilder text, Diagnosis diagnosis)
    {
        var others = diagnosis.Objects.Where(o => diagnosis.Outcome == Outcome.Ready || diagnosis.Causes.All(c => c.Object != o.Object)).ToList();
        if (others.Count == 0)
            return;

        text.Append('\n');
        foreach (var other in others.Take(MostObjects))
            text.Append("  ").Append(Word(other.Outcome).PadRight(13)).Append(other.Object).Append(": ").Append(other.Summary).Append('\n');
        if (others.Count > MostObjects)
            text.Append("  and ").Append(MessageText.Count(others.Count - MostObjects, "further object")).Append('\n');
    }

    private static void Line(StringBuilder text, string line) => text.Append("    ").Append(line).Append('\n');
}
