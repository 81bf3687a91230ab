using System.Collections.Frozen;

namespace KubeAssert.Cel;

/// <summary>A structural schema of a CustomResourceDefinition, as far as expressions see it.</summary>
internal sealed class ObjectSchema
{
    private const int MaxDepth = 256;
    private static readonly ObjectSchema Text = new() { Type = "string" };

    public string Type { get; private init; } = "";

    public string Format { get; private init; } = "";

    public bool Nullable { get; private init; }

    public bool IsIntOrString { get; private init; }

    public bool PreservesUnknown { get; private init; }

    public bool IsEmbeddedResource { get; private init; }

    public bool HasDefault { get; private init; }

    /// <summary>The properties; null when none are declared.</summary>
    public FrozenDictionary<string, ObjectSchema>? Properties { get; private init; }

    public ObjectSchema? AdditionalProperties { get; private init; }

    public ObjectSchema? Items { get; private init; }

    public string ListType { get; private init; } = "";

    public IReadOnlyList<string> ListMapKeys { get; private init; } = [];

    public IReadOnlyCollection<string> Required { get; private init; } = [];

    public IReadOnlyList<string> EnumTexts { get; private init; } = [];

    public long? MaxLength { get; private init; }

    public long? MaxItems { get; private init; }

    public long? MaxProperties { get; private init; }

    /// <summary>What is written under <c>x-kubernetes-validations</c>.</summary>
    public IReadOnlyList<Node> Validations { get; private init; } = [];

    /// <summary>Schemas that add rules to this one.</summary>
    public IReadOnlyList<ObjectSchema> AllOf { get; private init; } = [];

    /// <summary>Whether this schema, or any below it, has rules.</summary>
    public bool HasValidations { get; private init; }

    public static ObjectSchema Read(Node schema) => Read(schema, 0);

    /// <summary>The schema with apiVersion, kind and metadata of any object of Kubernetes.</summary>
    public ObjectSchema WithTypeAndObjectMeta()
    {
        if (Properties is { } known && known.GetValueOrDefault("kind")?.Type == "string" && known.GetValueOrDefault("apiVersion")?.Type == "string"
            && known.GetValueOrDefault("metadata") is { Type: "object", Properties: { } meta }
            && meta.GetValueOrDefault("name")?.Type == "string" && meta.GetValueOrDefault("generateName")?.Type == "string")
        {
            return this;
        }

        var properties = Properties?.ToDictionary(StringComparer.Ordinal) ?? new Dictionary<string, ObjectSchema>(StringComparer.Ordinal);
        properties["kind"] = Text;
        properties["apiVersion"] = Text;
        properties["metadata"] = new ObjectSchema
        {
            Type = "object",
            Properties = new Dictionary<string, ObjectSchema>(StringComparer.Ordinal) { ["name"] = Text, ["generateName"] = Text }.ToFrozenDictionary(StringComparer.Ordinal),
        };
        return With(properties.ToFrozenDictionary(StringComparer.Ordinal));
    }

    private static ObjectSchema Read(Node schema, int depth)
    {
        if (depth > MaxDepth)
            return new ObjectSchema();
        var properties = schema["properties"].Entries.Count == 0 ? null
            : schema["properties"].Entries.ToFrozenDictionary(e => e.Key, e => Read(e.Value, depth + 1), StringComparer.Ordinal);
        var additional = schema["additionalProperties"].IsMap ? Read(schema["additionalProperties"], depth + 1) : null;
        var items = schema["items"].IsMap ? Read(schema["items"], depth + 1) : null;
        var validations = schema["x-kubernetes-validations"].Items;
        var allOf = schema["allOf"].Items.Select(s => Read(s, depth + 1)).ToList();
        return new ObjectSchema
        {
            Type = schema["type"].AsString() ?? "",
            Format = schema["format"].AsString() ?? "",
            Nullable = schema["nullable"].AsBoolean() == true,
            IsIntOrString = schema["x-kubernetes-int-or-string"].AsBoolean() == true,
            PreservesUnknown = schema["x-kubernetes-preserve-unknown-fields"].AsBoolean() == true,
            IsEmbeddedResource = schema["x-kubernetes-embedded-resource"].AsBoolean() == true,
            HasDefault = schema["default"].HasValue,
            Properties = properties,
            AdditionalProperties = additional,
            Items = items,
            ListType = schema["x-kubernetes-list-type"].AsString() ?? "",
            ListMapKeys = Texts(schema["x-kubernetes-list-map-keys"]),
            Required = Texts(schema["required"]).ToFrozenSet(StringComparer.Ordinal),
            EnumTexts = Texts(schema["enum"]),
            MaxLength = schema["maxLength"].AsInteger(),
            MaxItems = schema["maxItems"].AsInteger(),
            MaxProperties = schema["maxProperties"].AsInteger(),
            Validations = validations,
            AllOf = allOf,
            HasValidations = validations.Count > 0 || additional?.HasValidations == true || items?.HasValidations == true
                || properties?.Values.Any(p => p.HasValidations) == true || allOf.Exists(s => s.HasValidations),
        };
    }

    private static List<string> Texts(Node list) => [.. list.Items.Select(i => i.AsString()).OfType<string>()];

    private ObjectSchema With(FrozenDictionary<string, ObjectSchema> properties) => new()
    {
        Type = Type,
        Format = Format,
        Nullable = Nullable,
        IsIntOrString = IsIntOrString,
        PreservesUnknown = PreservesUnknown,
        IsEmbeddedResource = IsEmbeddedResource,
        HasDefault = HasDefault,
        Properties = properties,
        AdditionalProperties = AdditionalProperties,
        Items = Items,
        ListType = ListType,
        ListMapKeys = ListMapKeys,
        Required = Required,
        EnumTexts = EnumTexts,
        MaxLength = MaxLength,
        MaxItems = MaxItems,
        MaxProperties = MaxProperties,
        Validations = Validations,
        AllOf = AllOf,
        HasValidations = HasValidations,
    };
}
