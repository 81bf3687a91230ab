using System.Text.Json;
using KubeAssert.OpenApi;

namespace KubeAssert.SchemaCompiler;

/// <summary>Turns the OpenAPI schemas of one version into definitions.</summary>
internal sealed class SchemaEncoder(IReadOnlyDictionary<string, JsonElement> schemas, Func<string, int> intern)
{
    private const string Reference = "#/components/schemas/";
    private const string JsonSchema = "JSONSchemaProps";

    /// <summary>Types whose Go code reads its JSON itself: the schemas don't tell.</summary>
    private static readonly (string Suffix, ValueShape Shape)[] SelfReading =
    [
        ("apimachinery.pkg.util.intstr.IntOrString", ValueShape.IntOrString),
        ("apimachinery.pkg.api.resource.Quantity", ValueShape.Quantity),
        ("apimachinery.pkg.apis.meta.v1.Time", ValueShape.Time),
        ("apimachinery.pkg.apis.meta.v1.MicroTime", ValueShape.MicroTime),
        ("apimachinery.pkg.apis.meta.v1.FieldsV1", ValueShape.Any),
        ("apimachinery.pkg.runtime.RawExtension", ValueShape.Any),
        (".JSON", ValueShape.Any),
        (".JSONSchemaPropsOrArray", ValueShape.SchemaOrList),
        (".JSONSchemaPropsOrBool", ValueShape.SchemaOrBoolean),
        (".JSONSchemaPropsOrStringArray", ValueShape.SchemaOrStrings),
    ];

    public bool IsObject(string name) => ShapeOf(name) == ValueShape.Object;

    public byte[] Encode(JsonElement type)
    {
        using var stream = new MemoryStream();
        var writer = new SchemaWriter(stream);
        var required = type.TryGetProperty("required", out var names)
            ? names.EnumerateArray().Select(n => n.GetString()!).ToHashSet(StringComparer.Ordinal)
            : [];
        var fields = type.TryGetProperty("properties", out var properties)
            ? properties.EnumerateObject().OrderBy(p => p.Name, StringComparer.Ordinal).ToList()
            : [];

        writer.Write(fields.Count);
        foreach (var field in fields)
        {
            writer.Write(intern(field.Name));
            writer.Write(required.Contains(field.Name) ? 1 : 0);
            Encode(field.Value, writer);
        }

        return stream.ToArray();
    }

    /// <summary>The kinds of objects with metadata of their own; lists, options and events of watches are none.</summary>
    public static IEnumerable<(string Group, string Version, string Kind)> TopLevelKinds(JsonElement type)
    {
        if (!type.TryGetProperty("x-kubernetes-group-version-kind", out var kinds)
            || !type.TryGetProperty("properties", out var properties)
            || !properties.TryGetProperty("metadata", out var metadata)
            || ReferenceOf(metadata)?.EndsWith(".ObjectMeta", StringComparison.Ordinal) != true)
        {
            yield break;
        }

        foreach (var kind in kinds.EnumerateArray())
            yield return (kind.GetProperty("group").GetString()!, kind.GetProperty("version").GetString()!, kind.GetProperty("kind").GetString()!);
    }

    private void Encode(JsonElement schema, SchemaWriter writer)
    {
        if (ReferenceOf(schema) is { } name)
        {
            var shape = ShapeOf(name);
            writer.Write((int)shape);
            if (shape == ValueShape.Object)
                writer.Write(intern(name));
            else if (shape is ValueShape.SchemaOrBoolean or ValueShape.SchemaOrList or ValueShape.SchemaOrStrings)
                writer.Write(intern(name[..(name.LastIndexOf('.') + 1)] + JsonSchema));
            return;
        }

        var type = schema.TryGetProperty("type", out var t) ? t.GetString() : null;
        var format = schema.TryGetProperty("format", out var f) ? f.GetString() : null;
        switch (type, format)
        {
            case ("array", _):
                writer.Write((int)ValueShape.List);
                Encode(schema.GetProperty("items"), writer);
                break;
            case ("object", _) when schema.TryGetProperty("additionalProperties", out var values) && values.ValueKind == JsonValueKind.Object:
                writer.Write((int)ValueShape.Map);
                Encode(values, writer);
                break;
            default:
                writer.Write((int)ScalarShape(type, format));
                break;
        }
    }

    private static ValueShape ScalarShape(string? type, string? format) => (type, format) switch
    {
        ("string", "byte") => ValueShape.Bytes,
        ("string", "date-time") => ValueShape.Time,
        ("string", "int-or-string") => ValueShape.IntOrString,
        ("string", _) => ValueShape.String,
        ("boolean", _) => ValueShape.Boolean,
        ("integer", "int32") => ValueShape.Int32,
        ("integer", _) => ValueShape.Int64,
        ("number", _) => ValueShape.Double,
        _ => ValueShape.Any,
    };

    private ValueShape ShapeOf(string name)
    {
        foreach (var (suffix, shape) in SelfReading)
        {
            if (name.EndsWith(suffix, StringComparison.Ordinal))
                return shape;
        }

        var schema = schemas[name];
        if (!schema.TryGetProperty("type", out var type))
            return ValueShape.Any;
        var format = schema.TryGetProperty("format", out var f) ? f.GetString() : null;
        return type.GetString() == "object" ? ValueShape.Object : ScalarShape(type.GetString(), format);
    }

    /// <summary>The name of the type that a schema refers to, alone or, as the server writes it beside a default, in an <c>allOf</c>.</summary>
    private static string? ReferenceOf(JsonElement schema)
    {
        if (schema.TryGetProperty("$ref", out var reference))
            return reference.GetString()![Reference.Length..];
        return schema.TryGetProperty("allOf", out var all) && all.GetArrayLength() == 1 ? ReferenceOf(all[0]) : null;
    }
}
