using KubeAssert.Yaml;

namespace KubeAssert.OpenApi;

/// <summary>The fields that a CustomResourceDefinition names for its scale subresource hold what a scale needs (apiextensions-apiserver, <c>registry/customresource</c>).</summary>
internal sealed class ScaleFields(SchemaFindings findings)
{
    public void Check(MapNode root, Node scale)
    {
        if (!scale.IsMap)
            return;

        CheckCount(root, scale["specReplicasPath"].AsString());
        CheckCount(root, scale["statusReplicasPath"].AsString());
        if (scale["labelSelectorPath"].AsString() is { } path && Find(root, path, out var selector) && selector is not null && !selector.IsString)
            findings.Add("schema/wrong-type", path, selector.Location, "the scale subresource needs a string here", "write the selector as a string");
    }

    private void CheckCount(MapNode root, string? path)
    {
        if (path is null || !Find(root, path, out var count) || count is null)
            return;

        if (count.Kind != NodeKind.Integer)
            findings.Add("schema/wrong-type", path, count.Location, "the scale subresource needs an integer here", "write a count");
        else if (count.AsInteger() is not (>= 0 and <= int.MaxValue))
            findings.Add("schema/out-of-range", path, count.Location, $"is {count.Text}; the scale subresource takes 0 to {int.MaxValue}", "write a count that is not negative");
    }

    /// <returns>Whether something stands at the path; the node is the last one that could be reached.</returns>
    private static bool Find(MapNode root, string path, out Node? node)
    {
        node = root;
        foreach (var key in path.TrimStart('.').Split('.'))
        {
            if (node is not MapNode map)
                return true;
            node = map.Find(key);
            if (node is null)
                return false;
        }

        return true;
    }
}
