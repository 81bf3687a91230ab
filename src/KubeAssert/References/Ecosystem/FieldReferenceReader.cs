using System.Text;

namespace KubeAssert.References.Ecosystem;

/// <summary>Reads the fields of the table <see cref="FieldReferences"/>.</summary>
internal static class FieldReferenceReader
{
    private const string Controller = "created by its controller";

    private static readonly ILookup<(string, string), FieldReference> ByKind = FieldReferences.All.ToLookup(row => (row.Group, row.Kind));

    /// <summary>What installations create by themselves: the project and the source that every Argo CD and Flux has.</summary>
    private static readonly HashSet<(string Kind, string Name)> Installed = [("AppProject", "default"), ("GitRepository", "flux-system"), ("OCIRepository", "flux-system")];

    public static void Read(Manifest manifest, GraphBuilder graph)
    {
        foreach (var row in ByKind[(manifest.Group, manifest.Kind)])
        {
            foreach (var node in manifest.Select(row.Path))
                ReadField(row, manifest, node, graph);
        }
    }

    /// <summary>Whether a kind is in no namespace: by convention its name begins with <c>Cluster</c>.</summary>
    public static bool IsClusterScoped(string kind)
    {
        const string cluster = "Cluster";
        return kind.Length > cluster.Length && kind.StartsWith(cluster, StringComparison.Ordinal) && char.IsAsciiLetterUpper(kind[cluster.Length]);
    }

    private static void ReadField(FieldReference row, Manifest manifest, Node node, GraphBuilder graph)
    {
        var name = node.IsMap ? node["name"] : node;
        var kind = node["kind"].Text is { Length: > 0 } written ? written : row.TargetKind;
        if (row.ClusterFlag is { } flag && node.Parent?[flag].AsBoolean() == true)
            kind = "Cluster" + kind;

        // another group is another controller's, whose objects nothing is known of
        if (name.Text is not { Length: > 0 } text || (kind == row.TargetKind && IsForeign(node, manifest, row)))
            return;

        var own = graph.Manifests.NamespaceOf(manifest);
        var isClusterScoped = IsClusterScoped(kind);
        var inNamespace = node["namespace"].Text is { Length: > 0 } given ? given : own;
        var space = isClusterScoped ? null : inNamespace;
        var group = kind == row.TargetKind ? row.TargetGroup : BuiltInGroup(kind);
        var found = graph.Object(
            Id(kind), manifest, name, group, kind, space, node["optional"].AsBoolean() == true,
            elsewhere: Elsewhere(kind, text, space, own, graph));

        if (found is not null && node["key"].Text is { Length: > 0 })
            DataKeys.Read(kind == "ConfigMap" ? ReferenceKind.ConfigMapKey : ReferenceKind.SecretKey, manifest, node["key"], found, isOptional: false, graph);
        if (found is { Kind: "Service", Group: "" } && node["port"].HasValue)
            ServiceReferences.ReadPortOf(ReferenceKind.RoutePort, manifest, node["port"], found, graph);
    }

    private static bool IsForeign(Node node, Manifest manifest, FieldReference row) =>
        node["group"].Text is { Length: > 0 } group && row.TargetGroup is null && group != manifest.Group;

    private static string? BuiltInGroup(string kind) => kind is "Secret" or "ConfigMap" or "Service" ? "" : null;

    /// <summary>Why a custom object exists elsewhere: those of the whole cluster come with the platform, those of another namespace with what is there.</summary>
    private static string? Elsewhere(string kind, string name, string? target, string? own, GraphBuilder graph)
    {
        if (Installed.Contains((kind, name)))
            return ExistsElsewhere.Platform;
        if (kind == "TraefikService" && name.Contains('@', StringComparison.Ordinal))
            return Controller;
        var hasSome = graph.Objects.OfKind(kind).Any(other => graph.Objects.NamespaceOf(other) == target);
        if (target is null)
            return hasSome ? null : ExistsElsewhere.Platform;
        return target == own || hasSome || BuiltInGroup(kind) is not null ? null : ExistsElsewhere.OtherNamespace;
    }

    /// <summary>The reference's kind: <c>secret</c>, <c>git-repository</c>.</summary>
    private static string Id(string kind)
    {
        var id = new StringBuilder();
        for (var i = 0; i < kind.Length; i++)
        {
            if (i > 0 && char.IsAsciiLetterUpper(kind[i]) && !char.IsAsciiLetterUpper(kind[i - 1]))
                id.Append('-');
            id.Append(char.ToLowerInvariant(kind[i]));
        }

        return id.ToString();
    }
}
