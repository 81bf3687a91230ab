using System.Globalization;
using System.Text.Json;

namespace KubeAssert.Cluster.Connection;

/// <summary>Reading the API server's JSON where any part may be absent.</summary>
internal static class JsonReading
{
    /// <summary>The value behind a key, or an element of kind Undefined.</summary>
    public static JsonElement Get(this JsonElement element, string key) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty(key, out var value) ? value : default;

    public static JsonElement Get(this JsonElement element, string key, string then) => element.Get(key).Get(then);

    public static string? Text(this JsonElement element, string key) =>
        element.Get(key) is { ValueKind: JsonValueKind.String } value ? value.GetString() : null;

    public static int? IntOrNull(this JsonElement element, string key) =>
        element.Get(key) is { ValueKind: JsonValueKind.Number } value && value.TryGetInt32(out var number) ? number : null;

    public static bool? Flag(this JsonElement element, string key) => element.Get(key).ValueKind switch
    {
        JsonValueKind.True => true,
        JsonValueKind.False => false,
        _ => null,
    };

    public static DateTimeOffset? Time(this JsonElement element, string key) =>
        element.Text(key) is { } text && DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time) ? time : null;

    public static IEnumerable<JsonElement> Items(this JsonElement element) =>
        element.ValueKind == JsonValueKind.Array ? element.EnumerateArray() : [];

    public static IEnumerable<JsonElement> Items(this JsonElement element, string key) => element.Get(key).Items();

    public static bool HasCondition(this JsonElement item, string type, string status = "True") =>
        item.Get("status").Items("conditions").Any(c => c.Text("type") == type && c.Text("status") == status);
}
