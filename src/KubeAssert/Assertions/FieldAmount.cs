using KubeAssert.OpenApi;

namespace KubeAssert.Assertions;

/// <summary>Whether two texts are the same amount: only where the field is a quantity by Kubernetes' schema, for <c>1.10</c> and <c>1.1</c> are two versions but one amount.</summary>
internal static class FieldAmount
{
    public static bool IsSame(Node node, string text) =>
        node.Text is { } own
        && Quantity.TryParse(own, out var left) && Quantity.TryParse(text, out var right) && left.CompareTo(right) == 0
        && IsQuantity(node);

    private static bool IsQuantity(Node node)
    {
        var root = node;
        var keys = new Stack<Node>();
        for (; root.Parent is { } parent; root = parent)
            keys.Push(root);

        var apiVersion = (root["apiVersion"].Text ?? "").Split('/');
        var (group, version) = apiVersion.Length == 2 ? (apiVersion[0], apiVersion[1]) : ("", apiVersion[0]);
        return VersionSchemas.Of(KubernetesVersion.Newest).Find(group, version, root["kind"].Text ?? "") is { } type
            ? IsQuantity(type, root, keys)
            : IsAmountOfResources(node);
    }

    private static bool IsQuantity(TypeSchema type, Node at, Stack<Node> way)
    {
        ValueSchema? schema = null;
        foreach (var next in way)
        {
            var key = at.IsMap ? at.Entries.First(e => ReferenceEquals(e.Value, next)).Key : "";
            schema = schema?.Shape switch
            {
                null => type.Find(key),
                ValueShape.Object => schema.Type.Find(key),
                ValueShape.List or ValueShape.Map => schema.Item,
                _ => null,
            };
            if (schema is null)
                return false;
            at = next;
        }

        return schema?.Shape == ValueShape.Quantity;
    }

    /// <summary>Custom kinds write the resources of their containers as pods do.</summary>
    private static bool IsAmountOfResources(Node node) =>
        node.Parent is { } amounts && amounts.Parent is { } resources
        && (ReferenceEquals(resources["requests"], amounts) || ReferenceEquals(resources["limits"], amounts));
}
