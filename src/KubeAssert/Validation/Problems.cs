using System.Globalization;
using KubeAssert.Yaml;

namespace KubeAssert.Validation;

/// <summary>Collects what is wrong with one manifest. Nothing is formatted or allocated while all is well.</summary>
internal sealed class Problems(Manifest manifest, KubernetesVersion version)
{
    private List<Finding>? _findings;

    public Manifest Manifest => manifest;

    public KubernetesVersion Version => version;

    public IReadOnlyList<Finding> Findings => _findings ?? (IReadOnlyList<Finding>)[];

    public int Count => _findings?.Count ?? 0;

    /// <summary>Adds a finding at a node, missing nodes included.</summary>
    /// <param name="rule">The rule's id without <c>validation/</c>.</param>
    /// <param name="path">The field as the API server names it, where that is not the node's own path.</param>
    public void Add(string rule, Node node, string message, string? fix = null, string? path = null, Severity severity = Severity.Error) =>
        (_findings ??= []).Add(new Finding
        {
            RuleId = rule.Contains('/', StringComparison.Ordinal) ? rule : "validation/" + rule,
            Severity = severity,
            Manifest = manifest,
            Path = path ?? node.Path,
            Location = node.Location,
            Message = message,
            Fix = fix,
        });

    /// <summary>The field must be written and be neither null nor, for strings, lists and maps, empty.</summary>
    /// <returns>Whether it is.</returns>
    public bool Require(Node parent, string key, string? fix = null)
    {
        var node = parent[key];
        if (!IsEmpty(node))
            return true;

        Add("required", node, $"needs {key}", fix ?? $"set {key}");
        return false;
    }

    public void Forbid(Node node, string because, string? fix = null)
    {
        if (node.HasValue)
            Add("forbidden", node, because, fix ?? "remove it");
    }

    public void InRange(Node node, long least, long most, bool unlessZero = false)
    {
        if (node.AsInteger() is { } value && (value < least || value > most) && !(unlessZero && value == 0))
        {
            Add(
                "out-of-range",
                node,
                string.Create(CultureInfo.InvariantCulture, $"is {value}; {least} to {most} is allowed"),
                string.Create(CultureInfo.InvariantCulture, $"set a value from {least} to {most}"));
        }
    }

    public void NotNegative(Node node)
    {
        if (node.AsInteger() is < 0)
            Add("out-of-range", node, $"is {node.Text}; it can't be negative", "set 0 or more");
    }

    /// <summary>A string, where one is written, must be one of those; an empty one counts as not written.</summary>
    public void OneOf(Node node, params ReadOnlySpan<string> allowed)
    {
        if (node.AsString() is not { Length: > 0 } value || allowed.Contains(value))
            return;

        Add("unsupported-value", node, $"is {value}; {string.Join(", ", allowed.ToArray())} are supported", $"use one of {string.Join(", ", allowed.ToArray())}");
    }

    /// <summary>Whether the API server's decoder would leave the field at its zero value.</summary>
    public static bool IsEmpty(Node node) => node.Kind switch
    {
        NodeKind.String => node.Text!.Length == 0,
        NodeKind.List => node.Items.Count == 0,
        NodeKind.Map => node.Entries.Count == 0,
        _ => !node.HasValue,
    };
}
