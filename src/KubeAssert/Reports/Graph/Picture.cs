namespace KubeAssert.Reports;

/// <summary>Who names whom, as a picture shows it.</summary>
/// <param name="Nodes">The objects that name or are named, and what is missing.</param>
/// <param name="Edges">Who names whom; at most one for each pair.</param>
/// <param name="Unconnected">How many objects of the set name nothing and are named by nothing.</param>
/// <param name="Hidden">How many nodes were left out to keep the picture readable.</param>
internal sealed record Picture(IReadOnlyList<PictureNode> Nodes, IReadOnlyList<PictureEdge> Edges, int Unconnected, int Hidden = 0)
{
    public static Picture Of(ManifestSet manifests, IReadOnlyCollection<ReportItem> items)
    {
        var worst = items.Where(i => !i.IsExempt).GroupBy(i => i.FullObject, StringComparer.Ordinal)
            .ToDictionary(g => g.Key, g => g.Max(i => i.Severity), StringComparer.Ordinal);
        var nodes = new List<PictureNode>();
        var byKey = new Dictionary<object, int>();
        var edges = new Dictionary<(int, int), PictureEdge>();
        foreach (var reference in manifests.References())
        {
            foreach (var target in reference.Targets.Where(t => !ReferenceEquals(t, reference.Source)))
                Connect(reference, target);
            if (reference.IsMissing || (reference.State != ReferenceState.Resolved && reference.Target.Part is null))
                Connect(reference, reference);
        }

        var connected = byKey.Keys.OfType<Manifest>().Count();
        return new Picture(nodes, Paired(edges), manifests.Count - connected);

        void Connect(Reference reference, object target)
        {
            var (from, to) = (NodeOf(reference.Source), NodeOf(target));
            edges[(from, to)] = edges.TryGetValue((from, to), out var known)
                ? known with { Kinds = known.Kinds.Contains(reference.Kind, StringComparer.Ordinal) ? known.Kinds : [.. known.Kinds, reference.Kind], State = Worse(known.State, reference.State) }
                : new PictureEdge(from, to, [Printable.Line(reference.Kind)], reference.State);
        }

        int NodeOf(object thing)
        {
            var key = thing is Reference dangling ? (BandOf(dangling), dangling.Target.ToString(), dangling.State) : thing;
            if (byKey.TryGetValue(key, out var id))
                return id;
            byKey[key] = id = nodes.Count;
            nodes.Add(thing is Reference reference ? Dangling(reference, BandOf(reference)) : Present((Manifest)thing));
            return id;
        }

        // what is not there and in no namespace stands beside who names it
        string BandOf(Reference dangling) => Printable.Line(dangling.Target.Namespace ?? manifests.NamespaceOf(dangling.Source) ?? "");

        PictureNode Present(Manifest manifest)
        {
            var name = Printable.Line(manifest.ToString());
            var @namespace = Printable.Line(manifests.NamespaceOf(manifest) ?? "");
            var full = @namespace.Length > 0 ? $"{@namespace}/{name}" : name;
            return new PictureNode(Printable.Line(manifest.Kind), name[(name.IndexOf('/', StringComparison.Ordinal) + 1)..], @namespace, ReferenceState.Resolved)
            {
                Object = full,
                Worst = worst.TryGetValue(full, out var severity) ? severity : null,
            };
        }
    }

    /// <summary>Two that name each other are joined by one line; a Service stands before the pods it sends to.</summary>
    private static List<PictureEdge> Paired(Dictionary<(int, int), PictureEdge> edges)
    {
        var paired = new List<PictureEdge>();
        foreach (var edge in edges.Values)
        {
            if (!edges.TryGetValue((edge.To, edge.From), out var back))
                paired.Add(edge);
            else if (IsFirst(edge, back))
                paired.Add(edge with { Kinds = [.. edge.Kinds, .. back.Kinds], State = Worse(edge.State, back.State), IsMutual = true });
        }

        return paired;

        static bool IsFirst(PictureEdge edge, PictureEdge back) =>
            (edge.Kinds.Contains(ReferenceKind.ServicePods), back.Kinds.Contains(ReferenceKind.ServicePods)) switch
            {
                (true, false) => true,
                (false, true) => false,
                _ => edge.From < edge.To,
            };
    }

    private static PictureNode Dangling(Reference reference, string band)
    {
        var target = reference.Target;
        var whole = target.Selector is null ? target.Name : target.Selector.ToString();
        var name = target.Part is null ? whole : $"{whole} {target.PartKind} {target.Part}";
        return new PictureNode(Printable.Line(target.Kind), Printable.Line(name), band, reference.State);
    }

    private static ReferenceState Worse(ReferenceState a, ReferenceState b) => a > b ? a : b;
}

/// <summary>An object in the picture, or several alike.</summary>
/// <param name="Kind">Its kind.</param>
/// <param name="Name">Its name, or what was looked for.</param>
/// <param name="Namespace">Its namespace; empty outside namespaces. What is not in the set and in no namespace has that of the object that names it.</param>
/// <param name="State">Resolved for what is there.</param>
internal sealed record PictureNode(string Kind, string Name, string Namespace, ReferenceState State)
{
    /// <summary>The object as items name it; empty for what is not in the set.</summary>
    public string Object { get; init; } = "";

    /// <summary>The worst that was found in it.</summary>
    public Severity? Worst { get; init; }

    /// <summary>How many objects it stands for; the name is that of the first.</summary>
    public int Count { get; init; } = 1;

    public string FullName => Count == 1 ? Name : string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{Name} and {Count - 1} more");
}

/// <summary>One object naming another.</summary>
/// <param name="From">The index of the node that names.</param>
/// <param name="To">The index of the node that is named.</param>
/// <param name="Kinds">In which ways.</param>
/// <param name="State">The worst that becomes of it.</param>
internal sealed record PictureEdge(int From, int To, IReadOnlyList<string> Kinds, ReferenceState State)
{
    /// <summary>Whether the other names the one too, as a StatefulSet and its Service do.</summary>
    public bool IsMutual { get; init; }
}
