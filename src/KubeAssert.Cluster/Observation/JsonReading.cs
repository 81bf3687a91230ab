using System.Globalization;
using System.Text.Json;

namespace KubeAssert.Cluster.Observation;

/// <summary>Reads API objects leniently: what is absent, null or of another type reads as nothing.</summary>
internal static class JsonReading
{
    public static JsonElement Get(this JsonElement element, string name) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out var value) ? value : default;

    public static string? Text(this JsonElement element, string name) =>
        element.Get(name) is { ValueKind: JsonValueKind.String } value ? value.GetString() : null;

    public static string TextOrEmpty(this JsonElement element, string name) => element.Text(name) ?? "";

    public static int Int(this JsonElement element, string name, int otherwise = 0) => element.IntOrNull(name) ?? otherwise;

    public static int? IntOrNull(this JsonElement element, string name) =>
        element.Get(name) is { ValueKind: JsonValueKind.Number } value && value.TryGetInt32(out var number) ? number : null;

    public static long Long(this JsonElement element, string name) =>
        element.Get(name) is { ValueKind: JsonValueKind.Number } value && value.TryGetInt64(out var number) ? number : 0;

    public static bool? Flag(this JsonElement element, string name) => element.Get(name).ValueKind switch
    {
        JsonValueKind.True => true,
        JsonValueKind.False => false,
        _ => null,
    };

    public static DateTimeOffset? Time(this JsonElement element, string name) =>
        element.Text(name) is { } text && DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time) ? time : null;

    /// <summary>A resource quantity as a plain number: cores, bytes, counts; 0 where it is none.</summary>
    public static double Amount(this JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.String => Quantity.TryParse(value.GetString(), out var quantity) ? Number(quantity) : 0,
        JsonValueKind.Number => value.GetDouble(),
        _ => 0,
    };

    /// <summary>The same of what is written in a manifest.</summary>
    public static double Amount(this Node value) => Quantity.Of(value) is { } quantity ? Number(quantity) : 0;

    private static double Number(Quantity quantity) => (double)quantity.Nanos / 1e9;

    public static IEnumerable<JsonElement> Items(this JsonElement element, string name) =>
        element.Get(name) is { ValueKind: JsonValueKind.Array } list ? list.EnumerateArray() : [];

    public static IReadOnlyList<string> Texts(this JsonElement element, string name) =>
        element.Items(name).Where(i => i.ValueKind == JsonValueKind.String).Select(i => i.GetString()!).ToArray();

    public static IEnumerable<JsonProperty> Entries(this JsonElement element, string name) =>
        element.Get(name) is { ValueKind: JsonValueKind.Object } map ? map.EnumerateObject() : [];

    public static IReadOnlyDictionary<string, string> StringMap(this JsonElement element, string name)
    {
        Dictionary<string, string>? map = null;
        foreach (var entry in element.Entries(name))
        {
            if (entry.Value.ValueKind == JsonValueKind.String)
                (map ??= new(StringComparer.Ordinal))[entry.Name] = entry.Value.GetString()!;
        }

        return map ?? Empty;
    }

    private static readonly Dictionary<string, string> Empty = new(StringComparer.Ordinal);
}
