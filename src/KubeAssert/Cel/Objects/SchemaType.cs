using System.Collections.Frozen;
using System.Text;

namespace KubeAssert.Cel;

/// <summary>The type that a schema gives to values, and how large they may become.</summary>
internal sealed class SchemaType
{
    private const long MaxRequestBytes = 3 * 1024 * 1024;
    private const int MaxDepth = 256;

    private SchemaType(CelType celType, long minSize)
    {
        CelType = celType;
        MinSize = minSize;
    }

    public CelType CelType { get; }

    /// <summary>The bytes that the smallest value takes as JSON.</summary>
    public long MinSize { get; }

    /// <summary>How many such values one request can hold.</summary>
    public ulong MaxCardinality => (ulong)(MaxRequestBytes / (MinSize + 1));

    /// <summary>How many items, entries or characters a value may have.</summary>
    public long MaxElements { get; private init; }

    /// <summary>The type of a map's keys.</summary>
    public SchemaType? Key { get; private init; }

    /// <summary>The type of a list's items, or of a map's values.</summary>
    public SchemaType? Element { get; private init; }

    /// <summary>The fields of an object by the names that expressions use.</summary>
    public IReadOnlyDictionary<string, SchemaField>? Fields { get; private init; }

    /// <param name="schema">The schema.</param>
    /// <param name="isResource">Whether the value has apiVersion, kind and metadata.</param>
    /// <param name="name">The name of the type if it is an object's; those below are named after it.</param>
    /// <returns>Null when the schema gives no type.</returns>
    public static SchemaType? Of(ObjectSchema schema, bool isResource, string name = "object") => Of(schema, isResource, name, 0);

    /// <summary>An object's type with fields of any types.</summary>
    public static SchemaType OfFields(string name, IReadOnlyDictionary<string, CelType> fields) =>
        new(CelType.Struct(name), 2) { Fields = fields.ToDictionary(f => f.Key, f => new SchemaField(new SchemaType(f.Value, 1)), StringComparer.Ordinal) };

    public void CollectObjects(Dictionary<string, SchemaType> found)
    {
        if (Fields is { } fields)
        {
            found[CelType.Name] = this;
            foreach (var field in fields.Values)
                field.Type.CollectObjects(found);
        }

        Element?.CollectObjects(found);
    }

    private static SchemaType? Of(ObjectSchema schema, bool isResource, string name, int depth)
    {
        if (depth > MaxDepth)
            return null;
        if (schema.IsIntOrString)
            return new SchemaType(CelType.Dyn, 1) { MaxElements = schema.MaxLength is { } length ? Characters(length) : MaxRequestBytes - 2 };
        if (isResource)
            schema = schema.WithTypeAndObjectMeta();
        switch (schema.Type)
        {
            case "array":
                if (schema.Items is not { } items || Of(items, items.IsEmbeddedResource, name + ".@idx", depth + 1) is not { } item)
                    return null;
                return new SchemaType(CelType.ListOf(item.CelType), 2)
                {
                    Element = item,
                    MaxElements = schema.MaxItems is { } maxItems ? Math.Max(0, maxItems) : (MaxRequestBytes - 2) / (item.MinSize + 1),
                };
            case "object" when schema.AdditionalProperties is { } values:
                if (Of(values, values.IsEmbeddedResource, name + ".@elem", depth + 1) is not { } value)
                    return null;
                return new SchemaType(CelType.MapOf(CelType.String, value.CelType), 2)
                {
                    Key = new SchemaType(CelType.String, 2),
                    Element = value,
                    MaxElements = schema.MaxProperties is { } maxProperties ? Math.Max(0, maxProperties) : (MaxRequestBytes - 2) / (value.MinSize + 6),
                };
            case "object":
                return Object(schema, name, depth);
            case "string":
                return OfString(schema);
            case "boolean":
                return new SchemaType(CelType.Bool, 4);
            case "number":
                return new SchemaType(CelType.Double, 1);
            case "integer":
                return new SchemaType(CelType.Int, 1);
            default:
                return null;
        }
    }

    private static SchemaType Object(ObjectSchema schema, string name, int depth)
    {
        var fields = new Dictionary<string, SchemaField>(StringComparer.Ordinal);
        long minSize = 2;
        foreach (var (property, propertySchema) in schema.Properties ?? FrozenDictionary<string, ObjectSchema>.Empty)
        {
            var escaped = PropertyNames.Escape(property);
            if (Of(propertySchema, propertySchema.IsEmbeddedResource, $"{name}.{escaped}", depth + 1) is not { } type)
                continue;
            if (escaped is not null)
                fields[escaped] = new SchemaField(type);
            if (schema.Required.Contains(property) && !propertySchema.HasDefault)
                minSize += Encoding.UTF8.GetByteCount(property) + type.MinSize + 4;
        }

        return new SchemaType(CelType.Struct(name), minSize) { Fields = fields };
    }

    private static SchemaType OfString(ObjectSchema schema) => schema.Format switch
    {
        "byte" => new SchemaType(CelType.Bytes, 2) { MaxElements = schema.MaxLength is { } length ? Math.Max(0, length) : MaxRequestBytes - 2 },
        "duration" => new SchemaType(CelType.Duration, 3) { MaxElements = 32 },
        "date" => new SchemaType(CelType.Timestamp, 12) { MaxElements = 12 },
        "date-time" => new SchemaType(CelType.Timestamp, 21) { MaxElements = 32 },
        _ => new SchemaType(CelType.String, 2)
        {
            MaxElements = schema.MaxLength is { } length ? Characters(length)
                : schema.EnumTexts.Count > 0 ? schema.EnumTexts.Max(e => Encoding.UTF8.GetByteCount(e))
                : MaxRequestBytes - 2,
        },
    };

    // a character may take four bytes
    private static long Characters(long maxLength) => Math.Max(0, maxLength) * 4;
}

/// <summary>A field of an object.</summary>
internal sealed record SchemaField(SchemaType Type);
