using KubeAssert.OpenApi;

namespace KubeAssert.Comparing;

/// <summary>What is known of a place that is compared: a built-in type's field, or a custom kind's schema, or nothing.</summary>
internal readonly record struct ComparedShape(ValueSchema? Value, TypeSchema? Type, JsonSchema? Custom, ListForm List)
{
    /// <summary>How the patterns of schemas begin that controller-gen writes for quantities.</summary>
    private const string QuantityPattern = @"^(\+|-)?(([0-9]+(\.[0-9]*)?)|(\.[0-9]+))(([KMGTPE]i)|[numkMGTPE]|";

    public static ComparedShape Unknown { get; } = new(null, null, null, ListForm.Positions);

    public bool IsQuantity =>
        Value?.Shape == ValueShape.Quantity
        || (Custom is { IsIntOrString: true } && Custom.Node["pattern"].AsString()?.StartsWith(QuantityPattern, StringComparison.Ordinal) == true);

    public static ComparedShape Of(TypeSchema type) => new(null, type, null, ListForm.Positions);

    public static ComparedShape Of(JsonSchema? schema) => schema is null ? Unknown : new(null, null, schema, schema.ListType switch
    {
        "set" => ListForm.Set,
        "map" when schema.ListMapKeys.Count > 0 => new ListForm(ListOrder.Keyed, [.. schema.ListMapKeys]),
        _ => ListForm.Positions,
    });

    public ComparedShape Field(string name)
    {
        if (Type is not null)
            return Type.Find(name) is { } field ? Of(field, ListForms.Of(Type.Name, name)) : Unknown;
        return Value is { Shape: ValueShape.Map, Item: { } values } ? Of(values, ListForm.Positions) : Of(Custom?.Field(name));
    }

    public ComparedShape Item() =>
        Value is { Shape: ValueShape.List, Item: { } item } ? Of(item, ListForm.Positions) : Of(Custom?.Items);

    private static ComparedShape Of(ValueSchema value, ListForm list) =>
        new(value, value.Shape is ValueShape.Object or ValueShape.SchemaOrList or ValueShape.SchemaOrBoolean or ValueShape.SchemaOrStrings ? value.Type : null, null, list);
}
