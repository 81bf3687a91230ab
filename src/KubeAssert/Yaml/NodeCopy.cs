using System.Globalization;

namespace KubeAssert.Yaml;

/// <summary>Copies of trees: whole ones, and ones that differ in one place.</summary>
internal static class NodeCopy
{
    private const int MostShownNodes = 40;
    private const int MostShownText = 4000;

    /// <summary>A copy of the tree with <paramref name="value"/> at the path, or without what stands there.</summary>
    public static Node Change(MapNode root, string path, Node? value)
    {
        var changed = Change(root, Steps(path), path, value);
        changed.BelongTo(root.Source);
        return changed;
    }

    /// <summary>A copy that is no part of any tree: each node at its place, or all at the one that is given.</summary>
    public static Node Of(Node node, (int Line, int Column)? place = null)
    {
        var (line, column) = place ?? (node.Line, node.Column);
        switch (node)
        {
            case MapNode map:
                var entries = new MapEntry[map.Span.Length];
                for (var i = 0; i < entries.Length; i++)
                {
                    ref readonly var entry = ref map.Span[i];
                    entries[i] = new MapEntry(entry.Key, place?.Line ?? entry.KeyLine, place?.Column ?? entry.KeyColumn, Of(entry.Value, place));
                }

                return new MapNode(entries, line, column);
            case ListNode list:
                var items = new Node[list.Items.Count];
                for (var i = 0; i < items.Length; i++)
                    items[i] = Of(list.Items[i], place);
                return new ListNode(items, line, column);
            case ScalarNode scalar:
                return scalar.CopyTo(line, column);
            default:
                return new ScalarNode(NodeKind.Null, "", isPlain: true, line, column);
        }
    }

    /// <summary>A copy of what comes first in a tree: enough to show some lines of it, however large it is.</summary>
    public static Node Beginning(Node node)
    {
        var left = MostShownNodes;
        return Beginning(node, ref left);
    }

    private static Node Beginning(Node node, ref int left)
    {
        left--;
        switch (node)
        {
            case MapNode map:
                var entries = new List<MapEntry>();
                for (var i = 0; i < map.Span.Length && left > 0; i++)
                {
                    var entry = map.Entries[i];
                    entries.Add(new MapEntry(entry.Key, entry.KeyLine, entry.KeyColumn, Beginning(entry.Value, ref left)));
                }

                return new MapNode([.. entries], map.Line, map.Column);
            case ListNode list:
                var items = new List<Node>();
                for (var i = 0; i < list.Items.Count && left > 0; i++)
                    items.Add(Beginning(list.Items[i], ref left));
                return new ListNode([.. items], list.Line, list.Column);
            default:
                return node.Text is { Length: > MostShownText } text
                    ? new ScalarNode(NodeKind.String, text[..MostShownText], isPlain: false, node.Line, node.Column)
                    : Of(node);
        }
    }

    private static Node Change(Node node, ReadOnlySpan<string> steps, string path, Node? value)
    {
        if (steps.Length == 0)
            return Of(value!, (node.Line, node.Column));

        var step = steps[0];
        if (node is MapNode map)
            return InMap(map, step, steps[1..], path, value);
        if (node is ListNode list)
            return InList(list, step, steps[1..], path, value);
        if (node.HasValue)
            throw new ArgumentException($"The path '{path}' can't go on at '{step}': {node.Path} is no map or list.", nameof(path));
        return value is null ? Of(node) : InMap(new MapNode([], node.Line, node.Column), step, steps[1..], path, value);
    }

    private static MapNode InMap(MapNode map, string key, ReadOnlySpan<string> rest, string path, Node? value)
    {
        var entries = new List<MapEntry>();
        var isFound = false;
        foreach (var entry in map.Entries)
        {
            var isIt = entry.Key == key;
            isFound |= isIt;
            if (!isIt || value is not null || rest.Length > 0)
                entries.Add(new MapEntry(entry.Key, entry.KeyLine, entry.KeyColumn, isIt ? Change(entry.Value, rest, path, value) : Of(entry.Value)));
        }

        if (!isFound && value is not null)
            entries.Add(new MapEntry(key, map.Line, map.Column, Change(new ScalarNode(NodeKind.Null, "", isPlain: true, map.Line, map.Column), rest, path, value)));
        return new MapNode([.. entries], map.Line, map.Column);
    }

    private static ListNode InList(ListNode list, string step, ReadOnlySpan<string> rest, string path, Node? value)
    {
        var at = PositionOf(list, step);
        if (at > list.Items.Count || (at < 0 && value is not null))
            throw new ArgumentException($"The path '{path}' has no item [{step}]: the list holds {list.Items.Count}.", nameof(path));

        var items = new List<Node>();
        for (var i = 0; i < list.Items.Count; i++)
        {
            if (i != at)
                items.Add(Of(list.Items[i]));
            else if (value is not null || rest.Length > 0)
                items.Add(Change(list.Items[i], rest, path, value));
        }

        if (at == list.Items.Count && value is not null)
            items.Add(Change(new ScalarNode(NodeKind.Null, "", isPlain: true, list.Line, list.Column), rest, path, value));
        return new ListNode([.. items], list.Line, list.Column);
    }

    private static int PositionOf(ListNode list, string step)
    {
        if (int.TryParse(step, NumberStyles.None, CultureInfo.InvariantCulture, out var position))
            return position;
        var equals = step.IndexOf('=', StringComparison.Ordinal);
        for (var i = 0; equals > 0 && i < list.Items.Count; i++)
        {
            if (list.Items[i][step[..equals]].Text == step[(equals + 1)..])
                return i;
        }

        return -1;
    }

    private static string[] Steps(string path)
    {
        var steps = new List<string>();
        var at = 0;
        while (at < path.Length)
        {
            if (path[at] == '[')
            {
                var end = path.IndexOf(']', at);
                if (end < 0)
                    throw new FormatException($"The path '{path}' has a '[' at character {at + 1} that is never closed.");
                steps.Add(path[(at + 1)..end]);
                at = end + 1;
                continue;
            }

            if (path[at] == '.' && at++ >= 0 && (at == 1 || at == path.Length || path[at] is '.' or '['))
                throw new FormatException($"The path '{path}' has a '.' at character {at} with no key beside it.");
            var stop = path.AsSpan(at).IndexOfAny('.', '[');
            var key = stop < 0 ? path[at..] : path.Substring(at, stop);
            steps.Add(key != "*" ? key : throw new FormatException($"The path '{path}' names more than one place; a change needs exactly one."));
            at += key.Length;
        }

        if (steps.Count > Limits.Depth)
            throw new FormatException($"The path has {steps.Count} steps; manifests are at most {Limits.Depth} levels deep.");
        return steps.Contains("*") ? throw new FormatException($"The path '{path}' names more than one place; a change needs exactly one.") : [.. steps];
    }
}
