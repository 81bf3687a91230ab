using System.Collections.Frozen;
using System.Text.Json.Nodes;

namespace KubeAssert.OpenApi;

/// <summary>The defaults that the API server sets in code, for each type that has some.</summary>
/// <remarks>Source: pkg/apis/*/*/defaults.go of Kubernetes 1.36.</remarks>
internal static class ServedDefaults
{
    private static readonly FrozenDictionary<string, Action<JsonObject>> OfType =
        CoreDefaults.All.Concat(WorkloadDefaults.All).Concat(OtherDefaults.All).ToFrozenDictionary(d => d.Type, d => d.Set, StringComparer.Ordinal);

    /// <summary>Sets the defaults of an object and of everything inside it.</summary>
    public static void Set(JsonObject draft, TypeSchema type)
    {
        foreach (var field in DroppedFields.Of(type.Name))
            draft.Remove(field);
        if (OfType.TryGetValue(type.Name, out var set))
            set(draft);
        foreach (var (name, field) in type.Fields)
        {
            if (draft[name] is { } value)
                Set(value, field);
        }
    }

    private static void Set(JsonNode value, ValueSchema schema)
    {
        switch (value)
        {
            case JsonObject map when schema.Shape == ValueShape.Object:
                Set(map, schema.Type);
                break;
            case JsonObject map when schema.Shape == ValueShape.Map:
                foreach (var item in map.Select(e => e.Value).OfType<JsonNode>().ToList())
                    Set(item, schema.Item!);
                break;
            case JsonArray list when schema.Shape == ValueShape.List:
                foreach (var item in list.OfType<JsonNode>().ToList())
                    Set(item, schema.Item!);
                break;
        }
    }

    internal static void Default(JsonObject draft, string key, JsonNode value)
    {
        if (draft[key] is null)
            draft[key] = value;
    }

    internal static string? Text(JsonObject? draft, string key) =>
        draft?[key] is JsonValue value && value.TryGetValue<string>(out var text) ? text : null;

    /// <summary>The object at a path; null where any step leads to something else, as in documents that the schema refuses.</summary>
    internal static JsonObject? MapAt(JsonObject? draft, params ReadOnlySpan<string> path)
    {
        foreach (var key in path)
            draft = draft?[key] as JsonObject;
        return draft;
    }

    internal static IEnumerable<JsonObject> Objects(JsonObject? draft, string key) => (draft?[key] as JsonArray)?.OfType<JsonObject>() ?? [];
}

/// <summary>The defaults of a type.</summary>
/// <param name="Type">The type's name in the OpenAPI documents.</param>
/// <param name="Set">Sets what is missing.</param>
internal sealed record TypeDefaults(string Type, Action<JsonObject> Set);
