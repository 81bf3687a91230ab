using System.Text.Json;
using System.Text.Json.Nodes;
using KubeAssert.Yaml;

namespace KubeAssert.OpenApi;

/// <summary>
/// An object of a built-in kind as the API server holds it once it is decoded: zeros left out or written as its types say, quantities in
/// their canonical form, defaults set. What only a cluster gives, such as an address or a UID, is missing.
/// </summary>
internal static class ServedObject
{
    private const int MaxDepth = 200;

    /// <param name="manifest">The manifest; of a kind that is not built in, it is left as written.</param>
    /// <param name="version">The Kubernetes version whose types count.</param>
    /// <param name="namespaceName">The namespace it goes to; null for an object that has none.</param>
    public static MapNode Of(Manifest manifest, KubernetesVersion version, string? namespaceName)
    {
        if (VersionSchemas.Of(version).Find(manifest.Group, manifest.Version, manifest.Kind) is not { } type)
            return manifest.Root;
        var draft = Object(manifest.Root, type, 0);
        draft["apiVersion"] = manifest.ApiVersion;
        draft["kind"] = manifest.Kind;
        ServedDefaults.Set(draft, type);
        CreatedDefaults.Set(draft, manifest.Group, manifest.Kind);
        if (namespaceName is not null)
            Child(draft, "metadata")["namespace"] = namespaceName;
        Complete(draft, type, 0);
        return (MapNode)ToNode(draft, manifest.Root.Source);
    }

    /// <summary>The object behind a key, made if there is none.</summary>
    internal static JsonObject Child(JsonObject parent, string key)
    {
        if (parent[key] is JsonObject child)
            return child;
        child = [];
        parent[key] = child;
        return child;
    }

    private static JsonObject Object(Node node, TypeSchema type, int depth)
    {
        var draft = new JsonObject();
        var exceptions = ObjectForms.ExceptionsOf(type.Name);
        foreach (var entry in node.Entries)
        {
            if (!entry.Value.HasValue || type.Find(entry.Key) is not { } field || depth > MaxDepth)
                continue;
            var value = Value(entry.Value, field, depth + 1);
            if (value is null or JsonArray { Count: 0 } || (ObjectForms.Of(exceptions, entry.Key, field.Shape) == FieldForm.DroppedWhenZero && IsZero(value)))
                continue;
            draft[entry.Key] = value;
        }

        return draft;
    }

    private static JsonNode? Value(Node node, ValueSchema schema, int depth)
    {
        switch (schema.Shape)
        {
            case ValueShape.Object when node.IsMap:
                return Object(node, schema.Type, depth);
            case ValueShape.List when node.IsList:
                return new JsonArray([.. node.Items.Select(i => i.HasValue ? Value(i, schema.Item!, depth) : Zero(schema.Item!))]);
            case ValueShape.Map when node.IsMap:
                var map = new JsonObject();
                foreach (var entry in node.Entries)
                    map[entry.Key] = entry.Value.HasValue ? Value(entry.Value, schema.Item!, depth) : Zero(schema.Item!);
                return map;
            case ValueShape.Quantity:
                return Quantity.TryParse(node.Text, out var quantity) ? (quantity + Quantity.Zero).ToString() : node.Text;
            default:
                return Plain(node);
        }
    }

    private static JsonNode? Plain(Node node) => node.Kind switch
    {
        NodeKind.Map => new JsonObject(node.Entries.Select(e => KeyValuePair.Create(e.Key, Plain(e.Value)))),
        NodeKind.List => new JsonArray([.. node.Items.Select(Plain)]),
        NodeKind.String => JsonValue.Create(node.Text),
        NodeKind.Boolean => JsonValue.Create(node.AsBoolean() == true),
        NodeKind.Integer when node.AsInteger() is { } integer => JsonValue.Create(integer),
        NodeKind.Integer or NodeKind.Float => JsonValue.Create(node.AsNumber() ?? 0),
        _ => null,
    };

    private static bool IsZero(JsonNode value) => value switch
    {
        JsonObject map => map.Count == 0,
        JsonArray list => list.Count == 0,
        _ => value.ToJsonString() is "\"\"" or "false" or "0",
    };

    /// <summary>Writes what the server always writes, zeros included.</summary>
    private static void Complete(JsonObject draft, TypeSchema type, int depth)
    {
        if (depth > MaxDepth)
            return;
        foreach (var (name, form) in ObjectForms.ExceptionsOf(type.Name))
        {
            if (form == FieldForm.Always && !draft.ContainsKey(name) && type.Find(name) is { } field)
                draft[name] = Zero(field);
        }

        foreach (var (name, field) in type.Fields)
        {
            if (draft[name] is { } value)
                Complete(value, field, depth + 1);
        }
    }

    private static void Complete(JsonNode value, ValueSchema schema, int depth)
    {
        switch (value)
        {
            case JsonObject map when schema.Shape == ValueShape.Object:
                Complete(map, schema.Type, depth);
                break;
            case JsonObject map when schema.Shape == ValueShape.Map:
                foreach (var item in map.Select(e => e.Value).OfType<JsonNode>().ToList())
                    Complete(item, schema.Item!, depth);
                break;
            case JsonArray list when schema.Shape == ValueShape.List:
                foreach (var item in list.OfType<JsonNode>())
                    Complete(item, schema.Item!, depth);
                break;
        }
    }

    private static JsonNode? Zero(ValueSchema schema) => schema.Shape switch
    {
        ValueShape.Object => new JsonObject(),
        ValueShape.String => JsonValue.Create(""),
        ValueShape.Boolean => JsonValue.Create(false),
        ValueShape.Int32 or ValueShape.Int64 or ValueShape.IntOrString => JsonValue.Create(0L),
        ValueShape.Double => JsonValue.Create(0.0),
        ValueShape.Quantity => JsonValue.Create("0"),
        _ => null,
    };

    private static Node ToNode(JsonNode? value, Source? source = null)
    {
        switch (value)
        {
            case JsonObject map:
                return new MapNode([.. map.Select(e => new MapEntry(e.Key, 1, 1, ToNode(e.Value)))], 1, 1, source);
            case JsonArray list:
                return new ListNode([.. list.Select(i => ToNode(i))], 1, 1);
            case JsonValue scalar when scalar.TryGetValue<string>(out var text):
                return new ScalarNode(NodeKind.String, text, isPlain: false, 1, 1);
            case JsonValue scalar when scalar.GetValueKind() is JsonValueKind.True or JsonValueKind.False:
                return new ScalarNode(NodeKind.Boolean, scalar.ToJsonString(), isPlain: true, 1, 1);
            case JsonValue scalar:
                var number = scalar.ToJsonString();
                return new ScalarNode(number.AsSpan().IndexOfAny(".eE") < 0 ? NodeKind.Integer : NodeKind.Float, number, isPlain: true, 1, 1);
            default:
                return new ScalarNode(NodeKind.Null, "", isPlain: true, 1, 1);
        }
    }
}
