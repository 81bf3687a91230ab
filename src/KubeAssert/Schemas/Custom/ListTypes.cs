using System.Globalization;
using KubeAssert.Yaml;

namespace KubeAssert.OpenApi;

/// <summary>
/// Items of a set, and keys of a list that is a map, are there once
/// (apiextensions-apiserver, <c>pkg/apiserver/schema/listtype</c>).
/// </summary>
internal sealed class ListTypes(SchemaFindings findings)
{
    public void Check(MapNode root, JsonSchema schema) => CheckMap(root, schema, "");

    private void CheckValue(Node node, JsonSchema schema, string path)
    {
        if (node is MapNode map)
            CheckMap(map, schema, path);
        else if (node is ListNode list)
            CheckList(list, schema, path);
    }

    private void CheckMap(MapNode map, JsonSchema schema, string path)
    {
        foreach (ref readonly var entry in map.Span)
        {
            if (schema.AdditionalProperties is { } values)
                CheckValue(entry.Value, values, $"{path}[{entry.Key}]");
            if (schema.Properties.TryGetValue(entry.Key, out var field))
                CheckValue(entry.Value, field, path.Length > 0 ? path + "." + entry.Key : entry.Key);
        }
    }

    private void CheckList(ListNode list, JsonSchema schema, string path)
    {
        if (schema.ListType == "set")
            CheckUnique(list, path, item => Identity(item), item => item.ToString());
        else if (schema.ListType == "map")
            CheckKeys(list, schema, path);

        if (schema.Items is not { } items)
            return;

        for (var i = 0; i < list.Items.Count; i++)
            CheckValue(list.Items[i], items, path + Index(i));
    }

    private void CheckKeys(ListNode list, JsonSchema schema, string path)
    {
        for (var i = 0; i < list.Items.Count; i++)
        {
            if (list.Items[i].Kind is not (NodeKind.Map or NodeKind.Null))
            {
                findings.Add("schema/wrong-type", path + Index(i), list.Items[i].Location, "must be an object for an array of list-type map", $"write a map with {string.Join(", ", schema.ListMapKeys)}");
                return;
            }
        }

        CheckUnique(
            list,
            path,
            item => string.Join('\n', schema.ListMapKeys.Select(key => item[key].Exists ? key + "=" + Identity(item[key]) : "")),
            item => string.Join(", ", schema.ListMapKeys.Where(key => item[key].Exists).Select(key => $"{key} {item[key].Text}")));
    }

    private void CheckUnique(ListNode list, string path, Func<Node, string> identity, Func<Node, string> shown)
    {
        if (list.Items.Count < 2)
            return;

        var seen = new Dictionary<string, (Node First, int Times)>(StringComparer.Ordinal);
        for (var i = 0; i < list.Items.Count; i++)
        {
            var item = list.Items[i];
            var key = identity(item);
            if (!seen.TryGetValue(key, out var known))
            {
                seen.Add(key, (item, 1));
                continue;
            }

            seen[key] = (known.First, known.Times + 1);
            if (known.Times == 1)
                findings.Add("schema/duplicate-item", path + Index(i), item.Location, $"repeats {shown(item)} of {known.First.Location}", "remove it, or give it a key of its own");
        }
    }

    private static string Index(int i) => "[" + i.ToString(CultureInfo.InvariantCulture) + "]";

    /// <summary>Equal for values that the server takes for equal: maps whatever their order, numbers by value.</summary>
    private static string Identity(Node node) => node.Kind switch
    {
        NodeKind.Map => "{" + string.Join(',', node.Entries.OrderBy(e => e.Key, StringComparer.Ordinal).Select(e => e.Key + ":" + Identity(e.Value))) + "}",
        NodeKind.List => "[" + string.Join(',', node.Items.Select(Identity)) + "]",
        NodeKind.String => "\"" + node.Text + "\"",
        NodeKind.Integer => node.ToString(),
        NodeKind.Float => node.AsNumber()!.Value.ToString("R", CultureInfo.InvariantCulture),
        NodeKind.Boolean => node.AsBoolean() == true ? "true" : "false",
        _ => "null",
    };
}
