using System.Globalization;
using KubeAssert.Yaml;

namespace KubeAssert.OpenApi;

/// <summary>Turns violations into findings: the server's terms, and what to do.</summary>
internal static class ViolationText
{
    public static void Report(IEnumerable<Violation> violations, SchemaFindings findings)
    {
        var reported = new HashSet<(string, string)>();
        foreach (var violation in violations)
        {
            var path = violation.Key is { } key && violation.Kind == ViolationKind.Required ? ServerPath.Of(violation.Node, key) : ServerPath.Of(violation.Node);
            var (rule, message, fix) = Words(violation);
            if (reported.Add((path, message)))
                findings.Add("schema/" + rule, path, violation.Node.Location, message, fix);
        }
    }

    /// <summary>What to say about a violation: the rule, what was found, and what to do.</summary>
    public static (string Rule, string Message, string? Fix) Words(in Violation violation)
    {
        var limit = Convert.ToString(violation.Limit, CultureInfo.InvariantCulture);
        var node = violation.Node;
        return violation.Kind switch
        {
            ViolationKind.Type => ("wrong-type", $"is {Described(node)}; must be of type {limit}", TypeFix(node, limit!)),
            ViolationKind.Required => ("missing-required", $"missing required field {violation.Key}", $"set {violation.Key}"),
            ViolationKind.Enum => ("unsupported-value", $"is {Shown(node)}; supported values: {Values(violation.Schema)}", $"use one of {Values(violation.Schema)}"),
            ViolationKind.TooLong => ("out-of-range", $"is {node.Text!.Length} characters long; may not be more than {limit}", "shorten it"),
            ViolationKind.TooShort => ("out-of-range", $"is {node.Text!.Length} characters long; should be at least {limit}", $"write {limit} or more"),
            ViolationKind.Pattern => ("pattern", $"is {Shown(node)}; should match '{limit}'", "write a value that matches"),
            ViolationKind.BadPattern => ("pattern", $"can't be checked: the pattern '{limit}' can't be read", "correct the pattern in the CustomResourceDefinition"),
            ViolationKind.PatternTooCostly => ("pattern", $"could not be compared with the pattern '{limit}': that takes more than a billion steps", "shorten the value, or simplify the pattern in the CustomResourceDefinition"),
            ViolationKind.Format => ("format", $"is {Shown(node)}; must be of type {limit}", $"write a {limit}"),
            ViolationKind.Maximum => ("out-of-range", $"is {Shown(node)}; should be less than {(violation.Schema.IsMaximumExclusive ? "" : "or equal to ")}{limit}", $"write {limit}{(violation.Schema.IsMaximumExclusive ? " or less, but not itself" : " or less")}"),
            ViolationKind.Minimum => ("out-of-range", $"is {Shown(node)}; should be greater than {(violation.Schema.IsMinimumExclusive ? "" : "or equal to ")}{limit}", $"write {limit}{(violation.Schema.IsMinimumExclusive ? " or more, but not itself" : " or more")}"),
            ViolationKind.MultipleOf => ("out-of-range", $"is {Shown(node)}; should be a multiple of {limit}", $"write a multiple of {limit}"),
            ViolationKind.Range => ("out-of-range", $"is {Shown(node)}; must be of type {limit}", $"write a number that fits {limit}"),
            ViolationKind.TooManyItems => ("out-of-range", $"has {node.Items.Count} items; must have at most {limit}", "remove some"),
            ViolationKind.TooFewItems => ("out-of-range", $"has {node.Items.Count} items; should have at least {limit}", "add some"),
            ViolationKind.RepeatedItems => ("duplicate-item", "holds the same item twice; shouldn't contain duplicates", "remove one"),
            ViolationKind.TooManyFields => ("out-of-range", $"has {node.Entries.Count} fields; must have at most {limit}", "remove some"),
            ViolationKind.TooFewFields => ("out-of-range", $"has {node.Entries.Count} fields; should have at least {limit}", "add some"),
            ViolationKind.FieldNotAllowed => ("unknown-field", $"holds {violation.Key}, which is a forbidden property", $"remove {violation.Key}"),
            ViolationKind.AnyOf => ("alternatives", "must validate at least one schema (anyOf)", "meet one of the alternatives in the CustomResourceDefinition"),
            ViolationKind.OneOf => ("alternatives", $"must validate one and only one schema (oneOf); {(violation.Limit is 0 ? "none" : limit)} valid", "meet exactly one of the alternatives in the CustomResourceDefinition"),
            ViolationKind.AllOf => ("alternatives", "must validate all the schemas (allOf)", "meet every part of the schema in the CustomResourceDefinition"),
            _ => ("alternatives", "must not validate the schema (not)", "avoid what the CustomResourceDefinition excludes"),
        };
    }

    private static string? TypeFix(Node node, string type)
    {
        if (type.Contains("string", StringComparison.Ordinal) && node.Kind is NodeKind.Boolean or NodeKind.Integer or NodeKind.Float)
            return $"quote it: \"{node.Text}\"";
        if (type == "array" && node.Kind != NodeKind.Null)
            return "write a list";
        return node.Kind == NodeKind.Null ? "remove it, or give it a value" : $"write a value of type {type}";
    }

    private static string Described(Node node) => node.Kind switch
    {
        NodeKind.Boolean => $"the boolean {node.Text}",
        NodeKind.Integer or NodeKind.Float => $"the number {node.Text}",
        NodeKind.String => $"the string {Shown(node)}",
        NodeKind.List => "a list",
        NodeKind.Map => "a map",
        _ => "null",
    };

    private static string Shown(Node node)
    {
        var text = node.ToString().ReplaceLineEndings(" ");
        return text.Length > 60 ? text[..57] + "..." : text;
    }

    private static string Values(JsonSchema schema) => string.Join(", ", schema.Enum.Select(e => e.Text ?? e.ToString()));
}
