namespace KubeAssert.Cel;

/// <summary>What is written in a manifest, as an expression without a schema sees it.</summary>
internal static class NodeValue
{
    public static CelValue Of(Node node) => node.Kind switch
    {
        NodeKind.Missing or NodeKind.Null => NullValue.Instance,
        NodeKind.Boolean => BoolValue.Of(node.AsBoolean() == true),
        NodeKind.Integer when node.AsInteger() is { } integer => new IntValue(integer),
        NodeKind.Integer or NodeKind.Float => new DoubleValue(node.AsNumber() ?? 0),
        NodeKind.String => new StringValue(node.Text ?? ""),
        NodeKind.List => new NodeList(node),
        _ => new NodeMap(node),
    };

    private sealed class NodeList(Node node) : ListValue
    {
        public override int Count => node.Items.Count;

        public override CelValue this[int index] => NodeValue.Of(node.Items[index]);
    }

    private sealed class NodeMap(Node node) : MapValue
    {
        public override int Count => node.Entries.Count;

        public override IEnumerable<CelValue> Keys => node.Entries.Select(e => new StringValue(e.Key));

        public override CelValue? Find(CelValue key) =>
            key is StringValue text && node[text.Value] is { Exists: true } found ? NodeValue.Of(found) : null;
    }
}
