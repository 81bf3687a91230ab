using System.Text.Json;

namespace KubeAssert.Registry;

/// <summary>Lenient reading of JSON from outside: what is not there, or is of another type, reads as nothing.</summary>
internal static class Json
{
    public static JsonElement? Get(this JsonElement element, string key) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty(key, out var value) && value.ValueKind != JsonValueKind.Null ? value : null;

    public static string? Text(this JsonElement element, string key) =>
        element.Get(key) is { ValueKind: JsonValueKind.String } value ? value.GetString() : null;

    public static IEnumerable<JsonElement> List(this JsonElement element, string key) =>
        element.Get(key) is { ValueKind: JsonValueKind.Array } value ? value.EnumerateArray() : [];

    public static List<string> Texts(this JsonElement element, string key) =>
        element.List(key).Where(item => item.ValueKind == JsonValueKind.String).Select(item => item.GetString()!).ToList();

    public static IEnumerable<(string Key, JsonElement Value)> Map(this JsonElement element, string key) => element.Get(key)?.Entries() ?? [];

    public static IEnumerable<(string Key, JsonElement Value)> Entries(this JsonElement element) =>
        element.ValueKind == JsonValueKind.Object ? element.EnumerateObject().Select(entry => (entry.Name, entry.Value)) : [];
}
