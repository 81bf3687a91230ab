using KubeAssert.Yaml;

namespace KubeAssert.OpenApi;

/// <summary>
/// Finds what the server would prune from a custom object: with strict field validation each is an error
/// (apiextensions-apiserver, <c>pkg/apiserver/schema/pruning</c>).
/// </summary>
internal sealed class UnknownFields(CustomKind kind, SchemaFindings findings)
{
    public void Check(MapNode root)
    {
        if (!kind.PreservesUnknownFields)
            Prune(root, kind.Schema, isResource: true);
    }

    private void Prune(Node node, JsonSchema? schema, bool isResource)
    {
        if (schema is { PreservesUnknownFields: true })
        {
            Skip(node, schema, isResource);
            return;
        }

        if (node is MapNode map)
        {
            foreach (ref readonly var entry in map.Span)
            {
                if (isResource && IsMeta(entry.Key))
                    continue;
                if (schema?.Field(entry.Key) is { } field)
                    Prune(entry.Value, field, field.IsEmbeddedResource);
                else if (schema is not null && Allows(schema))
                    Prune(entry.Value, null, isResource: false);
                else if (map.Parent is not null || !IsMeta(entry.Key))
                    Unknown(entry, schema);
            }
        }
        else if (node is ListNode)
        {
            foreach (var item in node.Items)
                Prune(item, schema?.Items, schema?.Items?.IsEmbeddedResource == true);
        }
    }

    /// <summary>Inside a place that keeps unknown fields, the fields that are specified are pruned again.</summary>
    private void Skip(Node node, JsonSchema? schema, bool isResource)
    {
        if (schema is null)
            return;

        if (node is MapNode map)
        {
            foreach (ref readonly var entry in map.Span)
            {
                if (!(isResource && IsMeta(entry.Key)) && schema.Field(entry.Key) is { } field)
                    Prune(entry.Value, field, field.IsEmbeddedResource);
            }
        }
        else if (node is ListNode)
        {
            foreach (var item in node.Items)
                Skip(item, schema.Items, schema.Items?.IsEmbeddedResource == true);
        }
    }

    /// <summary><c>additionalProperties: true</c> keeps a field, but specifies nothing of what is in it.</summary>
    private static bool Allows(JsonSchema schema) => schema.Node["additionalProperties"].AsBoolean() == true;

    private static bool IsMeta(string key) => key is "apiVersion" or "kind" or "metadata";

    private void Unknown(in MapEntry entry, JsonSchema? schema)
    {
        var path = ServerPath.Of(entry.Value);
        var near = NearestField.Of(entry.Key, schema?.Properties.Keys ?? []);
        findings.UnknownField(
            entry,
            path,
            $"{kind.Kind}.{kind.ApiVersion}",
            near,
            near is not null ? $"did you mean {near}? rename it" : "remove it, or add it to the CustomResourceDefinition");
    }
}
