using System.Globalization;
using System.Text.RegularExpressions;
using KubeAssert.Yaml;

namespace KubeAssert.Sources;

/// <summary>Applies one patch of a profile: RFC 6902, with <c>key=value</c> for the item of a list that has it.</summary>
internal static partial class SkaffoldPatch
{
    public static MapNode Apply(MapNode config, Node patch, string source)
    {
        var operation = patch["op"].Text ?? "replace";
        var pointer = patch["path"].Text ?? "";
        var place = Find(config, pointer);
        var isThere = operation == "add" ? place.Parent.IsMap || (place.Parent.IsList && place.Index is { } at && at <= place.Parent.Items.Count) : place.Target.Exists;
        if (operation is "replace" or "remove" or "add" or "test" && !isThere)
            throw new RenderException(source, $"{patch.Location} patches {pointer}, and nothing is there", "correct the path");
        return operation switch
        {
            "replace" => (MapNode)NodeCopy.Change(config, place.Path, patch["value"]),
            "remove" => (MapNode)NodeCopy.Change(config, place.Path, null),
            "add" when place.Parent.IsList => (MapNode)NodeCopy.Change(config, place.ParentPath, Inserted(place.Parent, place.Index!.Value, patch["value"])),
            "add" => (MapNode)NodeCopy.Change(config, place.Path, patch["value"]),
            "test" => NodeJson.Write(place.Target) == NodeJson.Write(patch["value"])
                ? config
                : throw new RenderException(source, $"{patch.Location} tests {pointer}, and another value is there", "correct the value"),
            _ => throw new RenderException(source, $"{patch.Location} has the operation {operation}, which only skaffold can apply", "install skaffold"),
        };
    }

    private static ListNode Inserted(Node list, int position, Node value)
    {
        var items = list.Items.Select(item => NodeCopy.Of(item)).ToList();
        items.Insert(position, NodeCopy.Of(value));
        return new ListNode([.. items], list.Line, list.Column);
    }

    /// <summary>What a JSON pointer leads to, and the same place in the grammar of paths: <c>/manifests/rawYaml/0</c> is <c>manifests.rawYaml[0]</c>.</summary>
    private static (Node Target, Node Parent, string Path, string ParentPath, int? Index) Find(MapNode config, string pointer)
    {
        Node target = config, parent = config;
        var (path, parentPath) = ("", "");
        int? index = null;
        foreach (var written in pointer.Split('/').Skip(1).Select(s => s.Replace("~1", "/", StringComparison.Ordinal).Replace("~0", "~", StringComparison.Ordinal)))
        {
            var step = written;
            (parent, parentPath) = (target, path);
            index = parent.IsList ? IndexOf(parent, step) : null;
            if (index is { } at)
                step = at.ToString(CultureInfo.InvariantCulture);
            path += Plain().IsMatch(step) && !target.IsList ? (path.Length == 0 ? "" : ".") + step : $"[{step}]";
            target = target.IsList ? target[index ?? int.MaxValue] : target[step];
        }

        return (target, parent, path, parentPath, index);
    }

    private static int? IndexOf(Node list, string step)
    {
        if (step == "-")
            return list.Items.Count;
        if (int.TryParse(step, NumberStyles.None, CultureInfo.InvariantCulture, out var position))
            return position;
        var equals = step.IndexOf('=', StringComparison.Ordinal);
        var found = equals > 0 ? list.Items.Select((item, i) => (item, i)).Where(x => x.item[step[..equals]].Text == step[(equals + 1)..]).Select(x => (int?)x.i).ToList() : [];
        return found.Count == 1 ? found[0] : null;
    }

    [GeneratedRegex("^[A-Za-z_][A-Za-z0-9_-]*$")]
    private static partial Regex Plain();
}
