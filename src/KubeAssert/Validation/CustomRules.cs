using KubeAssert.OpenApi;

namespace KubeAssert.Validation;

/// <summary>The <c>x-kubernetes-validations</c> of a CustomResourceDefinition, for an object that meets the rest of its schema.</summary>
internal static class CustomRules
{
    /// <param name="stored">The object with its defaults.</param>
    public static void Check(MapNode stored, CustomKind kind, Problems problems) => Check(stored, kind.Schema, problems);

    private static void Check(Node node, JsonSchema schema, Problems problems)
    {
        foreach (var rule in schema.Rules)
            NotChecked(node, rule, problems);

        if (node is MapNode map)
        {
            foreach (ref readonly var entry in map.Span)
            {
                if (schema.Field(entry.Key) is { } field)
                    Check(entry.Value, field, problems);
            }
        }
        else if (schema.Items is { } items)
        {
            foreach (var item in node.Items)
                Check(item, items, problems);
        }
    }

    private static void NotChecked(Node node, Node rule, Problems problems) =>
        problems.Add(
            "schema/rule-not-checked",
            node,
            $"not checked against the rule {rule["rule"].Text}",
            "check it on a cluster",
            severity: Severity.Info);
}
