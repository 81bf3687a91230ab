using KubeAssert.Cluster.Observation;

namespace KubeAssert.Cluster.Diagnosing.Rendering;

/// <summary>Reads out of a picture where the time went. All times are our clock's; what the cluster's clock says is used for lengths alone.</summary>
internal static class TimeLineReading
{
    /// <summary>What is shorter is not told where it would be told of every object.</summary>
    private static readonly TimeSpan Noticeable = TimeSpan.FromSeconds(1);

    private const int MostSteps = 40;

    public static TimeLine Of(Cluster.Diagnosis diagnosis)
    {
        if (diagnosis.State.StartedAt is not { } started)
            return new TimeLine([]);

        var state = diagnosis.State;
        var pods = new Dictionary<ObjectKey, List<ObservedPod>>();
        foreach (var pod in state.Pods)
        {
            if (!OwnerChain.IsCurrent(state, pod))
                continue;
            var root = OwnerChain.Of(state, pod).Root;
            if (!pods.TryGetValue(root, out var list))
                pods[root] = list = [];
            list.Add(pod);
        }

        var outcomes = diagnosis.Objects.ToDictionary(o => o.Object, o => o.Outcome);
        var tracks = new List<TimeLine.Track>();
        foreach (var (root, all) in pods)
        {
            var reader = new Reader(state, root, started, diagnosis.At);
            var outcome = outcomes.GetValueOrDefault(root, Outcome.Progressing);
            var ordered = all.OrderByDescending(p => EndOf(p) ?? DateTimeOffset.MaxValue).ThenBy(p => p.FirstSeen).ThenBy(p => p.Key.Name, StringComparer.Ordinal).ToList();
            var steps = reader.Steps(ordered[0]);
            var pending = outcome == Outcome.Ready ? null : Pending(diagnosis, root);
            if (pending is not null && outcome == Outcome.Failing && steps.FindIndex(s => s.IsOpen) is >= 0 and var open)
                steps[open] = reader.Open(pending, steps[open].Start);
            else if (pending is not null && !steps.Exists(s => s.IsOpen))
                steps.Add(reader.Open(pending, steps.Select(s => s.Start + s.Duration).DefaultIfEmpty(TimeSpan.Zero).Max()));
            tracks.Add(new TimeLine.Track(root, outcome, Note(ordered, started), steps.Take(MostSteps).ToArray()));
        }

        foreach (var other in diagnosis.Objects.Where(o => o.Outcome != Outcome.Ready && !pods.ContainsKey(o.Object)))
        {
            var reader = new Reader(state, other.Object, started, diagnosis.At);
            tracks.Add(new TimeLine.Track(other.Object, other.Outcome, "", [reader.Open(Pending(diagnosis, other.Object) ?? "waiting", TimeSpan.Zero)]));
        }

        return new TimeLine(tracks
            .OrderByDescending(t => t.Outcome).ThenByDescending(t => t.End).ThenBy(t => t.Object.ToString(), StringComparer.Ordinal).ThenBy(t => t.Object.Namespace, StringComparer.Ordinal)
            .ToArray());
    }

    /// <summary>When a pod was ready, or over; null when neither.</summary>
    private static DateTimeOffset? EndOf(ObservedPod pod) =>
        pod.IsOver ? pod.PhaseSince : pod.Condition("Ready") is { IsTrue: true } ready ? ready.Since : null;

    private static string? Pending(Cluster.Diagnosis diagnosis, ObjectKey root) =>
        (diagnosis.Causes.FirstOrDefault(c => c.Object == root) ?? diagnosis.Awaited.FirstOrDefault(c => c.Object == root))?.State.Name;

    private static string Note(List<ObservedPod> slowestFirst, DateTimeOffset started)
    {
        if (slowestFirst.Count == 1)
            return "";
        var ready = slowestFirst.Select(EndOf).OfType<DateTimeOffset>().ToList();
        return $"the slowest of {slowestFirst.Count} pods"
            + (ready.Count == slowestFirst.Count ? $", the first ready after {MessageText.Duration(ready.Min() - started)}" : $", {ready.Count} ready");
    }

    private sealed class Reader(ClusterState state, ObjectKey root, DateTimeOffset started, DateTimeOffset now)
    {
        public TimeLineStep Open(string name, TimeSpan from) =>
            new(root, name, from, now - started > from ? now - started - from : TimeSpan.Zero) { Kind = TimeLineStepKind.Waiting, IsOpen = true };

        public List<TimeLineStep> Steps(ObservedPod pod)
        {
            var steps = new List<TimeLineStep>();
            var applied = state.Targets.TryGetValue(root, out var target) && target.At > started ? target.At : started;
            if (pod.FirstSeen - applied > Noticeable)
                steps.Add(Step(TimeLineStepKind.Create, "create the pod", applied, pod.FirstSeen));

            var scheduled = pod.Condition("PodScheduled");
            var bound = scheduled is { IsTrue: true } ? scheduled.Since : now;
            steps.Add(Step(TimeLineStepKind.Schedule, "schedule", pod.FirstSeen, bound, isOpen: scheduled is not { IsTrue: true }));
            if (scheduled is not { IsTrue: true })
                return steps;

            var prepared = pod.Condition("PodReadyToStartContainers");
            if (prepared is { IsTrue: true } && prepared.Since - bound > Noticeable)
                steps.Add(Step(TimeLineStepKind.Prepare, "volumes and network", bound, prepared.Since));
            else if (!pod.HasSandbox && !pod.IsOver)
                return [.. steps, Step(TimeLineStepKind.Prepare, "volumes and network", bound, now, isOpen: true)];

            steps.AddRange(Pulls(pod));
            steps.AddRange(Inits(pod, prepared?.Since ?? bound));
            steps.Sort((a, b) => a.Start != b.Start ? a.Start.CompareTo(b.Start) : a.Kind.CompareTo(b.Kind));
            var begun = started + steps.Max(s => s.Start + s.Duration);
            steps.AddRange(Containers(pod, begun));
            return steps;
        }

        private IEnumerable<TimeLineStep> Pulls(ObservedPod pod)
        {
            var events = state.EventsOf(pod);
            foreach (var pulling in events.Where(e => e.Reason == "Pulling").OrderBy(e => e.FirstSeen))
            {
                var container = pod.Containers.FirstOrDefault(c => c.FieldPath == pulling.FieldPath);
                var pulled = events.FirstOrDefault(e => e.Reason == "Pulled" && e.FieldPath == pulling.FieldPath && e.LastSeen >= pulling.FirstSeen);
                var hasFailed = events.Any(e => e.Reason == "Failed" && e.FieldPath == pulling.FieldPath && e.LastSeen >= pulling.LastSeen);
                var isUnderWay = pulled is null && !hasFailed && container is { IsRunning: false, WaitingReason: "ContainerCreating" or "PodInitializing" };
                if (pulled is null && !isUnderWay)
                    continue;
                yield return Step(TimeLineStepKind.Pull, $"pull {MessageText.OneLine(container?.Image ?? "image", 120)}", pulling.FirstSeen, pulled?.LastSeen ?? now, isOpen: pulled is null);
            }
        }

        private IEnumerable<TimeLineStep> Inits(ObservedPod pod, DateTimeOffset at)
        {
            foreach (var container in pod.Containers.Where(c => c.IsInit))
            {
                var seen = state.EventsOf(pod).FirstOrDefault(e => e.Reason == "Started" && e.FieldPath == container.FieldPath)?.FirstSeen ?? at;
                if (container.Terminated is { StartedAt: { } from, FinishedAt: { } to })
                {
                    yield return Step(TimeLineStepKind.Init, $"init {container.Name}", seen, seen + (to - from));
                    at = seen + (to - from);
                }
                else if (container.IsRunning)
                {
                    var ended = FirstWordOfLater(pod, container);
                    yield return Step(TimeLineStepKind.Init, $"init {container.Name}", container.Since, ended ?? now, isOpen: ended is null);
                }
            }
        }

        // the status of an init container that has ended may come 10 s later than the events of the next one
        private DateTimeOffset? FirstWordOfLater(ObservedPod pod, ObservedContainer init)
        {
            var later = pod.Containers.SkipWhile(c => c != init).Skip(1).Select(c => c.FieldPath).ToHashSet(StringComparer.Ordinal);
            return state.EventsOf(pod).Where(e => later.Contains(e.FieldPath)).Select(e => (DateTimeOffset?)e.FirstSeen).Min();
        }

        private IEnumerable<TimeLineStep> Containers(ObservedPod pod, DateTimeOffset at)
        {
            var main = pod.Containers.Where(c => c.Role == ObservedRole.Main).ToList();
            if (pod.IsOver || main.TrueForAll(c => c.Terminated is not null))
            {
                var ran = main.Select(c => c.Terminated).OfType<Termination>().Select(t => t is { StartedAt: { } from, FinishedAt: { } to } ? to - from : TimeSpan.Zero).DefaultIfEmpty(TimeSpan.Zero).Max();
                var ended = pod.IsOver ? pod.PhaseSince : now;
                var from = ended - ran > at ? ended - ran : at;
                if (from - at > Noticeable)
                    yield return Step(TimeLineStepKind.Start, "start containers", at, from);
                yield return Step(TimeLineStepKind.Run, "run", from, ended);
                yield break;
            }

            if (main.Exists(c => !c.IsRunning))
                yield break;
            var running = main.Select(c => c.Since).DefaultIfEmpty(at).Max();
            if (running > at)
                yield return Step(TimeLineStepKind.Start, "start containers", at, running);
            var ready = pod.Condition("Ready");
            var isReady = ready is { IsTrue: true };
            if (!isReady || ready!.Since > running)
                yield return Step(TimeLineStepKind.Probes, main.Exists(c => c.Readiness is not null) ? "readiness probes" : "become ready", running, isReady ? ready!.Since : now, isOpen: !isReady);
        }

        private TimeLineStep Step(TimeLineStepKind kind, string name, DateTimeOffset from, DateTimeOffset to, bool isOpen = false) =>
            new(root, name, from > started ? from - started : TimeSpan.Zero, to > from ? to - from : TimeSpan.Zero) { Kind = kind, IsOpen = isOpen };
    }
}
