using KubeAssert.Cluster.Observation;

namespace KubeAssert.Cluster.Diagnosing.Context;

/// <summary>The picture, the moment and the policy: all that recognizers may look at.</summary>
internal sealed class DiagnosisContext(ClusterState state, DateTimeOffset now, WaitPolicy policy)
{
    private static readonly (string Group, string Kind)[] TemplateKinds =
    [
        ("apps", "Deployment"), ("apps", "StatefulSet"), ("apps", "DaemonSet"), ("apps", "ReplicaSet"), ("batch", "Job"), ("batch", "CronJob"), ("", "ReplicationController"),
    ];

    private IReadOnlyList<ObservedWorkload>? _templates;
    private ILookup<(string? Namespace, string Service), ObservedEndpoints>? _slices;
    private bool? _nodesAreStarting;
    private DateTimeOffset? _nodesReadySince;
    private IReadOnlyList<ObservedNode>? _nodes;
    private DateTimeOffset? _changedAt;
    private bool? _podsLeave;
    private readonly Dictionary<string, Dictionary<string, int>> _failures = new(StringComparer.Ordinal);

    public ClusterState State => state;

    public DateTimeOffset Now => now;

    public WaitPolicy WaitPolicy => policy;

    public IReadOnlyList<ObservedNode> Nodes => _nodes ??= state.Of<ObservedNode>("", "Node").ToArray();

    /// <summary>Whether the nodes may be looked at: a test's account often may not, being bound to one namespace.</summary>
    public bool NodesAreKnown => Nodes.Count > 0 || state.SeesAll("", "Node");

    /// <summary>Whether there is no node yet, or one on its way: what the scheduler says now is not its last word.</summary>
    public bool NodesAreStarting => _nodesAreStarting ??= Nodes.Count == 0 ? NodesAreKnown : Nodes.Any(n => n.IsStarting && !Works(n));

    // what runs there now and did not when the node was last heard of
    private bool Works(ObservedNode node) => state.Pods.Any(p => p.NodeName == node.Key.Name && p.Containers.Any(c => c.IsRunning && c.Since > (node.Condition("Ready")?.Since ?? node.FirstSeen)));

    /// <summary>Whether pods on their way out still hold ports, volumes and places.</summary>
    public bool PodsLeave => _podsLeave ??= state.Pods.Any(p => p.IsDeleting && p.NodeName is not null);

    /// <summary>When the last node became ready, as far as we saw.</summary>
    public DateTimeOffset NodesReadySince =>
        _nodesReadySince ??= !NodesAreKnown ? DateTimeOffset.MinValue : Nodes.Select(n => n.Condition("Ready")?.Since ?? n.FirstSeen).DefaultIfEmpty(now).Max();

    /// <summary>Workloads that a user wrote: not those that a controller made of them.</summary>
    public IReadOnlyList<ObservedWorkload> Templates => _templates ??= TemplateKinds
        .SelectMany(k => state.Of<ObservedWorkload>(k.Group, k.Kind)).Where(w => state.OwnerOf(w) is null).ToArray();

    public IEnumerable<ObservedEndpoints> Slices(ObjectKey service) =>
        (_slices ??= state.Of<ObservedEndpoints>("discovery.k8s.io", "EndpointSlice").ToLookup(s => (s.Key.Namespace, s.ServiceName)))[(service.Namespace, service.Name)];

    /// <summary>When a contradiction between applied objects can have begun: at the last change of one of them, or of what was applied at all.</summary>
    public DateTimeOffset Latest(params ReadOnlySpan<ObservedObject?> objects)
    {
        var latest = _changedAt ??= state.ChangedAt ?? DateTimeOffset.MinValue;
        foreach (var found in objects)
        {
            if (found?.ChangedAt > latest)
                latest = found.ChangedAt;
        }

        return latest;
    }

    /// <summary>How many pods of an owner failed for a reason.</summary>
    public int FailedAlike(ObservedObject owner, string reason)
    {
        if (!_failures.TryGetValue(owner.Uid, out var failed))
            _failures[owner.Uid] = failed = state.PodsOf(owner).Where(p => p.Phase == "Failed").GroupBy(p => p.Reason).ToDictionary(g => g.Key, g => g.Count(), StringComparer.Ordinal);
        return failed.GetValueOrDefault(reason);
    }

    /// <summary>Whether a pod's volumes are mounted and its network is there; older kubelets say so only by what they did next.</summary>
    public bool HasSandbox(ObservedPod pod) =>
        pod.HasSandbox || state.EventsOf(pod).Any(e => e.FieldPath.Length > 0 && e.Reason is "Pulling" or "Pulled" or "Created" or "Started");

    public DateTimeOffset AfterGrace(DateTimeOffset since) => since + policy.GracePeriod;

    public DateTimeOffset AfterSettling(DateTimeOffset since) => since + policy.SettleTime;

    /// <summary>When waiting for what was named becomes pointless: soon where something nearly of that name is there, as it is a slip of the pen; else it may still come.</summary>
    public DateTimeOffset AfterHoping(DateTimeOffset since, bool isNearMiss) => isNearMiss ? AfterSettling(since) : AfterGrace(since);

    public IEnumerable<ObservedEvent> Events(ObservedObject about, string reason)
    {
        foreach (var e in state.EventsOf(about))
        {
            if (e.Reason == reason)
                yield return e;
        }
    }

    public IEnumerable<ObservedEvent> Events(ObservedObject about, ObservedContainer container, string reason)
    {
        foreach (var e in state.EventsOf(about))
        {
            if (e.Reason == reason && e.FieldPath == container.FieldPath)
                yield return e;
        }
    }

    /// <summary>When the given number of events was seen in all; null when there were fewer.</summary>
    public static DateTimeOffset? SeenTimes(IEnumerable<ObservedEvent> events, int times)
    {
        var total = 0;
        DateTimeOffset? at = null;
        foreach (var e in events.OrderBy(e => e.FirstSeen))
        {
            total += e.Count;
            if (total < times)
                continue;
            at = total - e.Count >= times ? at : times - (total - e.Count) <= 1 ? e.FirstSeen : times == 2 ? e.SecondSeen ?? e.LastSeen : e.LastSeen;
            return at;
        }

        return null;
    }

    /// <summary>Whether an object exists; null when that is not known.</summary>
    public bool? Exists(ObjectKey key)
    {
        if (state.Find(key) is { } found)
            return !found.IsDeleting || key.Kind == "PersistentVolumeClaim";
        if (state.SeesAll(key.Group, key.Kind))
            return false;
        return state.AnswerTo(key)?.Exists;
    }

    /// <summary>Whether a ConfigMap or Secret has a key; null when that is not known.</summary>
    public bool? HasKey(ObjectKey key, string name) =>
        state.Find<ObservedKeys>(key) is { } found ? found.Keys.Contains(name, StringComparer.Ordinal)
        : state.AnswerTo(key) is { Exists: true, Keys: { } keys } ? keys.Contains(name, StringComparer.Ordinal)
        : null;

    /// <summary>How long ago, for people: <c>2 s</c>.</summary>
    public string Ago(DateTimeOffset at) => MessageText.Duration(now - at) + " ago";

    public string Describe(ObservedEvent e) =>
        $"event {e.Reason}{(e.Count > 1 ? $" x{e.Count}" : "")}, {Ago(e.LastSeen)}: {MessageText.OneLine(e.Message, 400)}";
}
