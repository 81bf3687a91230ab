using KubeAssert.Yaml;

namespace KubeAssert.OpenApi;

/// <summary>
/// A custom object as the server validates it: nulls that a schema neither allows nor replaces are gone, defaults are set
/// (apiextensions-apiserver, <c>pkg/apiserver/schema/defaulting</c>), and the status is dropped where it is a subresource.
/// A default stands at the place of the map that lacks it.
/// </summary>
internal static class StoredObject
{
    public static MapNode Of(MapNode root, CustomKind kind)
    {
        var copy = Map(root, kind.Schema, root.Source);
        return kind.HasStatusSubresource && copy.ContainsKey("status")
            ? Map(copy, null, root.Source, without: "status")
            : copy;
    }

    private static MapNode Map(MapNode map, JsonSchema? schema, Source? source, string? without = null)
    {
        var entries = new List<MapEntry>(map.Span.Length);
        foreach (ref readonly var entry in map.Span)
        {
            if (entry.Key == without)
                continue;

            var field = schema?.Field(entry.Key);
            var value = entry.Value;
            if (value.Kind == NodeKind.Null && field is { Nullable: false })
            {
                if (field.Default is null)
                    continue;
                value = At(field.Default, value.Line, value.Column);
            }

            entries.Add(new MapEntry(entry.Key, entry.KeyLine, entry.KeyColumn, Value(value, field)));
        }

        if (schema is not null)
        {
            foreach (var (name, property) in schema.Properties)
            {
                if (property.Default is { } value && !map.ContainsKey(name))
                    entries.Add(new MapEntry(name, map.Line, map.Column, Value(At(value, map.Line, map.Column), property)));
            }
        }

        return new MapNode([.. entries], map.Line, map.Column, source);
    }

    private static Node Value(Node node, JsonSchema? schema) => node switch
    {
        MapNode map => Map(map, schema, source: null),
        ListNode list => new ListNode([.. list.Items.Select(item => Item(item, schema?.Items))], list.Line, list.Column),
        _ => Scalar(node, node.Line, node.Column),
    };

    private static Node Item(Node item, JsonSchema? schema) =>
        item.Kind == NodeKind.Null && schema is { Nullable: false, Default: { } value }
            ? Value(At(value, item.Line, item.Column), schema)
            : Value(item, schema);

    private static Node At(Node node, int line, int column) => node switch
    {
        MapNode map => new MapNode([.. map.Entries.Select(e => new MapEntry(e.Key, line, column, At(e.Value, line, column)))], line, column),
        ListNode list => new ListNode([.. list.Items.Select(item => At(item, line, column))], line, column),
        _ => Scalar(node, line, column),
    };

    private static ScalarNode Scalar(Node node, int line, int column) =>
        new(node.Kind, node.Text ?? "", node is ScalarNode { IsPlain: true }, line, column);
}
