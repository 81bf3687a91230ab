using System.Collections;
using System.Runtime.InteropServices;
using KubeAssert.Model;
using KubeAssert.References;
using KubeAssert.References.Ecosystem;

namespace KubeAssert;

/// <summary>Which objects of a set name or select which others. Made once per set; immutable and safe to share between threads.</summary>
public sealed class ReferenceGraph : IReadOnlyList<Reference>
{
    private readonly IReadOnlyList<Reference> _references;
    private readonly PodIndex _pods;
    private readonly RuntimeProducers _producers;
    private readonly Dictionary<Manifest, List<Reference>> _from = new(ReferenceEqualityComparer.Instance);
    private readonly Dictionary<Manifest, List<Reference>> _to = new(ReferenceEqualityComparer.Instance);

    private ReferenceGraph(ManifestSet manifests, IReadOnlyList<Reference> references, PodIndex pods, RuntimeProducers producers)
    {
        Manifests = manifests;
        _references = references;
        _pods = pods;
        _producers = producers;
        foreach (var reference in references)
        {
            Add(_from, reference.Source, reference);
            foreach (var target in reference.Targets)
                Add(_to, target, reference);
        }
    }

    /// <summary>The set.</summary>
    public ManifestSet Manifests { get; }

    /// <summary>The references to what should be in the set and is not, in the order in which they are written.</summary>
    public IEnumerable<Reference> Missing => _references.Where(reference => reference.IsMissing);

    /// <inheritdoc />
    public int Count => _references.Count;

    /// <inheritdoc />
    public Reference this[int index] => _references[index];

    /// <summary>What an object names or selects.</summary>
    public IReadOnlyList<Reference> ReferencesFrom(Manifest manifest)
    {
        ArgumentNullException.ThrowIfNull(manifest);
        return _from.TryGetValue(manifest, out var references) ? references : [];
    }

    /// <summary>Who names or selects an object.</summary>
    public IReadOnlyList<Reference> ReferencesTo(Manifest manifest)
    {
        ArgumentNullException.ThrowIfNull(manifest);
        return _to.TryGetValue(manifest, out var references) ? references : [];
    }

    /// <summary>The pod templates that a Service sends to: those in its namespace that carry all labels of its selector.</summary>
    public IReadOnlyList<PodTemplate> PodsSelectedBy(Service service)
    {
        ArgumentNullException.ThrowIfNull(service);
        return service.HasNoSelector ? [] : PodsSelectedBy(service.Selector, service.Namespace);
    }

    /// <summary>The pod templates in a namespace that a selector chooses.</summary>
    public IReadOnlyList<PodTemplate> PodsSelectedBy(LabelSelector selector, string? @namespace)
    {
        ArgumentNullException.ThrowIfNull(selector);
        return _pods.Select(selector, @namespace ?? Manifests.DefaultNamespace);
    }

    /// <summary>The pod template that differs in the fewest labels from what a selector asks for, with its place; null when none is near.</summary>
    public ReferenceCandidate? NearestPodTemplate(LabelSelector selector, string? @namespace)
    {
        ArgumentNullException.ThrowIfNull(selector);
        return _pods.Nearest(selector, @namespace ?? Manifests.DefaultNamespace);
    }

    /// <inheritdoc />
    public IEnumerator<Reference> GetEnumerator() => _references.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    /// <summary>Whether a pod template of the set, or the pods that a custom object makes at run time, would be chosen.</summary>
    internal bool HasPods(LabelSelector selector, string? @namespace) =>
        PodsSelectedBy(selector, @namespace).Count > 0 || _producers.OfPods(selector, @namespace).Any();

    internal static ReferenceGraph Of(ManifestSet manifests)
    {
        var graph = new GraphBuilder(manifests);
        var definitions = new DefinitionReferences(manifests);
        var custom = manifests.Setting<CustomReferences>() ?? CustomReferences.None;
        var views = new ReferenceReaders(manifests);
        foreach (var manifest in manifests)
        {
            views.Read(manifest, graph);
            definitions.Read(manifest, graph);
            FieldReferenceReader.Read(manifest, graph);
            foreach (var registered in custom.All)
                registered.Read(manifest, graph);
        }

        return new ReferenceGraph(manifests, graph.References, graph.Pods, graph.Producers);
    }

    private static void Add(Dictionary<Manifest, List<Reference>> index, Manifest manifest, Reference reference)
    {
        ref var list = ref CollectionsMarshal.GetValueRefOrAddDefault(index, manifest, out _);
        list ??= [];
        if (list.Count == 0 || !ReferenceEquals(list[^1], reference))
            list.Add(reference);
    }
}
