namespace KubeAssert.Cluster.Deploying;

/// <summary>Copies nodes with changes; the copies stand where the originals were written.</summary>
internal static class NodeCopy
{
    /// <param name="node">What to copy.</param>
    /// <param name="change">The text that replaces a string, by its key and the string; null to keep it.</param>
    public static Node Of(Node node, Func<Node, string, string?> change) => Of(node, change, node.Source);

    public static ScalarNode String(Node place, string text) =>
        new(NodeKind.String, text, isPlain: false, place.Line, place.Column, place.Source);

    /// <summary>A map with one entry more, or another value for it.</summary>
    public static MapNode With(Node map, string key, Node value)
    {
        var entries = map.Entries.Where(e => e.Key != key).Append(new MapEntry(key, map.Line, map.Column, value)).ToArray();
        return new MapNode(entries, map.Line, map.Column, map.Source);
    }

    private static Node Of(Node node, Func<Node, string, string?> change, Yaml.Source source)
    {
        switch (node)
        {
            case MapNode map:
                var entries = map.Entries.Select(e => new MapEntry(e.Key, e.KeyLine, e.KeyColumn, Of(e.Value, change, source))).ToArray();
                return new MapNode(entries, map.Line, map.Column, source);
            case ListNode list:
                return new ListNode(list.Items.Select(i => Of(i, change, source)).ToArray(), list.Line, list.Column, source);
            case ScalarNode { Kind: NodeKind.String, Text: { } text } scalar:
                return new ScalarNode(NodeKind.String, change(scalar, text) ?? text, scalar.IsPlain, scalar.Line, scalar.Column, source);
            default:
                return new ScalarNode(node.Kind, node.Text ?? "", (node as ScalarNode)?.IsPlain ?? true, node.Line, node.Column, source);
        }
    }
}
