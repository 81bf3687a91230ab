using KubeAssert.Yaml;

namespace KubeAssert.OpenApi;

/// <summary>
/// A node of a CustomResourceDefinition's schema. Its own keywords are read at once, the schemas below it when they are asked for.
/// Immutable in what it says, and safe to share between threads.
/// </summary>
internal sealed class JsonSchema
{
    private readonly Node _properties;
    private readonly Node _allOf;
    private readonly Node _anyOf;
    private readonly Node _oneOf;
    private Dictionary<string, JsonSchema>? _propertySchemas;
    private JsonSchema[]? _allOfSchemas;
    private JsonSchema[]? _anyOfSchemas;
    private JsonSchema[]? _oneOfSchemas;

    public JsonSchema(Node node)
    {
        Node = node;
        Type = node["type"].AsString() ?? "";
        Format = node["format"].AsString() ?? "";
        Nullable = node["nullable"].AsBoolean() == true;
        IsIntOrString = node["x-kubernetes-int-or-string"].AsBoolean() == true;
        PreservesUnknownFields = node["x-kubernetes-preserve-unknown-fields"].AsBoolean() == true;
        IsEmbeddedResource = node["x-kubernetes-embedded-resource"].AsBoolean() == true;
        ListType = node["x-kubernetes-list-type"].AsString() ?? "";
        ListMapKeys = Strings(node["x-kubernetes-list-map-keys"]);
        Required = Strings(node["required"]);
        Enum = node["enum"].Items;
        Default = node["default"] is { HasValue: true } value ? value : null;
        Maximum = node["maximum"].AsNumber();
        Minimum = node["minimum"].AsNumber();
        IsMaximumExclusive = node["exclusiveMaximum"].AsBoolean() == true;
        IsMinimumExclusive = node["exclusiveMinimum"].AsBoolean() == true;
        MultipleOf = node["multipleOf"].AsNumber();
        MaxLength = node["maxLength"].AsInteger();
        MinLength = node["minLength"].AsInteger();
        MaxItems = node["maxItems"].AsInteger();
        MinItems = node["minItems"].AsInteger();
        MaxProperties = node["maxProperties"].AsInteger();
        MinProperties = node["minProperties"].AsInteger();
        NeedsUniqueItems = node["uniqueItems"].AsBoolean() == true;
        Rules = node["x-kubernetes-validations"].Items;
        Items = node["items"] is MapNode items ? new JsonSchema(items) : null;
        Not = node["not"] is MapNode not ? new JsonSchema(not) : null;
        ForbidsAdditionalProperties = node["additionalProperties"].AsBoolean() == false;
        AdditionalProperties = node["additionalProperties"] is MapNode values ? new JsonSchema(values) : null;
        Types = IsIntOrString ? ["integer", "string"] : Type.Length > 0 ? [Type] : [];
        _properties = node["properties"];
        _allOf = node["allOf"];
        _anyOf = node["anyOf"];
        _oneOf = node["oneOf"];
    }

    /// <summary>Where the schema is written.</summary>
    public Node Node { get; }

    public string Type { get; }

    /// <summary>The JSON types that a value may have; empty when any will do.</summary>
    public IReadOnlyList<string> Types { get; }

    public string Format { get; }

    public bool Nullable { get; }

    public bool IsIntOrString { get; }

    public bool PreservesUnknownFields { get; }

    public bool IsEmbeddedResource { get; }

    /// <summary><c>atomic</c>, <c>set</c>, <c>map</c>, or empty.</summary>
    public string ListType { get; }

    public IReadOnlyList<string> ListMapKeys { get; }

    public IReadOnlyList<string> Required { get; }

    public IReadOnlyList<Node> Enum { get; }

    public Node? Default { get; }

    public double? Maximum { get; }

    public double? Minimum { get; }

    public bool IsMaximumExclusive { get; }

    public bool IsMinimumExclusive { get; }

    public double? MultipleOf { get; }

    public long? MaxLength { get; }

    public long? MinLength { get; }

    public long? MaxItems { get; }

    public long? MinItems { get; }

    public long? MaxProperties { get; }

    public long? MinProperties { get; }

    public bool NeedsUniqueItems { get; }

    /// <summary>The <c>x-kubernetes-validations</c> of this place.</summary>
    public IReadOnlyList<Node> Rules { get; }

    public JsonSchema? Items { get; }

    public JsonSchema? Not { get; }

    public bool ForbidsAdditionalProperties { get; }

    public JsonSchema? AdditionalProperties { get; }

    public IReadOnlyDictionary<string, JsonSchema> Properties => PropertySchemas;

    public IReadOnlyList<JsonSchema> AllOf => _allOfSchemas ??= Schemas(_allOf);

    public IReadOnlyList<JsonSchema> AnyOf => _anyOfSchemas ??= Schemas(_anyOf);

    public IReadOnlyList<JsonSchema> OneOf => _oneOfSchemas ??= Schemas(_oneOf);

    /// <summary>The pattern that strings must match somewhere; null when there is none.</summary>
    public string? Pattern => Node["pattern"].AsString() is { Length: > 0 } pattern ? pattern : null;

    private Dictionary<string, JsonSchema> PropertySchemas =>
        _propertySchemas ??= _properties.Entries.ToDictionary(e => e.Key, e => new JsonSchema(e.Value), StringComparer.Ordinal);

    /// <summary>The schema of a field: its own, else that of all other fields, else null.</summary>
    public JsonSchema? Field(string name) =>
        PropertySchemas.TryGetValue(name, out var own) ? own : AdditionalProperties;

    private static string[] Strings(Node node) => node.Items.Count == 0 ? [] : [.. node.Items.Select(i => i.AsString()).OfType<string>()];

    private static JsonSchema[] Schemas(Node node) => node.Items.Count == 0 ? [] : [.. node.Items.Select(i => new JsonSchema(i))];
}
