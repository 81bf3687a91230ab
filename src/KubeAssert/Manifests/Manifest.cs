using KubeAssert.Texts;

namespace KubeAssert;

/// <summary>One Kubernetes object as written in a document. Immutable.</summary>
public sealed class Manifest
{
    private IReadOnlyDictionary<string, string>? _labels;
    private IReadOnlyDictionary<string, string>? _annotations;

    internal Manifest(MapNode root, string? origin = null)
        : this(root, origin, root["apiVersion"].Text ?? "", root["kind"].Text ?? "")
    {
    }

    private Manifest(MapNode root, string? origin, string apiVersion, string kind)
    {
        Root = root;
        Origin = origin;
        ApiVersion = apiVersion;
        Kind = kind;
        var metadata = root["metadata"];
        Name = metadata["name"].Text ?? "";
        Namespace = metadata["namespace"].Text is { Length: > 0 } given ? given : null;

        var slash = ApiVersion.IndexOf('/', StringComparison.Ordinal);
        Group = slash < 0 ? "" : ApiVersion[..slash];
        Version = ApiVersion[(slash + 1)..];
    }

    /// <summary>The whole object.</summary>
    public MapNode Root { get; }

    /// <summary>The API version as written: <c>apps/v1</c>.</summary>
    public string ApiVersion { get; }

    /// <summary>The API group: <c>apps</c>; empty for the core group.</summary>
    public string Group { get; }

    /// <summary>The version inside the group: <c>v1</c>.</summary>
    public string Version { get; }

    /// <summary>The kind: <c>Deployment</c>.</summary>
    public string Kind { get; }

    /// <summary>The object's name; the <c>generateName</c> prefix is not a name.</summary>
    public string Name { get; }

    /// <summary>The namespace as written; null when none is written. A set's default applies then, see <see cref="ManifestSet.NamespaceOf"/>.</summary>
    public string? Namespace { get; }

    /// <summary>The object's labels.</summary>
    public IReadOnlyDictionary<string, string> Labels => _labels ??= StringMap(Root["metadata"]["labels"]);

    /// <summary>The object's annotations.</summary>
    public IReadOnlyDictionary<string, string> Annotations => _annotations ??= StringMap(Root["metadata"]["annotations"]);

    /// <summary>The place where the object begins.</summary>
    public Location Location => Root.Location;

    /// <summary>The template that rendered it, where a renderer said so: Helm's <c># Source: shop/templates/web.yaml</c>.</summary>
    public string? Origin { get; }

    /// <summary>The value behind a key at the top: <c>manifest["spec"]["replicas"]</c>. Never null; see <see cref="Node.Exists"/>.</summary>
    public Node this[string key] => Root[key];

    /// <summary>All nodes that a path leads to; see <see cref="Node.Select"/> for the grammar.</summary>
    /// <exception cref="FormatException">The path can't be read.</exception>
    public IReadOnlyList<Node> Select(string path) => Root.Select(path);

    /// <summary>Kind and name: <c>Deployment/web</c>.</summary>
    public override string ToString() => $"{VisibleText.Name(Kind)}/{VisibleText.Name(ShownName)}";

    private string ShownName => Name.Length > 0 ? Name : Root["metadata"]["generateName"].Text ?? "<unnamed>";

    /// <summary>The same object as another kind: an API server takes its endpoint's where a manifest doesn't say.</summary>
    internal Manifest As(string apiVersion, string kind) => new(Root, Origin, apiVersion, kind);

    internal static IReadOnlyDictionary<string, string> StringMap(Node node)
    {
        var map = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var entry in node.Entries)
        {
            if (entry.Value.Text is { } text)
                map[entry.Key] = text;
        }

        return map;
    }
}
