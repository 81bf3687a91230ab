using System.Globalization;
using System.Text.Json;

namespace KubeAssert.SchemaCompiler;

/// <summary>Finds the schemas and the Kubernetes version of OpenAPI v3 documents.</summary>
internal static class OpenApiDocuments
{
    /// <summary>The schemas by version, oldest first; one version may be spread over many files.</summary>
    /// <exception cref="FormatException">A file is no OpenAPI document, or its version is unknown.</exception>
    public static IEnumerable<((int Major, int Minor) Version, Dictionary<string, JsonElement> Schemas)> ByVersion(IEnumerable<string> files, string? kubernetes)
    {
        var versions = new SortedDictionary<(int, int), Dictionary<string, JsonElement>>();
        foreach (var file in files)
        {
            using var stream = File.OpenRead(file);
            var root = JsonDocument.Parse(stream).RootElement;
            if (!TryGetSchemas(root, out var schemas))
                continue;

            var version = Version(root, kubernetes, file);
            if (!versions.TryGetValue(version, out var known))
                versions.Add(version, known = new Dictionary<string, JsonElement>(StringComparer.Ordinal));
            foreach (var schema in schemas.EnumerateObject())
                known[schema.Name] = schema.Value;
        }

        return versions.Select(v => (v.Key, v.Value));
    }

    private static bool TryGetSchemas(JsonElement root, out JsonElement schemas)
    {
        schemas = default;
        return root.ValueKind == JsonValueKind.Object
            && (root.TryGetProperty("schemas", out schemas)
                || (root.TryGetProperty("components", out var components) && components.TryGetProperty("schemas", out schemas)));
    }

    private static (int Major, int Minor) Version(JsonElement root, string? kubernetes, string file)
    {
        var text = kubernetes;
        if (root.TryGetProperty("kubernetes", out var own))
            text = own.GetString();
        else if (text is null && root.TryGetProperty("info", out var info) && info.TryGetProperty("version", out var served))
            text = served.GetString();

        var parts = (text ?? "").TrimStart('v').Split('.');
        return parts.Length >= 2
            && int.TryParse(parts[0], NumberStyles.None, CultureInfo.InvariantCulture, out var major)
            && int.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out var minor)
            ? (major, minor)
            : throw new FormatException($"{file} does not say which Kubernetes it is of ('{text}'); add --kubernetes 1.37.");
    }
}
