using System.Collections.Immutable;
using System.Text.Json;

namespace KubeAssert.Cluster.Observation;

/// <summary>
/// Everything that matters of a cluster at one moment. Immutable: folding in an observation gives a new picture that shares nearly all of the old one.
/// </summary>
internal sealed class ClusterState
{
    // what one noisy object may keep in memory
    private const int EventsPerObject = 64;

    private static readonly ImmutableDictionary<ObjectKey, ObservedObject> NoObjects = ImmutableDictionary<ObjectKey, ObservedObject>.Empty;

    public static readonly ClusterState Empty = new();

    private ClusterState()
    {
    }

    private ClusterState(ClusterState other)
    {
        Kinds = other.Kinds;
        Children = other.Children;
        Events = other.Events;
        Complete = other.Complete;
        Targets = other.Targets;
        Rejections = other.Rejections;
        Written = other.Written;
        Answers = other.Answers;
        Lost = other.Lost;
        Gone = other.Gone;
        PodGoneAt = other.PodGoneAt;
        StartedAt = other.StartedAt;
        AnswersQuestions = other.AnswersQuestions;
    }

    private ImmutableDictionary<(string Group, string Kind), ImmutableDictionary<ObjectKey, ObservedObject>> Kinds { get; init; } =
        ImmutableDictionary<(string Group, string Kind), ImmutableDictionary<ObjectKey, ObservedObject>>.Empty;

    private ImmutableDictionary<string, ImmutableHashSet<ObjectKey>> Children { get; init; } = ImmutableDictionary.Create<string, ImmutableHashSet<ObjectKey>>(StringComparer.Ordinal);

    private ImmutableDictionary<string, ImmutableList<ObservedEvent>> Events { get; init; } = ImmutableDictionary.Create<string, ImmutableList<ObservedEvent>>(StringComparer.Ordinal);

    private ImmutableHashSet<(string Group, string Kind)> Complete { get; init; } = [];

    /// <summary>What was applied, and is to become ready.</summary>
    public ImmutableDictionary<ObjectKey, AppliedManifest> Targets { get; private init; } = ImmutableDictionary<ObjectKey, AppliedManifest>.Empty;

    /// <summary>What the API server refused.</summary>
    public ImmutableDictionary<ObjectKey, Rejected> Rejections { get; private init; } = ImmutableDictionary<ObjectKey, Rejected>.Empty;

    /// <summary>Who names whom among the manifests, those that were refused included.</summary>
    public ReferenceGraph References => Written.References;

    private AppliedSet Written { get; init; } = AppliedSet.Empty;

    private ImmutableDictionary<ObjectKey, LookedUp> Answers { get; init; } = ImmutableDictionary<ObjectKey, LookedUp>.Empty;

    private ImmutableDictionary<(string Group, string Kind), DateTimeOffset> Lost { get; init; } = ImmutableDictionary<(string Group, string Kind), DateTimeOffset>.Empty;

    private ImmutableDictionary<ObjectKey, (ObservedObject Last, DateTimeOffset At)> Gone { get; init; } = ImmutableDictionary<ObjectKey, (ObservedObject Last, DateTimeOffset At)>.Empty;

    /// <summary>When something was applied last, or something applied was deleted; null before.</summary>
    public DateTimeOffset? ChangedAt => Targets.IsEmpty ? null : Targets.Values.Select(t => t.At).Concat(Gone.Values.Select(g => g.At)).Max();

    /// <summary>When a pod was last seen to vanish, and to give back what it held; null when none was.</summary>
    public DateTimeOffset? PodGoneAt { get; private init; }

    /// <summary>Since when the picture is old because something can't be watched; null while all is.</summary>
    public DateTimeOffset? StaleSince => Lost.IsEmpty ? null : Lost.Values.Min();

    /// <summary>When the first manifests were applied, by our clock; null before.</summary>
    public DateTimeOffset? StartedAt { get; private init; }

    /// <summary>Whether somebody answers what a diagnosis asks. Where nobody does, a symptom is believed without a second look.</summary>
    public bool AnswersQuestions { get; private init; }

    public ClusterState AnsweringQuestions() => new(this) { AnswersQuestions = true };

    public ClusterState With(Observation observation) => observation switch
    {
        Watched { Type: WatchEventType.Bookmark } => this,
        Watched { Type: WatchEventType.Deleted } watched => Without(Projection.KeyOf(watched.Object), watched.At),
        Watched watched => WithObject(Projection.KeyOf(watched.Object), watched),
        Listed listed => WithList(listed),
        Applied applied => WithTargets(applied),
        Rejected rejected => WithRejected(rejected),
        WatchLost lost => Lost.ContainsKey((lost.Group, lost.Kind)) ? this : new(this) { Lost = Lost.Add((lost.Group, lost.Kind), lost.At) },
        WatchResumed resumed => new(this) { Lost = Lost.Remove((resumed.Group, resumed.Kind)) },
        LookedUp answer => new(this) { Answers = Answers.SetItem(answer.Key, answer) },
        _ => this,
    };

    public IEnumerable<ObservedPod> Pods => Of<ObservedPod>("", "Pod");

    public IEnumerable<T> Of<T>(string group, string kind)
        where T : ObservedObject
    {
        if (!Kinds.TryGetValue((group, kind), out var objects))
            yield break;
        foreach (var pair in objects)
        {
            if (pair.Value is T typed)
                yield return typed;
        }
    }

    /// <summary>Every object that may be in a state of its own: neither pods nor events, nor what merely is there.</summary>
    public IEnumerable<ObservedObject> Stateful
    {
        get
        {
            foreach (var (kind, objects) in Kinds)
            {
                if (kind is ("", "Pod" or "Event" or "ConfigMap" or "Secret" or "ServiceAccount" or "Node") or ("discovery.k8s.io", _))
                    continue;
                foreach (var pair in objects)
                    yield return pair.Value;
            }
        }
    }

    public ObservedObject? Find(ObjectKey key) =>
        Kinds.TryGetValue((key.Group, key.Kind), out var objects) ? objects.GetValueOrDefault(key) : null;

    public T? Find<T>(ObjectKey key)
        where T : ObservedObject => Find(key) as T;

    /// <summary>Objects whose owner has this uid.</summary>
    public IEnumerable<ObservedObject> ChildrenOf(ObservedObject owner)
    {
        if (!Children.TryGetValue(owner.Uid, out var keys))
            yield break;
        foreach (var key in keys)
        {
            if (Find(key) is { } child)
                yield return child;
        }
    }

    /// <summary>The pods an object controls, directly or through others.</summary>
    public IEnumerable<ObservedPod> PodsOf(ObservedObject owner, int depth = 0)
    {
        foreach (var child in ChildrenOf(owner))
        {
            if (child is ObservedPod pod)
            {
                yield return pod;
            }
            else if (depth < 4)
            {
                foreach (var below in PodsOf(child, depth + 1))
                    yield return below;
            }
        }
    }

    /// <summary>What was said about this very object, by its uid: never what was said about a dead one of the same name.</summary>
    public IReadOnlyList<ObservedEvent> EventsOf(ObservedObject about) =>
        about.Uid.Length > 0 && Events.TryGetValue(about.Uid, out var events) ? events : [];

    /// <summary>The last that was seen of an applied object that was deleted since.</summary>
    public ObservedObject? LastOf(AppliedManifest target) => Gone.TryGetValue(target.Key, out var gone) && gone.At >= target.At ? gone.Last : null;

    /// <summary>The object that controls this one, if we see it.</summary>
    public ObservedObject? OwnerOf(ObservedObject child) =>
        child.Owner is { } owner
            ? Find(new ObjectKey(owner.Group, owner.Kind, child.Key.Namespace, owner.Name)) is { } found && found.Uid == owner.Uid ? found : null
            : null;

    /// <summary>Whether the whole list of a kind is known, so that what is not seen is not there.</summary>
    public bool SeesAll(string group, string kind) => Complete.Contains((group, kind));

    public LookedUp? AnswerTo(ObjectKey key) => Answers.GetValueOrDefault(key);

    public static ObjectKey KeyOf(Manifest manifest, string ns) => new(
        manifest.Group, manifest.Kind, KubernetesScopes.IsClusterScoped(manifest.Group, manifest.Kind) ? null : manifest.Namespace ?? ns, manifest.Name);

    private ClusterState WithObject(ObjectKey key, Watched watched) => WithProjected(Projection.Of(key, watched.Object, Find(key), watched.At), watched.At);

    private ClusterState WithProjected(ObservedObject now, DateTimeOffset at)
    {
        var kind = (now.Key.Group, now.Key.Kind);
        var objects = Kinds.GetValueOrDefault(kind, NoObjects);
        var before = objects.GetValueOrDefault(now.Key);
        var next = before is not null && before.Uid != now.Uid ? Without(now.Key, at) : this;

        return new ClusterState(next)
        {
            Kinds = next.Kinds.SetItem(kind, next.Kinds.GetValueOrDefault(kind, NoObjects).SetItem(now.Key, now)),
            Children = now.Owner is { Uid: var owner } ? next.Children.SetItem(owner, next.Children.GetValueOrDefault(owner, []).Add(now.Key)) : next.Children,
            Events = now is ObservedEvent said ? WithEvent(next.Events, said) : next.Events,
            Gone = next.Gone.Remove(now.Key),
        };
    }

    private static ImmutableDictionary<string, ImmutableList<ObservedEvent>> WithEvent(
        ImmutableDictionary<string, ImmutableList<ObservedEvent>> events, ObservedEvent said)
    {
        var list = events.GetValueOrDefault(said.AboutUid, []);
        var at = list.FindIndex(e => e.Key == said.Key);
        list = at >= 0 ? list.SetItem(at, said) : list.Add(said);
        return events.SetItem(said.AboutUid, list.Count > EventsPerObject ? list.RemoveAt(0) : list);
    }

    private ClusterState Without(ObjectKey key, DateTimeOffset at)
    {
        if (Find(key) is not { } gone)
            return this;

        var kind = (key.Group, key.Kind);
        var children = Children;
        if (gone.Owner is { } owner && children.TryGetValue(owner.Uid, out var siblings))
            children = siblings.Count == 1 ? children.Remove(owner.Uid) : children.SetItem(owner.Uid, siblings.Remove(key));

        var events = Events;
        if (gone is ObservedEvent said)
        {
            var rest = events.GetValueOrDefault(said.AboutUid, []).RemoveAll(e => e.Key == key);
            events = rest.IsEmpty ? events.Remove(said.AboutUid) : events.SetItem(said.AboutUid, rest);
        }
        else
        {
            events = events.Remove(gone.Uid);
        }

        var left = Targets.ContainsKey(key) ? Gone.SetItem(key, (gone, at)) : Gone;
        return new ClusterState(this) { Kinds = Kinds.SetItem(kind, Kinds[kind].Remove(key)), Children = children, Events = events, Gone = left, PodGoneAt = gone is ObservedPod ? at : PodGoneAt };
    }

    private ClusterState WithList(Listed listed)
    {
        var state = this;
        var seen = new HashSet<ObjectKey>();
        foreach (var json in listed.Objects)
        {
            var key = Projection.KeyOf(listed.Group, listed.Kind, json);
            seen.Add(key);
            state = state.WithProjected(Projection.Of(key, json, state.Find(key), listed.At), listed.At);
        }

        var kind = (listed.Group == "events.k8s.io" ? "" : listed.Group, listed.Kind);
        foreach (var gone in state.Kinds.GetValueOrDefault(kind, NoObjects).Keys.Where(k => !seen.Contains(k) && (listed.Namespace is null || k.Namespace == listed.Namespace)).ToList())
            state = state.Without(gone, listed.At);
        return new ClusterState(state) { Complete = state.Complete.Add(kind), Lost = state.Lost.Remove((listed.Group, listed.Kind)) };
    }

    private ClusterState WithTargets(Applied applied)
    {
        var targets = Targets;
        var rejections = Rejections;
        foreach (var manifest in applied.Manifests)
        {
            var key = KeyOf(manifest, applied.Namespace);
            targets = targets.SetItem(key, new AppliedManifest(key, manifest, applied.At));
            rejections = rejections.Remove(key);
        }

        return new ClusterState(this) { Targets = targets, Rejections = rejections, StartedAt = StartedAt ?? applied.At, Written = new AppliedSet(targets, rejections, applied.Namespace) };
    }

    private ClusterState WithRejected(Rejected rejected)
    {
        var rejections = Rejections.SetItem(KeyOf(rejected.Manifest, rejected.Namespace), rejected);
        return new ClusterState(this) { Rejections = rejections, StartedAt = StartedAt ?? rejected.At, Written = new AppliedSet(Targets, rejections, rejected.Namespace) };
    }
}
