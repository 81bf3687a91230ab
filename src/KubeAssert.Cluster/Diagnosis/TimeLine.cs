using System.Text;

namespace KubeAssert.Cluster;

/// <summary>What a stretch of time on the way to being ready went into.</summary>
public enum TimeLineStepKind
{
    /// <summary>The pod was not made yet: quota, webhooks, a controller's own pace.</summary>
    Create,

    /// <summary>No node was found yet.</summary>
    Schedule,

    /// <summary>Volumes were mounted and the network was set up.</summary>
    Prepare,

    /// <summary>An image was pulled.</summary>
    Pull,

    /// <summary>An init container ran.</summary>
    Init,

    /// <summary>The containers were created and started.</summary>
    Start,

    /// <summary>The containers ran, and the pod was not ready yet: its readiness probes, and what they wait for.</summary>
    Probes,

    /// <summary>A Job's pod did its work.</summary>
    Run,

    /// <summary>It has not ended: what it waits for, or fails with.</summary>
    Waiting,
}

/// <summary>A stretch of time that something took on the way to being ready.</summary>
/// <param name="Object">The applied object.</param>
/// <param name="Name">What: <c>schedule</c>, <c>pull registry/shop:1</c>, <c>init migrate</c>, <c>readiness probes</c>.</param>
/// <param name="Start">When it began, since the manifests were applied.</param>
/// <param name="Duration">How long it took; until now when it has not ended.</param>
public sealed record TimeLineStep(ObjectKey Object, string Name, TimeSpan Start, TimeSpan Duration)
{
    /// <summary>What kind of step it is.</summary>
    public TimeLineStepKind Kind { get; init; }

    /// <summary>Whether it has not ended yet.</summary>
    public bool IsOpen { get; init; }
}

/// <summary>Where the time went: for each applied object that makes pods the steps of its slowest pod, and what the others still wait for. Immutable.</summary>
public sealed class TimeLine
{
    /// <summary>So many objects are shown as text.</summary>
    private const int Shown = 20;

    internal TimeLine(IReadOnlyList<Track> tracks)
    {
        Tracks = tracks;
        Steps = tracks.SelectMany(t => t.Steps).ToArray();
    }

    /// <summary>The steps, by object and then by time. What is not ready comes first, then what was ready last.</summary>
    public IReadOnlyList<TimeLineStep> Steps { get; }

    internal IReadOnlyList<Track> Tracks { get; }

    /// <summary>What most of the time went into, in one clause; null when that can't be told.</summary>
    internal string? Slowest
    {
        get
        {
            var last = Tracks.FirstOrDefault(t => t.Outcome == Outcome.Ready);
            if (last is null || Tracks.Any(t => t.Outcome != Outcome.Ready) || last.Steps.MaxBy(s => s.Duration) is not { } longest || longest.Duration <= TimeSpan.Zero)
                return null;
            var others = Tracks.Count(t => t.Outcome == Outcome.Ready && t.End > last.End - TimeSpan.FromSeconds(1)) - 1;
            return $"{last.Object} was ready last, after {MessageText.Duration(last.End)}{(others > 0 ? $" ({MessageText.Count(others, "other")} within the second before)" : "")}; its longest step was {longest.Name}, {MessageText.Duration(longest.Duration)}";
        }
    }

    /// <summary>A step a line, the slowest of each object marked; the 20 objects that took longest.</summary>
    public override string ToString()
    {
        var text = new StringBuilder();
        foreach (var track in Tracks.Take(Shown))
            Write(text, track);
        if (Tracks.Count > Shown)
        {
            var rest = Tracks.Skip(Shown).ToList();
            text.Append("and ").Append(MessageText.Count(rest.Count, "further object"))
                .Append(rest.All(t => t.Outcome == Outcome.Ready) ? $", ready within {MessageText.Duration(rest.Max(t => t.End))}" : "").Append('\n');
        }

        return text.ToString().TrimEnd('\n');
    }

    private static void Write(StringBuilder text, Track track)
    {
        text.Append(track.Object).Append(track.Note.Length > 0 ? $": {track.Note}" : "").Append('\n');
        var slowest = track.Steps.MaxBy(s => s.Duration);
        foreach (var step in track.Steps)
        {
            text.Append("  ").Append(MessageText.Duration(step.Start).PadLeft(7)).Append("  ").Append(step.Name)
                .Append(": ").Append(MessageText.Duration(step.Duration)).Append(step.IsOpen ? ", not ended" : "").Append(step == slowest ? "  <- slowest" : "").Append('\n');
        }
    }

    /// <summary>An object's steps.</summary>
    /// <param name="Object">The applied object.</param>
    /// <param name="Outcome">How it is doing.</param>
    /// <param name="Note">Which pod it is, where there are several.</param>
    /// <param name="Steps">By time.</param>
    internal sealed record Track(ObjectKey Object, Outcome Outcome, string Note, IReadOnlyList<TimeLineStep> Steps)
    {
        public TimeSpan End { get; } = Steps.Select(s => s.Start + s.Duration).DefaultIfEmpty(TimeSpan.Zero).Max();
    }
}
