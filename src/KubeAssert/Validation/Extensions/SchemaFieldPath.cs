using System.Text;

namespace KubeAssert.Validation;

/// <summary>Paths from a schema to the schema of a field: <c>.spec.size</c>, <c>.labels['app']</c>.</summary>
/// <remarks>Source: k8s.io/apiextensions-apiserver, pkg/apiserver/schema/cel: ValidFieldPath.</remarks>
internal static class SchemaFieldPath
{
    /// <param name="brackets">Whether <c>['name']</c> is allowed.</param>
    /// <param name="canonical">The path with dots for properties and brackets for keys of maps.</param>
    public static bool TryFind(string path, Node schema, bool brackets, out Node found, out string canonical)
    {
        found = schema;
        var text = new StringBuilder();
        var at = 0;
        while (at < path.Length)
        {
            string name;
            switch (path[at])
            {
                case '.':
                    var end = path.AsSpan(at + 1).IndexOfAny(".[]") is var next && next < 0 ? path.Length : at + 1 + next;
                    name = path[(at + 1)..end];
                    at = end;
                    break;
                case '[' when brackets && ReadQuoted(path, at + 1) is { } quoted:
                    (name, at) = quoted;
                    break;
                default:
                    name = "";
                    break;
            }

            if (name.Length == 0 || Step(found, name, text) is not { } step)
            {
                canonical = "";
                return false;
            }

            found = step;
        }

        canonical = text.ToString();
        return true;
    }

    private static Node? Step(Node schema, string name, StringBuilder path)
    {
        if (!schema.Map("properties").IsEmpty)
        {
            path.Append('.').Append(name);
            return ((MapNode)schema["properties"]).Find(name);
        }

        path.Append('[').Append(name).Append(']');
        return schema.Given("additionalProperties") is MapNode values ? values : null;
    }

    private static (string Name, int End)? ReadQuoted(string path, int at)
    {
        if (at >= path.Length || path[at] != '\'')
            return null;

        var name = new StringBuilder();
        for (var i = at + 1; i < path.Length; i++)
        {
            if (path[i] == '\'')
                return i + 1 < path.Length && path[i + 1] == ']' ? (name.ToString(), i + 2) : null;
            if (path[i] == '\\' && i + 1 < path.Length)
                i++;
            name.Append(path[i]);
        }

        return null;
    }
}
