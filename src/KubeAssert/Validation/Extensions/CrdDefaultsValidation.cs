using KubeAssert.OpenApi;

namespace KubeAssert.Validation;

/// <summary>Defaults in a CustomResourceDefinition's schema: they hold no fields that the schema doesn't know, and satisfy it.</summary>
/// <remarks>Source: k8s.io/apiextensions-apiserver, pkg/apiserver/schema/defaulting/validation.go. Defaults below additionalProperties are not followed.</remarks>
internal static class CrdDefaultsValidation
{
    public static void Check(SchemaSite site) => Check(site, site.Root, isResource: true, isInsideMeta: false);

    private static void Check(SchemaSite site, Node schema, bool isResource, bool isInsideMeta)
    {
        var isEmbedded = schema.Boolean("x-kubernetes-embedded-resource") == true;
        isResource |= isEmbedded;
        isInsideMeta &= !isEmbedded;
        if (schema.Given("default") is { } value)
            CheckDefault(site, schema, value, isEmbedded, isInsideMeta);

        if (schema.Given("items") is { } items)
            Check(site, items, isResource: false, isInsideMeta);
        foreach (ref readonly var property in schema.Map("properties"))
            Check(site, property.Value, isResource: false, isInsideMeta || (isResource && property.Key is "metadata" or "apiVersion" or "kind"));
    }

    private static void CheckDefault(SchemaSite site, Node node, Node value, bool isEmbedded, bool isInsideMeta)
    {
        if (!isInsideMeta && Unknown(value, node, isEmbedded) is { } unknown)
            site.Add("crd-default", value, $"holds {unknown}, which the schema does not know", $"remove {unknown}, or add it to the schema");
        if (isEmbedded && value is MapNode resource)
        {
            foreach (var key in (ReadOnlySpan<string>)["apiVersion", "kind"])
            {
                if (resource.Find(key) is null)
                    site.Add("required", resource[key], $"an embedded resource needs {key}", $"set {key}");
            }
        }

        foreach (var violation in new JsonSchemaCheck(site.Problems.Version).Check(value, new JsonSchema(node)).Violations)
        {
            var (_, message, fix) = ViolationText.Words(violation);
            var at = violation is { Kind: ViolationKind.Required, Key: { } key } ? violation.Node[key] : violation.Node;
            site.Add("crd-default", at, $"the default breaks its schema: {message}", fix);
        }
    }

    /// <summary>The first field that would be pruned; null when there is none.</summary>
    private static string? Unknown(Node value, Node? schema, bool isResource)
    {
        var keepsUnknown = schema?.Boolean("x-kubernetes-preserve-unknown-fields") == true;
        if (value is MapNode map)
        {
            foreach (ref readonly var entry in map.Span)
            {
                if (isResource && entry.Key is "apiVersion" or "kind" or "metadata")
                    continue;
                var field = FieldOf(schema, entry.Key);
                if (field is null && !keepsUnknown && schema?.Given("additionalProperties")?.AsBoolean() != true)
                    return entry.Key;
                if (field is not null && Unknown(entry.Value, field, field.Boolean("x-kubernetes-embedded-resource") == true) is { } inner)
                    return inner;
            }
        }
        else if (value is ListNode list && schema?.Given("items") is { } items)
        {
            foreach (var item in list.Span)
            {
                if (Unknown(item, items, items.Boolean("x-kubernetes-embedded-resource") == true) is { } inner)
                    return inner;
            }
        }

        return null;
    }

    private static Node? FieldOf(Node? schema, string key) =>
        (schema?.Given("properties") as MapNode)?.Find(key) ?? schema?.Given("additionalProperties") as MapNode;
}
