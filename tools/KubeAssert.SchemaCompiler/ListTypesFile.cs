using System.Text.Json;

namespace KubeAssert.SchemaCompiler;

/// <summary>Lists that are sets or maps to server-side apply: the resource <c>list.types</c>, a line for each field: type, field, and for maps the keys.</summary>
internal static class ListTypesFile
{
    public static void Update(string path, IReadOnlyDictionary<string, JsonElement> schemas)
    {
        var lines = File.Exists(path) ? File.ReadLines(path).GroupBy(l => l.Split(' ')[0], StringComparer.Ordinal).ToDictionary(g => g.Key, g => g.ToList(), StringComparer.Ordinal) : [];
        foreach (var (name, schema) in schemas)
        {
            lines.Remove(name);
            if (!schema.TryGetProperty("properties", out var properties))
                continue;
            foreach (var property in properties.EnumerateObject())
            {
                if (!property.Value.TryGetProperty("x-kubernetes-list-type", out var type))
                    continue;
                var line = type.GetString() switch
                {
                    "set" => $"{name} {property.Name}",
                    "map" when property.Value.TryGetProperty("x-kubernetes-list-map-keys", out var keys) =>
                        $"{name} {property.Name} {string.Join(',', keys.EnumerateArray().Select(k => k.GetString()))}",
                    _ => null,
                };
                if (line is not null)
                    (lines.TryGetValue(name, out var known) ? known : lines[name] = []).Add(line);
            }
        }

        File.WriteAllLines(path, lines.Values.SelectMany(l => l).Order(StringComparer.Ordinal));
    }
}
