using System.Globalization;
using KubeAssert.Yaml;

namespace KubeAssert.Loading;

/// <summary>Makes manifests of documents: one of each, or as many as a list holds; and says what keeps a document from being one.</summary>
internal sealed class DocumentReader(bool isNamed, ICollection<Manifest> manifests, ICollection<ReadProblem> problems)
{
    private readonly List<ReadProblem> _doubts = [];
    private bool _holdsManifests;

    /// <summary>Reads the documents of one file. False if it holds none of Kubernetes' objects and nobody said it would.</summary>
    public bool Read(IReadOnlyList<YamlDocument> documents)
    {
        foreach (var document in documents)
            Read(document.Root, document.Origin, inheritedApiVersion: null, inheritedKind: null);

        // beside manifests, or in a file that was named, everything has to be one; elsewhere it is somebody else's file
        if (!_holdsManifests && !isNamed)
            return _doubts.Count == 0 && documents.Count == 0;
        foreach (var doubt in _doubts)
            problems.Add(doubt);
        return true;
    }

    private void Read(Node node, string? origin, string? inheritedApiVersion, string? inheritedKind)
    {
        if (node is not MapNode root)
        {
            var what = node.IsList ? "a list" : string.Create(CultureInfo.InvariantCulture, $"a string of {node.Text?.Length ?? 0} characters");
            Doubt(node, isCertain: !node.IsList, $"expected a mapping (apiVersion, kind, metadata), found {what}", "write apiVersion, kind and metadata, or leave the document out");
            return;
        }

        var apiVersion = root["apiVersion"].Text ?? inheritedApiVersion;
        var kind = root["kind"].Text ?? inheritedKind;
        if (string.IsNullOrEmpty(apiVersion) || string.IsNullOrEmpty(kind))
        {
            var missing = string.IsNullOrEmpty(apiVersion) ? string.IsNullOrEmpty(kind) ? "apiVersion and kind are" : "apiVersion is" : "kind is";
            Doubt(root, isCertain: (apiVersion is not null || kind is not null) && root["metadata"].IsMap,
                $"{missing} missing", "begin the manifest with both, such as apiVersion: apps/v1 and kind: Deployment");
            return;
        }

        if (ForeignGroups.Contains(apiVersion, kind))
        {
            Doubt(root, isCertain: false, $"{apiVersion} {kind} configures a tool and is no object of a cluster", ForeignGroups.Fix(apiVersion));
            return;
        }

        if (IsList(root, kind))
        {
            _holdsManifests = true;
            ReadItems(root, origin, apiVersion, kind);
            return;
        }

        _holdsManifests = true;
        if (inheritedKind is not null)
            root = WithType(root, apiVersion, kind);
        manifests.Add(new Manifest(root, origin));
    }

    private static bool IsList(MapNode root, string kind) =>
        kind.EndsWith("List", StringComparison.Ordinal) && (kind == "List" || root["items"].IsList) && !root["metadata"]["name"].HasValue;

    private void ReadItems(MapNode list, string? origin, string apiVersion, string kind)
    {
        var items = list["items"];
        if (items.HasValue && !items.IsList)
        {
            problems.Add(new ReadProblem(items.Location, $"items of a {kind} is no list", "write the objects as list items"));
            return;
        }

        var source = list.Source;
        var isTyped = kind != "List";
        foreach (var item in items.Items)
        {
            item.BelongTo(source);
            Read(item, origin, isTyped ? apiVersion : null, isTyped ? kind[..^"List".Length] : null);
        }
    }

    /// <summary>An item of a typed list may leave out what the list says.</summary>
    private static MapNode WithType(MapNode root, string apiVersion, string kind)
    {
        var source = root.Source;
        var entries = new List<MapEntry>();
        if (!root.ContainsKey("apiVersion"))
            entries.Add(new MapEntry("apiVersion", root.Line, root.Column, new ScalarNode(NodeKind.String, apiVersion, isPlain: true, root.Line, root.Column)));
        if (!root.ContainsKey("kind"))
            entries.Add(new MapEntry("kind", root.Line, root.Column, new ScalarNode(NodeKind.String, kind, isPlain: true, root.Line, root.Column)));
        return entries.Count == 0 ? root : new MapNode([.. entries, .. root.Entries], root.Line, root.Column, source);
    }

    private void Doubt(Node node, bool isCertain, string message, string fix)
    {
        _holdsManifests |= isCertain;
        if (_doubts.Count < Limits.Problems)
            _doubts.Add(new ReadProblem(node.Location, message, fix));
    }

}
