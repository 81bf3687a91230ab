using System.Collections.Immutable;
using System.Text.Json;

namespace KubeAssert.Cluster.Observation;

/// <summary>A manifest that was applied, and when, by our clock.</summary>
internal sealed record AppliedManifest(ObjectKey Key, Manifest Manifest, DateTimeOffset At)
{
    private ObservedObject? _written;

    /// <summary>The object as it was written, in place of one that nobody watches.</summary>
    public ObservedObject Written => _written ??= Project();

    private ObservedObject Project()
    {
        using var json = JsonDocument.Parse(Manifest.Root.ToString());
        return Projection.Of(Key, json.RootElement, null, At);
    }
}

/// <summary>All that was applied, as the set that its references are looked up in; read when a diagnosis first asks.</summary>
internal sealed class AppliedSet(ImmutableDictionary<ObjectKey, AppliedManifest> targets, ImmutableDictionary<ObjectKey, Rejected> rejections, string ns)
{
    private readonly Lazy<ReferenceGraph> _references = new(() => new ManifestSet(
        targets.Values.Select(t => t.Manifest).Concat(rejections.Values.Select(r => r.Manifest))
            .OrderBy(m => m.Location.File, StringComparer.Ordinal).ThenBy(m => m.Location.Line).ThenBy(m => m.Location.Column).ThenBy(m => m.Name, StringComparer.Ordinal),
        ns).References());

    public static AppliedSet Empty { get; } = new(
        ImmutableDictionary<ObjectKey, AppliedManifest>.Empty, ImmutableDictionary<ObjectKey, Rejected>.Empty, ManifestSet.KubernetesDefaultNamespace);

    public ReferenceGraph References => _references.Value;
}
