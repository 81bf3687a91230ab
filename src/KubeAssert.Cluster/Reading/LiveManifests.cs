using KubeAssert.Yaml;

namespace KubeAssert.Cluster;

/// <summary>What servers write into objects, and how to be rid of it.</summary>
public static class LiveManifests
{
    private static readonly string[] OfMetadata = ["uid", "resourceVersion", "generation", "creationTimestamp", "selfLink", "managedFields"];

    /// <summary>The same manifests without the status, managed fields and what else in the metadata only a server writes.</summary>
    public static ManifestSet WithoutServerFields(this ManifestSet manifests)
    {
        ArgumentNullException.ThrowIfNull(manifests);
        return manifests.WithManifests(manifests.Select(WithoutServerFields));
    }

    /// <summary>A copy without the status, managed fields and what else in the metadata only a server writes.</summary>
    public static Manifest WithoutServerFields(this Manifest manifest)
    {
        ArgumentNullException.ThrowIfNull(manifest);
        var root = manifest.Root;
        var entries = root.Entries.Where(e => e.Key != "status").Select(e => new MapEntry(e.Key, e.KeyLine, e.KeyColumn, e.Key == "metadata" && e.Value is MapNode metadata
            ? new MapNode([.. metadata.Entries.Where(m => !OfMetadata.Contains(m.Key, StringComparer.Ordinal)).Select(m => new MapEntry(m.Key, m.KeyLine, m.KeyColumn, NodeCopy.Of(m.Value)))], metadata.Line, metadata.Column)
            : NodeCopy.Of(e.Value)));
        return new Manifest(new MapNode([.. entries], root.Line, root.Column, root.Source), manifest.Origin);
    }
}
