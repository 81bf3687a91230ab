using System.Text.Json;

namespace KubeAssert.Tests.Reports;

/// <summary>
/// The part of the published SARIF 2.1.0 schema that reports use: which properties an object may have, which it must have, and what they hold.
/// A type is written as <c>string</c>, <c>uri</c>, <c>integer>=1</c>, <c>a|b</c> for an enumeration, <c>name</c> for an object, <c>[name]</c> for a
/// list, <c>{name}</c> for a map; <c>!</c> marks what is required.
/// Source: https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json.
/// </summary>
internal static class SarifSchema
{
    private static readonly Dictionary<string, Dictionary<string, string>> Objects = Parse(
        """
        log: $schema uri, version! 2.1.0, runs! [run]
        run: tool! tool, originalUriBaseIds {artifactLocation}, columnKind utf16CodeUnits|unicodeCodePoints, results [result]
        tool: driver! toolComponent
        toolComponent: name! string, semanticVersion string, informationUri uri, rules [reportingDescriptor]
        reportingDescriptor: id! string, name string, shortDescription multiformatMessageString, fullDescription multiformatMessageString, help multiformatMessageString, helpUri uri, defaultConfiguration reportingConfiguration
        reportingConfiguration: enabled boolean, level none|note|warning|error
        multiformatMessageString: text! string, markdown string
        message: text! string, markdown string
        result: ruleId string, ruleIndex integer>=-1, level none|note|warning|error, message! message, locations [location], partialFingerprints {string}, suppressions [suppression]
        location: physicalLocation physicalLocation, logicalLocations [logicalLocation]
        physicalLocation: artifactLocation! artifactLocation, region region
        artifactLocation: uri reference, uriBaseId string, description message
        region: startLine! integer>=1, startColumn integer>=1, endLine integer>=1, endColumn integer>=1
        logicalLocation: name string, fullyQualifiedName string, kind string
        suppression: kind! inSource|external, status accepted|underReview|rejected, justification string
        """);

    /// <summary>What in a log breaks the schema, by path.</summary>
    public static IReadOnlyList<string> Violations(string json)
    {
        using var document = JsonDocument.Parse(json);
        return Check(document.RootElement, "log", "$").ToList();
    }

    private static IEnumerable<string> Check(JsonElement value, string type, string path)
    {
        if (type.StartsWith('['))
        {
            return value.ValueKind == JsonValueKind.Array
                ? value.EnumerateArray().SelectMany((item, i) => Check(item, type[1..^1], $"{path}[{i}]"))
                : [$"{path} is no list"];
        }

        if (type.StartsWith('{'))
        {
            return value.ValueKind == JsonValueKind.Object
                ? value.EnumerateObject().SelectMany(p => Check(p.Value, type[1..^1], $"{path}.{p.Name}"))
                : [$"{path} is no map"];
        }

        return Objects.TryGetValue(type, out var properties) ? CheckObject(value, properties, path) : Fits(value, type) ? [] : [$"{path} is {value}, no {type}"];
    }

    private static IEnumerable<string> CheckObject(JsonElement value, Dictionary<string, string> properties, string path)
    {
        if (value.ValueKind != JsonValueKind.Object)
            return [$"{path} is no object"];
        var missing = properties.Keys.Where(k => k.EndsWith('!') && !value.TryGetProperty(k[..^1], out _)).Select(k => $"{path} lacks {k[..^1]}");
        return missing.Concat(value.EnumerateObject().SelectMany(p =>
            (properties.GetValueOrDefault(p.Name) ?? properties.GetValueOrDefault(p.Name + "!")) is { } type ? Check(p.Value, type, $"{path}.{p.Name}") : [$"{path} has an unknown {p.Name}"]));
    }

    private static bool Fits(JsonElement value, string type) => type switch
    {
        "string" => value.ValueKind == JsonValueKind.String,
        "boolean" => value.ValueKind is JsonValueKind.True or JsonValueKind.False,
        "uri" => value.ValueKind == JsonValueKind.String && Uri.TryCreate(value.GetString(), UriKind.Absolute, out _),
        "reference" => value.ValueKind == JsonValueKind.String && Uri.IsWellFormedUriString(value.GetString(), UriKind.RelativeOrAbsolute),
        "integer>=1" => value.ValueKind == JsonValueKind.Number && value.GetInt32() >= 1,
        "integer>=-1" => value.ValueKind == JsonValueKind.Number && value.GetInt32() >= -1,
        _ => value.ValueKind == JsonValueKind.String && type.Split('|').Contains(value.GetString()),
    };

    private static Dictionary<string, Dictionary<string, string>> Parse(string text) => text.Split('\n', StringSplitOptions.RemoveEmptyEntries)
        .Select(line => line.Trim().Split(": ", 2))
        .ToDictionary(l => l[0], l => l[1].Split(", ").Select(p => p.Split(' ')).ToDictionary(p => p[0], p => p[1], StringComparer.Ordinal), StringComparer.Ordinal);
}
