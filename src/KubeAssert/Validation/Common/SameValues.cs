namespace KubeAssert.Validation;

/// <summary>Whether two values decode to the same: what is not written equals what is empty, and the order of keys doesn't matter.</summary>
internal static class SameValues
{
    public static bool Are(Node? a, Node? b)
    {
        if (a is null || b is null || !a.HasValue || !b.HasValue)
            return IsZero(a) && IsZero(b);

        return a.Kind switch
        {
            NodeKind.Map => b is MapNode other && AreMaps((MapNode)a, other),
            NodeKind.List => b is ListNode other && AreLists((ListNode)a, other),
            NodeKind.Integer or NodeKind.Float => a.AsNumber() is { } x && b.AsNumber() is { } y && x.Equals(y),
            NodeKind.Boolean => a.AsBoolean() == b.AsBoolean(),
            _ => a.Kind == b.Kind && a.Text == b.Text,
        };
    }

    private static bool AreMaps(MapNode a, MapNode b)
    {
        foreach (ref readonly var entry in a.Span)
        {
            if (!Are(entry.Value, b.Find(entry.Key)))
                return false;
        }

        foreach (ref readonly var entry in b.Span)
        {
            if (a.Find(entry.Key) is null && !IsZero(entry.Value))
                return false;
        }

        return true;
    }

    private static bool AreLists(ListNode a, ListNode b)
    {
        if (a.Span.Length != b.Span.Length)
            return false;
        for (var i = 0; i < a.Span.Length; i++)
        {
            if (!Are(a.Span[i], b.Span[i]))
                return false;
        }

        return true;
    }

    private static bool IsZero(Node? node) =>
        node is null || !node.HasValue || (node.IsList && node.Items.Count == 0) || node.Text is { Length: 0 } || node.AsBoolean() == false;
}
