using System.Text.Json;
using KubeAssert.Cluster.Observation;

namespace KubeAssert.Cluster.Connection;

/// <summary>Reading the API server's answers where any part may be absent.</summary>
internal static class AnswerReading
{
    public static IEnumerable<JsonElement> Items(this JsonElement element) =>
        element.ValueKind == JsonValueKind.Array ? element.EnumerateArray() : [];

    public static bool HasCondition(this JsonElement item, string type, string status = "True") =>
        item.Get("status").Items("conditions").Any(c => c.Text("type") == type && c.Text("status") == status);
}
