namespace KubeAssert.Validation;

/// <summary>Validation rules (<c>x-kubernetes-validations</c>) of a CustomResourceDefinition's schema, as far as they are no CEL, and its selectable fields.</summary>
/// <remarks>Source: k8s.io/apiextensions-apiserver, pkg/apis/apiextensions/validation: ValidateCustomResourceDefinitionOpenAPISchema, ValidateCustomResourceSelectableFields.</remarks>
internal static class CrdRuleValidation
{
    private const int MostSelectableFields = 8;

    public static void CheckRules(SchemaSite site, MapNode schema)
    {
        foreach (var rule in schema.List("x-kubernetes-validations"))
        {
            CheckRuleAndMessage(site, rule);
            if (rule.String("messageExpression") is { Length: > 0 } expression && string.IsNullOrWhiteSpace(expression))
                site.Add("required", rule["messageExpression"], "is blank", "write an expression, or remove it");
            if (rule.Given("reason") is { } reason && reason.AsString() is not ("FieldValueRequired" or "FieldValueForbidden" or "FieldValueInvalid" or "FieldValueDuplicate"))
                site.Add("unsupported-value", reason, $"is {reason.Text}", "use FieldValueRequired, FieldValueForbidden, FieldValueInvalid or FieldValueDuplicate");
            if (rule.String("fieldPath") is { Length: > 0 } path)
                CheckFieldPath(site, schema, rule, path);
        }
    }

    /// <summary>Fields that can be asked for with a field selector: simple paths to strings, booleans and integers, outside of metadata.</summary>
    /// <param name="list">The list of fields.</param>
    /// <param name="schema">The schema they point into; null when there is none.</param>
    /// <param name="path">What the server calls the list.</param>
    public static void CheckSelectableFields(Node list, Node? schema, string path, Problems problems)
    {
        var fields = list.Items;
        if (fields.Count == 0)
            return;
        if (schema is null)
        {
            problems.Add("crd-selectable-field", list, "needs a schema to point into", "add a schema", path);
            return;
        }

        var seen = new HashSet<string>(StringComparer.Ordinal);
        for (var i = 0; i < fields.Count; i++)
        {
            var jsonPath = fields[i].String("jsonPath");
            var at = $"{path}[{i}].jsonPath";
            if (jsonPath.Length == 0)
            {
                problems.Add("required", fields[i]["jsonPath"], "needs jsonPath", "set jsonPath", at);
                continue;
            }

            if (!SchemaFieldPath.TryFind(jsonPath, schema, false, out var found, out var canonical))
            {
                problems.Add("crd-selectable-field", fields[i]["jsonPath"], $"is {NameForm.Quoted(jsonPath)}, which leads to no field of the schema", "write the path of a field: .spec.size", at);
                continue;
            }

            if (canonical == ".metadata" || canonical.StartsWith(".metadata.", StringComparison.Ordinal))
                problems.Add("crd-selectable-field", fields[i]["jsonPath"], "points into metadata", "point into spec or status", at);
            if (found.String("type") is not ("string" or "boolean" or "integer"))
                problems.Add("crd-selectable-field", fields[i]["jsonPath"], "points to a field that is no string, boolean or integer", "point to a scalar", at);
            if (!seen.Add(canonical))
                problems.Add("duplicate", fields[i]["jsonPath"], $"{jsonPath} is listed twice", "list it once", at);
        }

        if (seen.Count > MostSelectableFields)
            problems.Add("too-many", list, $"lists {seen.Count} fields; {MostSelectableFields} are allowed", "remove some", path);
    }

    private static void CheckRuleAndMessage(SchemaSite site, Node rule)
    {
        var text = rule.String("rule").Trim();
        var message = rule.String("message");
        if (text.Length == 0)
            site.Add("required", rule["rule"], "needs a rule", "write a CEL expression");
        else if (message.Length > 0 && string.IsNullOrWhiteSpace(message))
            site.Add("crd-rule", rule["message"], "is blank", "write a message, or remove it");
        else if (HasLineBreak(message.Trim()))
            site.Add("crd-rule", rule["message"], "has a line break", "write one line");
        else if (HasLineBreak(text) && message.Length == 0)
            site.Add("required", rule["message"], "a rule of several lines needs a message", "add a message");
    }

    private static void CheckFieldPath(SchemaSite site, MapNode schema, Node rule, string path)
    {
        if (string.IsNullOrWhiteSpace(path))
            site.Add("crd-rule", rule["fieldPath"], "is blank", "write a path, or remove it");
        if (HasLineBreak(path))
            site.Add("crd-rule", rule["fieldPath"], "has a line break", "write one line");
        if (StructuralSchemaValidation.CanBeRead(schema) && !SchemaFieldPath.TryFind(path, schema, true, out _, out _))
            site.Add("crd-rule", rule["fieldPath"], $"is {NameForm.Quoted(path)}, which leads to no field of this schema", "write the path of a field: .size");
    }

    private static bool HasLineBreak(string text) => text.AsSpan().IndexOfAny('\n', '\r') >= 0;
}
