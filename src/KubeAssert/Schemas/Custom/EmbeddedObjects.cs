using KubeAssert.Yaml;

namespace KubeAssert.OpenApi;

/// <summary>Finds the whole Kubernetes objects that a custom object holds where its schema says <c>x-kubernetes-embedded-resource</c>.</summary>
internal static class EmbeddedObjects
{
    public static IEnumerable<MapNode> In(Node node, JsonSchema? schema)
    {
        if (schema is null)
            yield break;

        if (node is MapNode map)
        {
            if (schema.IsEmbeddedResource)
                yield return map;

            foreach (var entry in map.Entries)
            {
                foreach (var found in In(entry.Value, schema.Field(entry.Key)))
                    yield return found;
            }
        }
        else if (node is ListNode)
        {
            foreach (var item in node.Items)
            {
                foreach (var found in In(item, schema.Items))
                    yield return found;
            }
        }
    }
}
