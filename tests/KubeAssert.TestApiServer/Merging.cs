using System.Text.Json.Nodes;

namespace KubeAssert.TestApiServer;

/// <summary>Patches, near enough to what an API server does for tests.</summary>
internal static class Merging
{
    /// <summary>JSON merge patch (RFC 7396).</summary>
    public static void Patch(JsonObject into, JsonObject patch)
    {
        foreach (var (key, value) in patch)
        {
            if (value is null)
                into.Remove(key);
            else if (value is JsonObject map && into[key] is JsonObject present)
                Patch(present, map);
            else
                into[key] = value.DeepClone();
        }
    }

    /// <summary>Apply: maps merge, lists are replaced, and what the last apply wrote and this one does not is removed.</summary>
    public static void Apply(JsonObject into, JsonObject applied, JsonObject? last)
    {
        foreach (var (key, value) in last ?? [])
        {
            if (!applied.ContainsKey(key) && value is not JsonObject)
                into.Remove(key);
        }

        foreach (var (key, value) in applied)
        {
            if (value is JsonObject map && into[key] is JsonObject present)
                Apply(present, map, last?[key] as JsonObject);
            else
                into[key] = value?.DeepClone();
        }
    }
}
