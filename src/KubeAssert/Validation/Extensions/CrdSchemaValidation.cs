namespace KubeAssert.Validation;

/// <summary>The OpenAPI schema of a CustomResourceDefinition's version.</summary>
/// <remarks>Source: k8s.io/apiextensions-apiserver, pkg/apis/apiextensions/validation: validateCustomResourceDefinitionValidation and what it calls.</remarks>
internal static class CrdSchemaValidation
{
    private const string Types = "string, number, integer, boolean, array, object";

    /// <param name="schema">What is behind <c>openAPIV3Schema</c>.</param>
    /// <param name="path">What the server calls it.</param>
    /// <param name="hasStatus">Whether the status subresource is on: the root may then hold few keywords.</param>
    public static void Check(Node schema, string path, bool hasStatus, Problems problems)
    {
        var site = new SchemaSite(problems, schema, path);
        if (hasStatus)
            CheckRootWithStatus(site);
        if (schema.Boolean("nullable") == true)
            site.Add("crd-schema", schema["nullable"], "the root can't be nullable", "remove it");

        var before = problems.Count;
        var isStructural = StructuralSchemaValidation.CanBeRead(schema);
        if (isStructural)
        {
            StructuralSchemaValidation.Check(site);
            if (problems.Count == before)
                CrdDefaultsValidation.Check(site);
        }

        CheckSchema(site, schema, new Surroundings(IsRoot: true));
        if (!isStructural && problems.Count == before)
            site.Add("crd-schema", schema, "holds a keyword that a structural schema can't have: $schema", "remove it");
        if (isStructural && problems.Count == before)
            CrdExpressionValidation.Check(site);
    }

    private static void CheckRootWithStatus(SchemaSite site)
    {
        var root = site.Root;
        if (root.String("type") is { Length: > 0 } type && type != "object")
        {
            site.Add("crd-schema", root["type"], $"is {type}; with the status subresource the root is an object", "set type: object");
            return;
        }

        foreach (var entry in root.Entries)
        {
            var isForbidden = entry.Key switch
            {
                "id" or "$schema" or "$ref" or "x-kubernetes-list-type" or "x-kubernetes-map-type" or "maxProperties" or "minProperties" or "default" or "not"
                    or "additionalProperties" or "additionalItems" => entry.Value.HasValue && entry.Value.Text is not { Length: 0 },
                "enum" or "allOf" or "oneOf" or "anyOf" or "x-kubernetes-list-map-keys" or "patternProperties" or "dependencies" or "definitions" => entry.Value.HasValue,
                "nullable" or "x-kubernetes-embedded-resource" or "x-kubernetes-int-or-string" => entry.Value.AsBoolean() == true,
                _ => false,
            };
            if (isForbidden)
            {
                site.Add("crd-schema", root, $"has {entry.Key} at its root, which the status subresource does not allow", "move it to a property");
                return;
            }
        }
    }

    private static void CheckSchema(SchemaSite site, Node schema, Surroundings around)
    {
        if (schema is not MapNode map)
            return;

        CheckKeywords(site, map, around);
        CheckListAndMapTypes(site, map);
        CrdRuleValidation.CheckRules(site, map);
        CheckParts(site, map, around);
    }

    /// <summary>Keywords that a CustomResourceDefinition may not use, and values that they may not have.</summary>
    private static void CheckKeywords(SchemaSite site, MapNode schema, Surroundings around)
    {
        foreach (ref readonly var entry in schema.Span)
        {
            var value = entry.Value;
            if (!value.HasValue)
                continue;
            switch (entry.Key)
            {
                case "type" when value.AsString() is { Length: > 0 } type && type is not ("string" or "number" or "integer" or "boolean" or "array" or "object"):
                    site.Add("unsupported-value", value, $"is {type}; {Types} are supported", type == "null" ? "set nullable: true instead" : $"use one of {Types}");
                    break;
                case "default" when around.NoDefaultsBecause is { } reason:
                    site.Add("forbidden", value, $"a default is not allowed {reason}", "remove it");
                    break;
                case "id" when value.AsString() is { Length: > 0 }:
                case "additionalItems" or "dependencies" or "$ref":
                case "patternProperties" or "definitions" when value.Entries.Count > 0:
                    site.Add("forbidden", value, $"{entry.Key} is not supported in a CustomResourceDefinition", "remove it");
                    break;
                case "items" when value.IsList && value.Items.Count > 0:
                    site.Add("forbidden", value, "items is a list; one schema for all items is needed", "write one schema");
                    break;
                case "uniqueItems" when value.AsBoolean() == true:
                    site.Add("forbidden", value, "can't be true: it would take quadratic time", "set x-kubernetes-list-type: set");
                    break;
                case "x-kubernetes-preserve-unknown-fields" when value.AsBoolean() == false:
                    site.Add("crd-schema", value, "is false; true is the only value", "remove it");
                    break;
                case "x-kubernetes-embedded-resource" when around.IsInsideMeta && value.AsBoolean() == true:
                    site.Add("forbidden", value, "is not allowed inside metadata", "remove it");
                    break;
                case "additionalProperties" when !schema.Map("properties").IsEmpty && value.AsBoolean() != true:
                    site.Add("forbidden", value, "excludes properties: a schema describes an object or a map", "keep one of them");
                    break;
            }
        }
    }

    private static void CheckParts(SchemaSite site, MapNode schema, Surroundings around)
    {
        var inner = around with { IsRoot = false };
        var isResource = around.IsRoot || schema.Boolean("x-kubernetes-embedded-resource") == true;
        foreach (ref readonly var entry in schema.Span)
        {
            switch (entry.Key)
            {
                case "properties" when entry.Value is MapNode properties:
                    foreach (ref readonly var property in properties.Span)
                    {
                        var isMeta = isResource && property.Key is "metadata" or "kind" or "apiVersion";
                        CheckSchema(site, property.Value, inner with
                        {
                            IsInsideMeta = inner.IsInsideMeta || (isMeta && isResource),
                            NoDefaultsBecause = isMeta && around.IsRoot ? $"in the top-level {property.Key}" : inner.NoDefaultsBecause,
                        });
                    }

                    break;
                case "additionalProperties":
                    CheckSchema(site, entry.Value, around.IsInsideMeta ? inner with { NoDefaultsBecause = "inside additionalProperties of metadata" } : inner);
                    break;
                case "items" or "not":
                    CheckSchema(site, entry.Value, inner);
                    break;
                case "allOf" or "anyOf" or "oneOf":
                    foreach (var clause in schema.List(entry.Key))
                        CheckSchema(site, clause, inner);
                    break;
                case "definitions" or "dependencies" when entry.Value is MapNode named:
                    foreach (ref readonly var definition in named.Span)
                        CheckSchema(site, definition.Value, inner);
                    break;
            }
        }
    }

    private static void CheckListAndMapTypes(SchemaSite site, MapNode schema)
    {
        var type = schema.String("type");
        var items = schema.Given("items") is MapNode one ? one : null;

        if (schema.Given("x-kubernetes-map-type") is { } mapType)
        {
            if (type != "object")
                site.Add("crd-schema", schema["type"], "x-kubernetes-map-type belongs to an object", "set type: object");
            if (mapType.AsString() is not ("atomic" or "granular"))
                site.Add("unsupported-value", mapType, $"is {mapType.Text}; atomic and granular are supported", "use atomic or granular");
        }

        var listType = schema.Given("x-kubernetes-list-type");
        if (listType is not null)
        {
            if (type != "array")
                site.Add("crd-schema", schema["type"], "x-kubernetes-list-type belongs to an array", "set type: array");
            else if (listType.AsString() == "set" && items is not null)
                CheckSetItems(site, items);
            if (listType.AsString() is not ("atomic" or "set" or "map"))
                site.Add("unsupported-value", listType, $"is {listType.Text}; atomic, set and map are supported", "use atomic, set or map");
            if (listType.AsString() is "set" or "map" && items?.Boolean("nullable") == true)
                site.Add("forbidden", items["nullable"], $"items of a list of type {listType.Text} can't be null", "remove it");
        }

        var keys = schema.List("x-kubernetes-list-map-keys");
        if (!keys.IsEmpty && listType?.AsString() != "map")
            site.Add("crd-schema", schema["x-kubernetes-list-type"], "x-kubernetes-list-map-keys needs x-kubernetes-list-type: map", "set it to map, or remove the keys");
        if (listType?.AsString() == "map")
            CheckMapKeys(site, schema, items, keys);
    }

    private static void CheckSetItems(SchemaSite site, MapNode items)
    {
        if (site.Problems.Version >= KubernetesVersion.V1_37 && items.String("type") is "object" or "array")
        {
            var list = items.Parent!["x-kubernetes-list-type"];
            site.Problems.Add("schema/deprecated-field", list, $"x-kubernetes-list-type: set for items of type \"{items.String("type")}\" is not supported by server-side apply or CEL validation rules", "use a list of type map or atomic", severity: Severity.Warning);
        }

        if (items.String("type") == "array" && items.Given("x-kubernetes-list-type") is { } inner && inner.AsString() != "atomic")
            site.Add("crd-schema", inner, "lists inside a list of type set must be atomic", "set it to atomic");
        if (items.String("type") == "object" && items.String("x-kubernetes-map-type") != "atomic")
            site.Add("crd-schema", items["x-kubernetes-map-type"], "objects inside a list of type set must be atomic", "set x-kubernetes-map-type: atomic");
    }

    private static void CheckMapKeys(SchemaSite site, MapNode schema, MapNode? items, ReadOnlySpan<Node> keys)
    {
        if (keys.IsEmpty)
            site.Add("required", schema["x-kubernetes-list-map-keys"], "a list of type map needs keys", "name the properties that identify an item");
        if (items is null)
        {
            site.Add("required", schema["items"], "a list of type map needs a schema for its items", "describe the items");
            return;
        }

        if (items.String("type") != "object")
        {
            site.Add("crd-schema", items["type"], "items of a list of type map are objects", "set type: object");
            return;
        }

        for (var i = 0; i < keys.Length; i++)
            CheckMapKey(site, schema, items, keys, i);
    }

    private static void CheckMapKey(SchemaSite site, MapNode schema, MapNode items, ReadOnlySpan<Node> keys, int index)
    {
        var name = keys[index].AsString() ?? "";
        for (var i = 0; i < index; i++)
        {
            if (keys[i].AsString() == name)
                site.Add("duplicate", schema["x-kubernetes-list-map-keys"], $"names {name} twice", "name it once");
        }

        if (items.Given("properties") is not MapNode properties || properties.Find(name) is not { } property)
        {
            site.Add("crd-schema", schema["x-kubernetes-list-map-keys"], $"names {name}, which is no property of the items", "name properties of the items");
            return;
        }

        if (property.String("type") is "array" or "object")
            site.Add("crd-schema", property["type"], $"{name} is a key of the list and can't be an {property.String("type")}", "make it a scalar");
        if (property.Given("default") is null && !Contains(items.List("required"), name))
            site.Add("required", property["default"], $"{name} is a key of the list: it must be required or have a default", $"add {name} to required");
        if (property.Boolean("nullable") == true)
            site.Add("forbidden", property["nullable"], $"{name} is a key of the list and can't be null", "remove it");
    }

    private static bool Contains(ReadOnlySpan<Node> values, string value)
    {
        foreach (var candidate in values)
        {
            if (candidate.AsString() == value)
                return true;
        }

        return false;
    }

    /// <param name="IsRoot">Whether this is the schema of the whole object.</param>
    /// <param name="IsInsideMeta">Whether it describes apiVersion, kind or metadata.</param>
    /// <param name="NoDefaultsBecause">Why there may be no default here.</param>
    private readonly record struct Surroundings(bool IsRoot = false, bool IsInsideMeta = false, string? NoDefaultsBecause = null);
}
