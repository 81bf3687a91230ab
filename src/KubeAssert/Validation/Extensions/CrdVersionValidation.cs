namespace KubeAssert.Validation;

/// <summary>What a version of a CustomResourceDefinition holds: schema, subresources, printer columns, selectable fields.</summary>
/// <remarks>Source: k8s.io/apiextensions-apiserver, pkg/apis/apiextensions/validation, and the conversion of pkg/apis/apiextensions/v1.</remarks>
internal static class CrdVersionValidation
{
    private const int LongestDeprecationWarning = 256;

    public static void Check(Node spec, ReadOnlySpan<Node> versions, Problems problems)
    {
        if (versions.IsEmpty)
            return;

        CheckSchemas(versions, problems);
        var sharesSubresources = AllShare(versions, "subresources");
        var sharesColumns = AllShare(versions, "additionalPrinterColumns");
        var sharesSelectable = AllShare(versions, "selectableFields");
        for (var i = 0; i < versions.Length; i++)
        {
            if (i == 0 || !sharesSubresources)
                CheckSubresources(versions[i]["subresources"], PathOf("subresources", sharesSubresources, i), problems);
            if (i == 0 || !sharesColumns)
                CheckColumns(versions[i], PathOf("additionalPrinterColumns", sharesColumns, i), problems);
            if (i == 0 || !sharesSelectable)
                CheckSelectableFields(versions[i], PathOf("selectableFields", sharesSelectable, i), problems);
        }
    }

    public static void CheckDeprecation(Node version, Problems problems)
    {
        if (version.Given("deprecationWarning") is not { } warning)
            return;

        var text = warning.AsString() ?? "";
        if (version.Boolean("deprecated") != true)
            problems.Add("crd-version", warning, "belongs to deprecated versions", "set deprecated: true, or remove it");
        else if (text.Length is 0 or > LongestDeprecationWarning)
            problems.Add("crd-version", warning, text.Length == 0 ? "is empty" : $"has {text.Length} characters; {LongestDeprecationWarning} are allowed", "write one sentence");
        else if (text.Any(char.IsControl))
            problems.Add("crd-version", warning, "has a character that can't be printed", "write one line");
    }

    private static void CheckSchemas(ReadOnlySpan<Node> versions, Problems problems)
    {
        var shares = AllShare(versions, "schema");
        var anyStatus = false;
        foreach (var version in versions)
            anyStatus |= version["subresources"].Has("status");

        for (var i = 0; i < versions.Length; i++)
        {
            if (versions[i]["schema"].Given("openAPIV3Schema") is not { } schema)
                problems.Add("required", versions[i]["schema"]["openAPIV3Schema"], "needs a schema", "describe the object, or set x-kubernetes-preserve-unknown-fields: true");
            else if (i == 0 || !shares)
                CrdSchemaValidation.Check(schema, PathOf(shares ? "validation" : "schema", shares, i) + ".openAPIV3Schema", shares ? anyStatus : versions[i]["subresources"].Has("status"), problems);
        }
    }

    private static void CheckSubresources(Node subresources, string path, Problems problems)
    {
        if (subresources.Given("scale") is not { } scale)
            return;

        CheckScalePath(scale, "specReplicasPath", path, ".spec.", null, problems);
        CheckScalePath(scale, "statusReplicasPath", path, ".status.", null, problems);
        if (scale.String("labelSelectorPath").Length > 0)
            CheckScalePath(scale, "labelSelectorPath", path, ".spec.", ".status.", problems);
    }

    private static void CheckScalePath(Node scale, string key, string path, string start, string? orStart, Problems problems)
    {
        var value = scale.String(key);
        if (value.Length == 0)
        {
            problems.Add("required", scale[key], $"needs {key}", $"set it to a path below {start.TrimEnd('.')}", $"{path}.scale.{key}");
        }
        else if (!value.StartsWith(start, StringComparison.Ordinal) && (orStart is null || !value.StartsWith(orStart, StringComparison.Ordinal)))
        {
            var below = orStart is null ? start : $"{start} or {orStart}";
            problems.Add("crd-subresource", scale[key], $"is {NameForm.Quoted(value)}; it must begin with {below}", $"begin with {below}", $"{path}.scale.{key}");
        }
    }

    private static void CheckColumns(Node version, string path, Problems problems)
    {
        var columns = version.List("additionalPrinterColumns");
        for (var i = 0; i < columns.Length; i++)
        {
            var column = columns[i];
            var at = problems.Count;
            if (column.String("name").Length == 0)
                problems.Add("required", column["name"], "needs a name", "set name", $"{path}[{i}].name");
            if (column.String("type") is not ("integer" or "number" or "string" or "boolean" or "date"))
            {
                problems.Add(
                    column.String("type").Length == 0 ? "required" : "unsupported-value",
                    column["type"],
                    column.String("type") is { Length: > 0 } type ? $"is {type}" : "needs a type",
                    "use boolean, date, integer, number or string",
                    $"{path}[{i}].type");
            }

            if (column.String("format") is { Length: > 0 } format && format is not ("int32" or "int64" or "float" or "double" or "byte" or "date" or "date-time" or "password"))
                problems.Add("unsupported-value", column["format"], $"is {format}", "use byte, date, date-time, double, float, int32, int64 or password", $"{path}[{i}].format");
            if (column.String("jsonPath") is not { Length: > 0 } jsonPath)
                problems.Add("required", column["jsonPath"], "needs jsonPath", "set jsonPath", $"{path}[{i}].JSONPath");
            else if (jsonPath[0] != '.')
                problems.Add("crd-column", column["jsonPath"], $"is {NameForm.Quoted(jsonPath)}; it must begin with a dot", "begin with a dot", $"{path}[{i}].JSONPath");
        }
    }

    private static void CheckSelectableFields(Node version, string path, Problems problems)
    {
        var schema = version["schema"].Given("openAPIV3Schema");
        if (schema is null || StructuralSchemaValidation.CanBeRead(schema))
            CrdRuleValidation.CheckSelectableFields(version["selectableFields"], schema, path, problems);
    }

    private static string PathOf(string key, bool isShared, int index) => isShared ? "spec." + key : $"spec.versions[{index}].{key}";

    private static bool AllShare(ReadOnlySpan<Node> versions, string key)
    {
        for (var i = 1; i < versions.Length; i++)
        {
            if (!SameValues.Are(versions[0].Given(key), versions[i].Given(key)))
                return false;
        }

        return true;
    }
}
