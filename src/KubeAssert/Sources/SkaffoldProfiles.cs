using System.Text.RegularExpressions;
using KubeAssert.Yaml;

namespace KubeAssert.Sources;

/// <summary>
/// Lays profiles over a skaffold.yaml as skaffold does: what a profile has in <c>manifests</c> and <c>deploy</c> replaces the
/// fields of the same name, then its patches (RFC 6902) are applied.
/// </summary>
internal static partial class SkaffoldProfiles
{
    private static readonly string[] Sections = ["manifests", "deploy"];

    public static MapNode Apply(MapNode config, IReadOnlyList<string> active, string source)
    {
        foreach (var profile in config["profiles"].Items.Where(p => active.Contains(p["name"].Text, StringComparer.Ordinal)).ToList())
        {
            foreach (var section in Sections)
            {
                foreach (var entry in profile[section].Entries.Where(e => e.Value.HasValue))
                    config = (MapNode)NodeCopy.Change(config, $"{section}[{entry.Key}]", entry.Value);
            }

            foreach (var patch in profile["patches"].Items)
                config = Patched(config, patch, source);
        }

        return config;
    }

    private static MapNode Patched(MapNode config, Node patch, string source)
    {
        var operation = patch["op"].Text ?? "replace";
        var pointer = patch["path"].Text ?? "";
        var place = Steps(config, pointer);
        if (operation is "replace" or "remove" && !place.Target.Exists)
            throw new RenderException(source, $"{patch.Location} patches {pointer}, and nothing is there", "correct the path");
        return operation switch
        {
            "replace" => (MapNode)NodeCopy.Change(config, place.Path, patch["value"]),
            "remove" => (MapNode)NodeCopy.Change(config, place.Path, null),
            "add" when place.Parent.IsList => (MapNode)NodeCopy.Change(config, place.ParentPath, Inserted(place.Parent, place.Last, patch["value"])),
            "add" => (MapNode)NodeCopy.Change(config, place.Path, patch["value"]),
            _ => throw new RenderException(source, $"{patch.Location} has the operation {operation}, which only skaffold can apply", "install skaffold"),
        };
    }

    private static ListNode Inserted(Node list, string position, Node value)
    {
        var items = list.Items.Select(item => NodeCopy.Of(item)).ToList();
        var at = position == "-" ? items.Count : int.TryParse(position, System.Globalization.CultureInfo.InvariantCulture, out var index) ? Math.Clamp(index, 0, items.Count) : items.Count;
        items.Insert(at, NodeCopy.Of(value));
        return new ListNode([.. items], list.Line, list.Column);
    }

    /// <summary>What a JSON pointer leads to, and the same place in the grammar of paths: <c>/manifests/rawYaml/0</c> is <c>manifests.rawYaml[0]</c>.</summary>
    private static (Node Target, Node Parent, string Path, string ParentPath, string Last) Steps(MapNode config, string pointer)
    {
        Node target = config, parent = config;
        var (path, parentPath, last) = ("", "", "");
        foreach (var step in pointer.Split('/').Skip(1).Select(s => s.Replace("~1", "/", StringComparison.Ordinal).Replace("~0", "~", StringComparison.Ordinal)))
        {
            (parent, parentPath, last) = (target, path, step);
            path += Plain().IsMatch(step) && !target.IsList ? (path.Length == 0 ? "" : ".") + step : $"[{step}]";
            target = target.IsList ? target[int.TryParse(step, System.Globalization.CultureInfo.InvariantCulture, out var index) ? index : int.MaxValue] : target[step];
        }

        return (target, parent, path, parentPath, last);
    }

    [GeneratedRegex("^[A-Za-z_][A-Za-z0-9_-]*$")]
    private static partial Regex Plain();
}
