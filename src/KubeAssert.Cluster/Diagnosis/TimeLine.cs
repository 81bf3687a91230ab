using System.Text;
using KubeAssert.Cluster.Diagnosing;
using KubeAssert.Cluster.Observation;

namespace KubeAssert.Cluster;

/// <summary>A stretch of time that something took on the way to being ready.</summary>
/// <param name="Object">The applied object.</param>
/// <param name="Name">What: <c>schedule</c>, <c>pull registry/shop:1</c>, <c>init migrate</c>, <c>ready</c>.</param>
/// <param name="Start">When it began, since the manifests were applied.</param>
/// <param name="Duration">How long it took.</param>
public sealed record TimeLineStep(ObjectKey Object, string Name, TimeSpan Start, TimeSpan Duration);

/// <summary>Where the time went: for each applied object the steps of its slowest pod. Immutable.</summary>
public sealed class TimeLine
{
    private TimeLine(IReadOnlyList<TimeLineStep> steps) => Steps = steps;

    /// <summary>The steps, by object and then by time.</summary>
    public IReadOnlyList<TimeLineStep> Steps { get; }

    /// <summary>A step a line, the slowest of each object marked.</summary>
    public override string ToString()
    {
        var text = new StringBuilder();
        foreach (var steps in Steps.GroupBy(s => s.Object))
        {
            text.Append(steps.Key).Append('\n');
            var slowest = steps.MaxBy(s => s.Duration);
            foreach (var step in steps)
            {
                text.Append("  ").Append(Words.Duration(step.Start).PadLeft(7)).Append("  ").Append(step.Name)
                    .Append(": ").Append(Words.Duration(step.Duration)).Append(step == slowest ? "  <- slowest" : "").Append('\n');
            }
        }

        return text.ToString().TrimEnd('\n');
    }

    internal static TimeLine Of(ClusterState state)
    {
        if (state.StartedAt is not { } started)
            return new TimeLine([]);

        var slowest = new Dictionary<ObjectKey, (ObservedPod Pod, DateTimeOffset End)>();
        foreach (var pod in state.Pods)
        {
            if (!Family.IsCurrent(state, pod))
                continue;
            var root = Family.Of(state, pod).Root;
            var end = pod.Condition("Ready") is { IsTrue: true } ready ? ready.Since : pod.PhaseSince;
            if (!slowest.TryGetValue(root, out var other) || end > other.End)
                slowest[root] = (pod, end);
        }

        return new TimeLine(slowest.OrderBy(s => s.Key.ToString(), StringComparer.Ordinal).SelectMany(s => StepsOf(state, s.Key, s.Value.Pod, started)).ToArray());
    }

    private static IEnumerable<TimeLineStep> StepsOf(ClusterState state, ObjectKey root, ObservedPod pod, DateTimeOffset started)
    {
        var at = pod.FirstSeen;
        if (pod.Condition("PodScheduled") is { IsTrue: true } scheduled)
        {
            yield return Step("schedule", at, scheduled.Since);
            at = scheduled.Since;
        }

        foreach (var pulling in state.EventsOf(pod).Where(e => e.Reason == "Pulling").OrderBy(e => e.FirstSeen))
        {
            var pulled = state.EventsOf(pod).FirstOrDefault(e => e.Reason == "Pulled" && e.FieldPath == pulling.FieldPath);
            if (pulled is null)
                continue;
            var container = pod.Containers.FirstOrDefault(c => c.FieldPath == pulling.FieldPath);
            yield return Step($"pull {container?.Image ?? "image"}", pulling.FirstSeen, pulled.LastSeen);
            at = pulled.LastSeen;
        }

        foreach (var container in pod.Containers)
        {
            if (container is { IsInit: true, Terminated: { StartedAt: { } from, FinishedAt: { } to } })
            {
                var seen = state.EventsOf(pod).FirstOrDefault(e => e.Reason == "Started" && e.FieldPath == container.FieldPath)?.FirstSeen ?? at;
                yield return Step($"init {container.Name}", seen, seen + (to - from));
                at = seen + (to - from);
            }
        }

        var main = pod.Containers.Where(c => !c.IsInit).ToList();
        var running = main.Where(c => c.IsRunning).Select(c => c.Since).DefaultIfEmpty(at).Max();
        if (running > at)
            yield return Step("start containers", at, running);
        if (pod.Condition("Ready") is { IsTrue: true } ready && ready.Since > running)
            yield return Step(main.Any(c => c.Readiness is not null) ? "readiness probes" : "become ready", running, ready.Since);

        TimeLineStep Step(string name, DateTimeOffset from, DateTimeOffset to) =>
            new(root, name, from > started ? from - started : TimeSpan.Zero, to > from ? to - from : TimeSpan.Zero);
    }
}
