namespace KubeAssert.OpenApi;

/// <summary>
/// Decodes a manifest against a type of the Kubernetes API as the API server's strict decoder does
/// (apimachinery, <c>runtime/serializer/json</c> with <c>fieldValidation=Strict</c>): names in exact case, no unknown field,
/// no value of another JSON type than the field's. Null stands for "not written" everywhere.
/// </summary>
internal sealed class SchemaCheck(SchemaFindings findings)
{
    public void Check(MapNode root, TypeSchema type) => CheckObject(root, type, enclosing: null);

    /// <summary>Decodes the metadata of an object whose other fields are of no type of Kubernetes.</summary>
    public void CheckMetadata(Node metadata, VersionSchemas schemas)
    {
        var type = schemas.ObjectMeta;
        if (metadata is MapNode map)
            CheckObject(map, type, enclosing: null);
        else if (metadata.HasValue)
            findings.WrongType(metadata, "a map", type.Name);
    }

    private void CheckObject(MapNode map, TypeSchema type, EnclosingObject? enclosing, bool isLenient = false)
    {
        var scope = new EnclosingObject(map, type, enclosing, isLenient || enclosing is { IsLenient: true });
        foreach (ref readonly var entry in map.Span)
        {
            if (type.Find(entry.Key) is { } schema)
                CheckValue(entry.Value, schema, scope);
            else if (!scope.IsLenient)
                Unknown(entry, scope);
        }

        foreach (var required in type.Required)
        {
            if (map.Find(required) is null or { Kind: NodeKind.Null })
                findings.MissingRequired(map[required], required, type.Name, isText: type.Find(required)?.Shape == ValueShape.String);
        }
    }

    private void CheckValue(Node node, ValueSchema schema, EnclosingObject scope)
    {
        if (node.Kind == NodeKind.Null)
            return;

        switch (schema.Shape)
        {
            case ValueShape.Any:
                break;
            case ValueShape.String:
                if (node.Kind != NodeKind.String)
                    Wrong(node, "a string", scope);
                break;
            case ValueShape.Boolean:
                if (node.Kind != NodeKind.Boolean)
                    findings.WrongType(node, "true or false", scope.Type.Name, ScalarFix.Of(node, schema.Shape));
                break;
            case ValueShape.Object:
                if (node is MapNode map)
                    CheckObject(map, schema.Type, scope);
                else
                    Wrong(node, "a map", scope);
                break;
            case ValueShape.List:
                if (node is not ListNode)
                {
                    findings.WrongType(node, "a list", scope.Type.Name, ScalarFix.OfOneItem(node, schema.Item!.Shape));
                    break;
                }

                foreach (var item in node.Items)
                    CheckValue(item, schema.Item!, scope);
                break;
            case ValueShape.Map:
                if (node is not MapNode values)
                {
                    Wrong(node, "a map", scope);
                    break;
                }

                foreach (ref readonly var entry in values.Span)
                    CheckValue(entry.Value, schema.Item!, scope);
                break;
            case ValueShape.SchemaOrList or ValueShape.SchemaOrBoolean or ValueShape.SchemaOrStrings:
                CheckAlternative(node, schema, scope);
                break;
            case ValueShape.Bytes when node is ListNode:
                foreach (var item in node.Items)
                    CheckByte(item, scope);
                break;
            default:
                if (ScalarForms.Refuse(node, schema.Shape) is { } takes)
                    findings.WrongType(node, takes, scope.Type.Name, ScalarFix.Of(node, schema.Shape));
                break;
        }
    }

    /// <summary>These read their JSON themselves, and leniently: fields that a schema below them doesn't know are passed over.</summary>
    private void CheckAlternative(Node node, ValueSchema schema, EnclosingObject scope)
    {
        switch (node.Kind)
        {
            case NodeKind.Map:
                CheckObject((MapNode)node, schema.Type, scope, isLenient: true);
                break;
            case NodeKind.Boolean when schema.Shape == ValueShape.SchemaOrBoolean:
                break;
            case NodeKind.List when schema.Shape != ValueShape.SchemaOrBoolean:
                foreach (var item in node.Items)
                {
                    if (schema.Shape == ValueShape.SchemaOrList && item is MapNode itemSchema)
                        CheckObject(itemSchema, schema.Type, scope, isLenient: true);
                    else if (item.HasValue && (schema.Shape == ValueShape.SchemaOrList || !item.IsString))
                        Wrong(item, schema.Shape == ValueShape.SchemaOrList ? "a schema" : "a string", scope);
                }

                break;
            default:
                if (schema.Shape == ValueShape.SchemaOrBoolean)
                    Wrong(node, "a schema, true or false", scope);
                break;
        }
    }

    /// <summary>Bytes may be written as a list of numbers, too.</summary>
    private void CheckByte(Node item, EnclosingObject scope)
    {
        if (item.HasValue && JsonNumber.Whole(item) is not (>= 0 and <= 255))
            Wrong(item, "a number from 0 to 255", scope);
    }

    private void Wrong(Node node, string takes, EnclosingObject scope) => findings.WrongType(node, takes, scope.Type.Name);

    private void Unknown(in MapEntry entry, EnclosingObject scope)
    {
        var (nearest, fix) = MisplacedField.Find(entry, scope);
        findings.UnknownField(entry, entry.Value.Path, scope.Type.Name, nearest, fix);
    }
}
