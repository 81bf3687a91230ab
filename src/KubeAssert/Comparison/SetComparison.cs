using KubeAssert.OpenApi;

namespace KubeAssert.Comparing;

/// <summary>Compares two sets: which objects belong together, and what differs in them.</summary>
internal sealed class SetComparison(ManifestSet left, ManifestSet right, KubernetesVersion version, bool onlyWritten)
{
    private readonly List<Difference> _differences = [];
    private HashSet<(string Group, string Kind, string? Namespace, string Name)>? _scaled;
    private readonly VersionSchemas _schemas = VersionSchemas.Of(version);
    private readonly Schemas _leftKinds = Schemas.BuiltIn.Over(left);
    private readonly Schemas _rightKinds = Schemas.BuiltIn.Over(right);

    public IReadOnlyList<Difference> Run()
    {
        var pairs = Pairs(out var onlyRight);
        foreach (var (mine, other) in pairs)
        {
            if (other is not null)
                Compare(mine, other);
            else if (!onlyWritten)
                _differences.Add(new Difference(Whole(mine), Nothing(), []));
        }

        foreach (var other in onlyRight)
            _differences.Add(new Difference(Nothing(), Whole(other), []));
        return _differences;
    }

    private List<(Manifest Left, Manifest? Right)> Pairs(out IReadOnlyList<Manifest> onlyRight)
    {
        var rest = new Dictionary<(string, string, string?, string), Queue<Manifest>>();
        foreach (var manifest in right)
            Queue(rest, Key(right, manifest)).Enqueue(manifest);
        var pairs = new List<(Manifest Left, Manifest? Right)>(left.Count);
        foreach (var manifest in left)
            pairs.Add((manifest, rest.TryGetValue(Key(left, manifest), out var same) && same.TryDequeue(out var first) ? first : null));

        var single = rest.Values.SelectMany(q => q).ToList();
        if (single.Count > 0 && !onlyWritten && pairs.Exists(p => p.Right is null))
            PairAcrossNamespaces(pairs, single);
        onlyRight = single.Count < 2 ? single : [.. right.Where(single.ToHashSet().Contains)];
        return pairs;
    }

    /// <summary>Pairs objects that only their namespaces tell apart, where no other object could be meant.</summary>
    private static void PairAcrossNamespaces(List<(Manifest Left, Manifest? Right)> pairs, List<Manifest> single)
    {
        var others = single.GroupBy(Name).Where(g => g.Count() == 1).ToDictionary(g => g.Key, g => g.First());
        var mine = pairs.Where(p => p.Right is null).GroupBy(p => Name(p.Left)).Where(g => g.Count() == 1).Select(g => g.Key).ToHashSet();
        for (var i = 0; i < pairs.Count; i++)
        {
            var name = Name(pairs[i].Left);
            if (pairs[i].Right is not null || !mine.Contains(name) || !others.Remove(name, out var other))
                continue;
            pairs[i] = (pairs[i].Left, other);
            single.Remove(other);
        }
    }

    private static (string, string, string) Name(Manifest manifest) => (manifest.Group, manifest.Kind, NameOf(manifest));

    private static (string, string, string?, string) Key(ManifestSet set, Manifest manifest) =>
        (manifest.Group, manifest.Kind, set.NamespaceOf(manifest), NameOf(manifest));

    private static string NameOf(Manifest manifest) =>
        manifest.Name.Length > 0 ? manifest.Name : manifest.Root["metadata"]["generateName"].Text ?? "";

    private static Queue<Manifest> Queue(Dictionary<(string, string, string?, string), Queue<Manifest>> queues, (string, string, string?, string) key)
    {
        if (!queues.TryGetValue(key, out var queue))
            queues.Add(key, queue = new Queue<Manifest>(1));
        return queue;
    }

    private void Compare(Manifest mine, Manifest other)
    {
        var (here, there) = (left.NamespaceOf(mine), right.NamespaceOf(other));
        var (mineKind, otherKind) = (Custom(mine, _leftKinds, _rightKinds), Custom(other, _rightKinds, _leftKinds));
        if (here == there && ReferenceEquals(mineKind, otherKind) && SameValue.AsWritten(mine.Root, other.Root))
            return;

        var comparison = new ObjectComparison(mine, other, onlyWritten, _differences, ReferenceEquals(mineKind, otherKind)) { IsScaled = onlyWritten && IsScaled(other, there) };
        if (mine.ApiVersion != other.ApiVersion)
            Add(comparison, DifferenceStep.Field(null, "apiVersion"), mine, other);
        if (onlyWritten && mine.ApiVersion != other.ApiVersion)
            return; // another version holds other fields: what it lacks has not drifted
        if (here != there)
            Namespaces(mine, other, here, there);

        var type = _schemas.Find(other.Group, other.Version, other.Kind);
        var shape = type is not null ? ComparedShape.Of(type) : ComparedShape.Of((otherKind ?? mineKind)?.Schema);
        comparison.Compare(new(Held(mine, mineKind), mine.Root), new(Held(other, otherKind), other.Root), shape);
    }

    /// <summary>The definition in the object's own set; where that has none, the one in the other.</summary>
    private static CustomKind? Custom(Manifest manifest, Schemas own, Schemas others) =>
        own.Find(manifest.Group, manifest.Version, manifest.Kind) ?? others.Find(manifest.Group, manifest.Version, manifest.Kind);

    /// <summary>The object as the server holds it; a custom one without its definition is held as it is written.</summary>
    private MapNode Held(Manifest manifest, CustomKind? custom) =>
        custom is not null ? StoredObject.Of(manifest.Root, custom) : ServedObject.Of(manifest, version, null);

    /// <summary>Whether a HorizontalPodAutoscaler of either set has the say over how many pods there are.</summary>
    private bool IsScaled(Manifest manifest, string? @namespace) => (_scaled ??= Scaled()).Contains((manifest.Group, manifest.Kind, @namespace, manifest.Name));

    private HashSet<(string Group, string Kind, string? Namespace, string Name)> Scaled() =>
        new[] { left, right }.SelectMany(set => set.Where(m => m is { Group: "autoscaling", Kind: "HorizontalPodAutoscaler" }).Select(m => (Target: m["spec"]["scaleTargetRef"], Namespace: set.NamespaceOf(m))))
            .Select(t => (t.Target["apiVersion"].Text is { } api && api.Contains('/', StringComparison.Ordinal) ? api[..api.IndexOf('/', StringComparison.Ordinal)] : "", t.Target["kind"].Text ?? "", t.Namespace, t.Target["name"].Text ?? ""))
            .ToHashSet();

    private static void Add(ObjectComparison comparison, DifferenceStep step, Manifest mine, Manifest other) =>
        comparison.Add(step, new(mine.Root[step.Key!], mine.Root[step.Key!]), new(other.Root[step.Key!], other.Root[step.Key!]));

    private void Namespaces(Manifest mine, Manifest other, string? here, string? there) =>
        _differences.Add(new Difference(Side(mine, here), Side(other, there), DifferenceStep.Way(DifferenceStep.Field(DifferenceStep.Field(null, "metadata"), "namespace"))));

    private static DifferenceSide Side(Manifest manifest, string? @namespace) =>
        new(manifest, manifest.Root["metadata"]["namespace"].Location, manifest.Namespace ?? $"{DifferenceValue.NotWritten}: {@namespace ?? "none"} by default");

    private static DifferenceSide Whole(Manifest manifest) => new(manifest, manifest.Location, DifferenceValue.WholeObject);

    private static DifferenceSide Nothing() => new(null, null, DifferenceValue.NotThere);
}
