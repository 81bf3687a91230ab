using KubeAssert.Findings;

namespace KubeAssert;

/// <content>Rules by path, for rules from data.</content>
public sealed partial class Rule
{
    /// <summary>A rule about one field, by path, of every manifest of a kind.</summary>
    /// <param name="path">The field, as <see cref="Node.Select"/> reads it: <c>spec.template.spec.containers[*].image</c>.</param>
    /// <param name="test">What is demanded.</param>
    /// <param name="kind">The kind to look at; null for all.</param>
    /// <param name="id">The rule's id; made from kind and path when null.</param>
    public static Rule Field(string path, FieldTest test, string? kind = null, string? id = null)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(path);
        ArgumentNullException.ThrowIfNull(test);
        var subject = kind ?? "manifest";
        return For<Manifest>(id ?? IdOf(subject, path), $"{path} of a {subject} must {test.Demand}")
            .Where(m => kind is null || m.Kind == kind)
            .Check((manifest, context) => Find(manifest, context, path, test));
    }

    private static IEnumerable<Finding> Find(Manifest manifest, RuleContext context, string path, FieldTest test)
    {
        var nodes = manifest.Select(path);
        if (nodes.Count == 0 && !test.MissingHolds)
            yield return context.Finding(NearestWritten(manifest, path), $"{path} is not set; it must {test.Demand}", path: path);

        foreach (var node in nodes)
        {
            if (!test.Holds(node))
                yield return context.Finding(node, $"is {ShownValue.Of(node)}; it must {test.Demand}");
        }
    }

    /// <summary>The deepest map or list on the way to a field that is not written.</summary>
    private static Node NearestWritten(Manifest manifest, string path)
    {
        for (var end = path.LastIndexOfAny(['.', '[']); end > 0; end = path.LastIndexOfAny(['.', '['], end - 1))
        {
            var above = path[..end].TrimEnd('.');
            if (above.Length > 0 && manifest.Select(above) is [var node, ..])
                return node;
        }

        return manifest.Root;
    }

    private static string IdOf(string kind, string path) =>
        string.Join('-', $"{kind} {path}".ToLowerInvariant().Split(" .[]*=/".ToCharArray(), StringSplitOptions.RemoveEmptyEntries));
}
