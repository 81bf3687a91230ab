using System.Globalization;
using System.Text;

namespace KubeAssert.Yaml;

/// <summary>Paths of nodes, and nodes of paths.</summary>
internal static class NodePath
{
    public static string Of(Node node) => Of(node, KeyStep);

    /// <summary>The path with keys written by <paramref name="keyStep"/>.</summary>
    public static string Of(Node node, Func<string, string> keyStep)
    {
        var steps = new Stack<string>();
        for (var at = node; at.Parent is { } parent; at = parent)
            steps.Push(Step(parent, at, keyStep));

        var path = new StringBuilder();
        foreach (var step in steps)
        {
            if (path.Length > 0 && step[0] != '[')
                path.Append('.');
            path.Append(step);
        }

        return path.ToString();
    }

    /// <summary>Joins a path and a key as the API server does: <c>metadata.labels[app.kubernetes.io/name]</c>.</summary>
    public static string Join(string path, string key)
    {
        var step = KeyStep(key);
        return path.Length == 0 || step[0] == '[' ? path + step : path + "." + step;
    }

    public static string Join(string path, int index) => path + "[" + index.ToString(CultureInfo.InvariantCulture) + "]";

    public static IReadOnlyList<Node> Select(Node root, string path)
    {
        IEnumerable<Node> nodes = [root];
        foreach (var step in Steps(path))
            nodes = nodes.SelectMany(step);
        return nodes.Where(n => n.Exists).ToList();
    }

    private static string KeyStep(string key) =>
        key.Length == 0 || key.AsSpan().IndexOfAny("./[]") >= 0 ? $"[{key}]" : key;

    private static string Step(Node parent, Node child, Func<string, string> keyStep)
    {
        if (child is MissingNode missing)
            return missing.Key is { } key ? keyStep(key) : $"[{missing.Index}]";

        if (parent is MapNode map)
        {
            foreach (ref readonly var entry in map.Span)
            {
                if (ReferenceEquals(entry.Value, child))
                    return keyStep(entry.Key);
            }
        }

        var items = parent.Items;
        for (var i = 0; i < items.Count; i++)
        {
            if (ReferenceEquals(items[i], child))
                return "[" + i.ToString(CultureInfo.InvariantCulture) + "]";
        }

        return "?";
    }

    private static IEnumerable<Func<Node, IEnumerable<Node>>> Steps(string path)
    {
        var at = 0;
        while (at < path.Length)
        {
            if (path[at] == '[')
            {
                var end = path.IndexOf(']', at);
                if (end < 0)
                    throw new FormatException($"The path '{path}' has a '[' at character {at + 1} that is never closed.");
                yield return Bracket(path[(at + 1)..end]);
                at = end + 1;
                continue;
            }

            if (path[at] == '.')
            {
                at++;
                if (at < path.Length && path[at] == '.')
                {
                    at++;
                    yield return DescendantsAndSelf;
                }
                else if (at == path.Length || at == 1)
                {
                    throw new FormatException($"The path '{path}' has a '.' at character {at} with no key beside it.");
                }

                continue;
            }

            var stop = path.AsSpan(at).IndexOfAny('.', '[');
            var key = stop < 0 ? path[at..] : path.Substring(at, stop);
            at += key.Length;
            yield return key == "*" ? Children : node => [node[key]];
        }
    }

    private static Func<Node, IEnumerable<Node>> Bracket(string inner)
    {
        if (inner == "*")
            return Children;
        if (int.TryParse(inner, NumberStyles.None, CultureInfo.InvariantCulture, out var index))
            return node => [node.IsMap ? node[inner] : node[index]];

        var equals = inner.IndexOf('=', StringComparison.Ordinal);
        if (equals < 0)
            return node => [node[inner]];

        var (key, value) = (inner[..equals], inner[(equals + 1)..]);
        return node => node.Items.Where(item => item[key].Text == value);
    }

    private static IEnumerable<Node> Children(Node node) =>
        node.IsMap ? node.Entries.Select(e => e.Value) : node.Items;

    private static IEnumerable<Node> DescendantsAndSelf(Node node)
    {
        var pending = new Stack<Node>();
        pending.Push(node);
        while (pending.TryPop(out var next))
        {
            yield return next;
            foreach (var child in Children(next).Reverse())
                pending.Push(child);
        }
    }
}
