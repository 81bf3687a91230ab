using System.Globalization;
using System.Text;
using KubeAssert.Yaml;

namespace KubeAssert.OpenApi;

/// <summary>Paths as the server's OpenAPI validation writes them: every key behind a dot, whatever it holds.</summary>
internal static class ServerPath
{
    public static string Of(Node node)
    {
        var steps = new Stack<string>();
        for (var at = node; at.Parent is { } parent; at = parent)
            steps.Push(Step(parent, at));

        var path = new StringBuilder();
        foreach (var step in steps)
        {
            if (path.Length > 0 && step[0] != '[')
                path.Append('.');
            path.Append(step);
        }

        return path.ToString();
    }

    public static string Of(Node parent, string key) => Of(parent) is { Length: > 0 } path ? path + "." + key : key;

    private static string Step(Node parent, Node child)
    {
        if (parent is MapNode map)
        {
            foreach (ref readonly var entry in map.Span)
            {
                if (ReferenceEquals(entry.Value, child))
                    return entry.Key.Length > 0 ? entry.Key : " ";
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
}
