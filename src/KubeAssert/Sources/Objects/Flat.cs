using KubeAssert.Yaml;

namespace KubeAssert.Sources;

/// <summary>Manifests out of the lists and maps that programs and generators put around them.</summary>
internal static class Flat
{
    /// <summary>Each manifest as a document of its own, in the order in which they stand.</summary>
    /// <param name="origin">What they came from; where a manifest stands in it is added.</param>
    public static IReadOnlyList<YamlDocument> Documents(Node root, string origin, ICollection<ReadProblem> problems)
    {
        var source = root.Source;
        var found = new List<(Node Node, string Path)>();
        Collect(root, found, problems);
        var documents = new List<YamlDocument>();
        foreach (var (node, path) in found)
        {
            var document = path.Length == 0 ? node : NodeCopy.Of(node);
            document.BelongTo(source);
            documents.Add(new YamlDocument(document, path.Length == 0 ? origin : $"{origin} {path}"));
        }

        return documents;
    }

    private static void Collect(Node node, List<(Node, string)> found, ICollection<ReadProblem> problems)
    {
        if (node is MapNode map && IsManifest(map))
        {
            found.Add((map, map.Path));
        }
        else if (node is MapNode or ListNode)
        {
            foreach (var entry in node.Entries)
                Collect(entry.Value, found, problems);
            foreach (var item in node.Items)
                Collect(item, found, problems);
        }
        else if (node.HasValue && problems.Count < Limits.Problems)
        {
            var path = node.Path.Length == 0 ? "the value" : node.Path;
            problems.Add(new ReadProblem(node.Location, $"{path} is no manifest, and no list or map of manifests", "render maps with apiVersion, kind and metadata, alone or in lists and maps"));
        }
    }

    private static bool IsManifest(MapNode map) => map["apiVersion"].Text is not null || map["kind"].Text is not null;
}
