using System.Globalization;
using System.Text;

namespace KubeAssert.Validation;

/// <summary>
/// One OpenAPI schema of a CustomResourceDefinition and where the API server says it stands. Before it validates, the server moves
/// a schema that all versions share to <c>spec.validation</c>, and it writes properties as <c>properties[name]</c>.
/// </summary>
/// <param name="problems">Where findings go.</param>
/// <param name="root">The node of <c>openAPIV3Schema</c>.</param>
/// <param name="rootPath">What the server calls that node.</param>
internal sealed class SchemaSite(Problems problems, Node root, string rootPath)
{
    private enum Part
    {
        Schema,
        SchemasByName,
        ListOfSchemas,
        Other,
    }

    public Problems Problems => problems;

    public Node Root => root;

    public void Add(string rule, Node node, string message, string? fix = null) =>
        problems.Add(rule, node, message, fix, PathOf(node));

    /// <summary>The path of a node of this schema as the API server writes it.</summary>
    public string PathOf(Node node)
    {
        var steps = new Stack<Node>();
        for (var at = node; !ReferenceEquals(at, root) && at.Parent is not null; at = at.Parent)
            steps.Push(at);

        var path = new StringBuilder(rootPath);
        var part = Part.Schema;
        foreach (var step in steps)
        {
            var (key, index) = PlaceOf(step);
            if (key is null)
                path.Append('[').Append(index.ToString(CultureInfo.InvariantCulture)).Append(']');
            else if (part == Part.SchemasByName)
                path.Append('[').Append(key).Append(']');
            else
                path.Append('.').Append(key);
            part = Next(part, key, step);
        }

        return path.ToString();
    }

    private static Part Next(Part part, string? key, Node node) => part switch
    {
        Part.SchemasByName or Part.ListOfSchemas => Part.Schema,
        Part.Schema => key switch
        {
            "properties" or "patternProperties" or "definitions" or "dependencies" => Part.SchemasByName,
            "allOf" or "anyOf" or "oneOf" => Part.ListOfSchemas,
            "items" => node.IsList ? Part.ListOfSchemas : Part.Schema,
            "additionalProperties" or "additionalItems" or "not" => Part.Schema,
            _ => Part.Other,
        },
        _ => Part.Other,
    };

    private static (string? Key, int Index) PlaceOf(Node node)
    {
        if (node is MissingNode missing)
            return (missing.Key, missing.Index);

        if (node.Parent is MapNode map)
        {
            foreach (ref readonly var entry in map.Span)
            {
                if (ReferenceEquals(entry.Value, node))
                    return (entry.Key, 0);
            }
        }

        var items = node.Parent!.Items;
        for (var i = 0; i < items.Count; i++)
        {
            if (ReferenceEquals(items[i], node))
                return (null, i);
        }

        return ("?", 0);
    }
}
