using System.Globalization;

namespace KubeAssert.Comparing;

/// <summary>Whether nodes hold the same, wherever they are written.</summary>
internal static class SameValue
{
    /// <summary>Whether two trees are written alike, but for the order of keys.</summary>
    public static bool AsWritten(Node left, Node right)
    {
        if (left is MapNode map && right is MapNode other)
        {
            if (map.Span.Length != other.Span.Length)
                return false;
            for (var i = 0; i < map.Span.Length; i++)
            {
                ref readonly var entry = ref map.Span[i];
                var value = other.Span[i].Key == entry.Key ? other.Span[i].Value : other.Find(entry.Key);
                if (value is null || !AsWritten(entry.Value, value))
                    return false;
            }

            return true;
        }

        if (left is ListNode list && right is ListNode others)
        {
            if (list.Span.Length != others.Span.Length)
                return false;
            for (var i = 0; i < list.Span.Length; i++)
            {
                if (!AsWritten(list.Span[i], others.Span[i]))
                    return false;
            }

            return true;
        }

        return left.Kind == right.Kind && !left.IsMap && !left.IsList && left.Text == right.Text;
    }

    /// <summary>Whether two values that are neither maps nor lists are the same to the server.</summary>
    public static bool Scalars(Node left, Node right, ComparedShape shape)
    {
        if (left.Kind == right.Kind && left.Text == right.Text)
            return true;
        if (shape.IsQuantity && Quantity.TryParse(left.Text, out var amount) && Quantity.TryParse(right.Text, out var other))
            return amount.Equals(other);
        if (left.Kind is NodeKind.Integer or NodeKind.Float && right.Kind is NodeKind.Integer or NodeKind.Float)
            return left.AsInteger() is { } integer && right.AsInteger() is { } second ? integer == second : left.AsNumber().Equals(right.AsNumber());
        return left.Kind == NodeKind.Boolean && right.Kind == NodeKind.Boolean && left.AsBoolean() == right.AsBoolean();
    }

    /// <summary>A text that is the same for values that the server takes for the same, lists that have no order included.</summary>
    public static string Identity(Node node, ComparedShape shape)
    {
        switch (node.Kind)
        {
            case NodeKind.Map:
                return "{" + string.Join(',', node.Entries.Where(e => e.Value.HasValue).OrderBy(e => e.Key, StringComparer.Ordinal).Select(e => e.Key + ":" + Identity(e.Value, shape.Field(e.Key)))) + "}";
            case NodeKind.List:
                var items = node.Items.Select(item => Identity(item, shape.Item()));
                return "[" + string.Join(',', shape.List.Order == ListOrder.Kept ? items : items.Order(StringComparer.Ordinal)) + "]";
            case NodeKind.Integer or NodeKind.Float:
                return node.AsInteger()?.ToString(CultureInfo.InvariantCulture) ?? node.AsNumber()?.ToString("R", CultureInfo.InvariantCulture) ?? "";
            case NodeKind.Boolean:
                return node.AsBoolean() == true ? "true" : "false";
            default:
                return "\"" + node.Text + "\"";
        }
    }
}
