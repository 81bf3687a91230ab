using System.Runtime.CompilerServices;

namespace KubeAssert.Cel;

/// <summary>The rules of a schema and of all schemas below it, each compiled against the type of its place. Made once for each schema.</summary>
internal sealed class RuleTree
{
    private static readonly ConditionalWeakTable<Node, RuleTree> Known = [];

    private RuleTree(ObjectSchema schema, SchemaType? type)
    {
        Schema = schema;
        Type = type;
    }

    public ObjectSchema Schema { get; }

    /// <summary>The type of values here; null when the schema gives none.</summary>
    public SchemaType? Type { get; }

    public IReadOnlyList<RuleExpression> Rules { get; private init; } = [];

    public RuleTree? Items { get; private init; }

    public RuleTree? AdditionalProperties { get; private init; }

    public IReadOnlyDictionary<string, RuleTree> Properties { get; private init; } = new Dictionary<string, RuleTree>(StringComparer.Ordinal);

    /// <summary>More rules for values here.</summary>
    public IReadOnlyList<RuleTree> AllOf { get; private init; } = [];

    private bool IsEmpty => Rules.Count == 0 && Items is null && AdditionalProperties is null && Properties.Count == 0 && AllOf.Count == 0;

    /// <summary>The rules of a schema as it is written under <c>openAPIV3Schema</c>.</summary>
    public static RuleTree Of(Node schema) => Known.GetValue(schema, static node =>
    {
        var root = ObjectSchema.Read(node);
        return root.HasValidations
            ? Build(root, root.WithTypeAndObjectMeta(), SchemaType.Of(root, isResource: true))
            : new RuleTree(root, null);
    });

    private static RuleTree Build(ObjectSchema rules, ObjectSchema schema, SchemaType? type)
    {
        var properties = new Dictionary<string, RuleTree>(StringComparer.Ordinal);
        foreach (var (name, property) in rules.Properties ?? System.Collections.Frozen.FrozenDictionary<string, ObjectSchema>.Empty)
        {
            if (!property.HasValidations || schema.Properties?.GetValueOrDefault(name) is not { } valueSchema || TypeOf(type, name, valueSchema) is not { } valueType)
                continue;
            if (Build(property, valueSchema, valueType) is { IsEmpty: false } tree)
                properties[name] = tree;
        }

        return new RuleTree(schema, type)
        {
            Rules = type is null ? [] : [.. rules.Validations.Select(r => RuleExpression.Compile(r, type))],
            Items = Below(rules.Items, schema.Items, type?.Element),
            AdditionalProperties = Below(rules.AdditionalProperties, schema.AdditionalProperties, type?.Element),
            Properties = properties,
            AllOf = [.. rules.AllOf.Where(a => a.HasValidations).Select(a => Build(a, schema, type)).Where(t => !t.IsEmpty)],
        };
    }

    private static RuleTree? Below(ObjectSchema? rules, ObjectSchema? schema, SchemaType? type) =>
        rules is { HasValidations: true } && schema is not null && Build(rules, schema, type) is { IsEmpty: false } tree ? tree : null;

    private static SchemaType? TypeOf(SchemaType? parent, string name, ObjectSchema schema)
    {
        if (PropertyNames.Escape(name) is { } escaped)
            return parent?.Fields?.GetValueOrDefault(escaped)?.Type;
        return SchemaType.Of(schema, schema.IsEmbeddedResource);
    }
}
