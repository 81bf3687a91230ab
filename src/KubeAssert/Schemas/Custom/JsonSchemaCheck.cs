using System.Text;
using KubeAssert.Go;
using KubeAssert.Yaml;

namespace KubeAssert.OpenApi;

/// <summary>
/// Validates a value against a CustomResourceDefinition's schema with the meaning that the API server gives to each keyword
/// (kube-openapi, <c>pkg/validation/validate</c>).
/// </summary>
internal sealed class JsonSchemaCheck(KubernetesVersion version)
{
    public Outcome Check(Node node, JsonSchema schema)
    {
        var outcome = new Outcome();
        Check(node, schema, outcome);
        return outcome;
    }

    private void Check(Node node, JsonSchema schema, Outcome outcome)
    {
        if (node.Kind == NodeKind.Null)
        {
            if (schema.Types.Count > 0 && !schema.Types.Contains("null", StringComparer.Ordinal) && !schema.Nullable)
                outcome.Add(new Violation(ViolationKind.Type, node, schema, Limit: string.Join(",", schema.Types)));
            if (schema.Enum.Count > 0)
                outcome.Add(new Violation(ViolationKind.Enum, node, schema));
            return;
        }

        var format = StringFormats.Supported(schema, version);
        if (schema.Types.Count > 0 || format.Length > 0)
            CheckType(node, schema, format, outcome);
        CheckAlternatives(node, schema, outcome);
        switch (node.Kind)
        {
            case NodeKind.String:
                CheckText(node, schema, outcome);
                if (format.Length > 0 && StringFormats.IsKnown(format))
                {
                    outcome.Matches++;
                    if (!StringFormats.Matches(format, node.Text!))
                        outcome.Add(new Violation(ViolationKind.Format, node, schema, Limit: schema.Format));
                }

                break;
            case NodeKind.Integer or NodeKind.Float:
                NumberRange.Check(node, schema, outcome);
                break;
            case NodeKind.List:
                CheckItems(node, schema, outcome);
                break;
            case NodeKind.Map:
                CheckFields((MapNode)node, schema, outcome);
                break;
        }

        outcome.Matches += 2;
        if (schema.Enum.Count > 0 && !schema.Enum.Any(allowed => JsonEquality.AreEqual(node, allowed)))
            outcome.Add(new Violation(ViolationKind.Enum, node, schema));
    }

    private static void CheckType(Node node, JsonSchema schema, string format, Outcome outcome)
    {
        outcome.Matches++;
        var isText = node.Kind is NodeKind.String or NodeKind.List;
        var matches = IsOfType(node, schema.Types);
        if (!isText && format.Length > 0 && !matches && format != OwnFormat(node))
        {
            outcome.Add(new Violation(ViolationKind.Type, node, schema, Limit: format));
            return;
        }

        var takesNumbers = schema.Types.Contains("number", StringComparer.Ordinal) || schema.Types.Contains("integer", StringComparer.Ordinal);
        if (matches || (!takesNumbers && format.Length > 0 && isText))
            outcome.Matches++;
        else
            outcome.Add(new Violation(ViolationKind.Type, node, schema, Limit: string.Join(",", schema.Types)));
    }

    /// <summary>The format that the server gives to a number of its own accord.</summary>
    private static string OwnFormat(Node node) => node.Kind switch
    {
        NodeKind.Integer => "int64",
        NodeKind.Float => JsonNumber.IsWhole(node) ? "int64" : "float64",
        _ => "",
    };

    private static bool IsOfType(Node node, IReadOnlyList<string> types)
    {
        foreach (var type in types)
        {
            var matches = type switch
            {
                "string" => node.Kind == NodeKind.String,
                "boolean" => node.Kind == NodeKind.Boolean,
                "array" => node.Kind == NodeKind.List,
                "object" => node.Kind == NodeKind.Map,
                "number" => node.Kind is NodeKind.Integer or NodeKind.Float,
                "integer" => node.Kind == NodeKind.Integer || JsonNumber.IsWhole(node),
                _ => false,
            };
            if (matches)
                return true;
        }

        return false;
    }

    private void CheckAlternatives(Node node, JsonSchema schema, Outcome outcome)
    {
        if (schema.AnyOf.Count > 0)
            CheckAnyOf(node, schema, outcome);
        if (schema.OneOf.Count > 0)
            CheckOneOf(node, schema, outcome);

        var held = 0;
        foreach (var part in schema.AllOf)
        {
            var result = Check(node, part);
            held += result.IsValid ? 1 : 0;
            outcome.Merge(result);
        }

        if (held != schema.AllOf.Count)
            outcome.Add(new Violation(ViolationKind.AllOf, node, schema));
        if (schema.Not is { } not && Check(node, not).IsValid)
            outcome.Add(new Violation(ViolationKind.Not, node, schema));
        outcome.Matches += 2;
    }

    private void CheckAnyOf(Node node, JsonSchema schema, Outcome outcome)
    {
        Outcome? best = null;
        foreach (var alternative in schema.AnyOf)
        {
            var result = Check(node, alternative);
            if (result.IsValid)
            {
                outcome.Merge(result);
                return;
            }

            if (best is null || result.Matches > best.Matches)
                best = result;
        }

        outcome.Add(new Violation(ViolationKind.AnyOf, node, schema));
        outcome.Merge(best!);
    }

    private void CheckOneOf(Node node, JsonSchema schema, Outcome outcome)
    {
        Outcome? best = null;
        Outcome? first = null;
        var valid = 0;
        foreach (var alternative in schema.OneOf)
        {
            var result = Check(node, alternative);
            if (result.IsValid)
            {
                valid++;
                first ??= result;
            }
            else if (valid == 0 && (best is null || result.Matches > best.Matches))
            {
                best = result;
            }
        }

        if (valid == 1)
        {
            outcome.Merge(first!);
            return;
        }

        outcome.Add(new Violation(ViolationKind.OneOf, node, schema, Limit: valid));
        if (valid == 0)
            outcome.Merge(best!);
    }

    private static void CheckText(Node node, JsonSchema schema, Outcome outcome)
    {
        outcome.Matches++;
        var text = node.Text!;
        if (schema.MaxLength is { } most && text.Length > most && Runes(text) > most)
            outcome.Add(new Violation(ViolationKind.TooLong, node, schema, Limit: most));
        else if (schema.MinLength is { } least && Runes(text) < least)
            outcome.Add(new Violation(ViolationKind.TooShort, node, schema, Limit: least));
        else if (schema.Pattern is { } pattern && PatternViolation(pattern, text) is { } kind)
            outcome.Add(new Violation(kind, node, schema, Limit: pattern));
    }

    private static ViolationKind? PatternViolation(string pattern, string text)
    {
        if (Re2.Compile(pattern, out _) is not { } readable)
            return ViolationKind.BadPattern;
        try
        {
            return readable.IsMatch(text) ? null : ViolationKind.Pattern;
        }
        catch (Re2LimitException)
        {
            return ViolationKind.PatternTooCostly;
        }
    }

    private static int Runes(string text)
    {
        var count = 0;
        foreach (var _ in text.EnumerateRunes())
            count++;
        return count;
    }

    private void CheckItems(Node list, JsonSchema schema, Outcome outcome)
    {
        if (schema.Items is { } itemSchema)
        {
            foreach (var item in list.Items)
                Check(item, itemSchema, outcome);
        }

        var count = list.Items.Count;
        if (count < schema.MinItems)
            outcome.Add(new Violation(ViolationKind.TooFewItems, list, schema, Limit: schema.MinItems));
        if (count > schema.MaxItems)
            outcome.Add(new Violation(ViolationKind.TooManyItems, list, schema, Limit: schema.MaxItems));
        if (schema.NeedsUniqueItems && list.Items.DistinctBy(item => item.ToString(), StringComparer.Ordinal).Count() < count)
            outcome.Add(new Violation(ViolationKind.RepeatedItems, list, schema));
        outcome.Matches += 2;
    }

    private void CheckFields(MapNode map, JsonSchema schema, Outcome outcome)
    {
        outcome.Matches++;
        var count = map.Span.Length;
        if (count < schema.MinProperties)
            outcome.Add(new Violation(ViolationKind.TooFewFields, map, schema, Limit: schema.MinProperties));
        if (count > schema.MaxProperties)
            outcome.Add(new Violation(ViolationKind.TooManyFields, map, schema, Limit: schema.MaxProperties));

        foreach (ref readonly var entry in map.Span)
        {
            if (schema.Field(entry.Key) is { } field)
                Check(entry.Value, field, outcome);
            else if (schema.ForbidsAdditionalProperties)
                outcome.Add(new Violation(ViolationKind.FieldNotAllowed, map, schema, Key: entry.Key));
        }

        foreach (var required in schema.Required)
        {
            if (!map.ContainsKey(required))
                outcome.Add(new Violation(ViolationKind.Required, map, schema, Key: required));
        }
    }
}
