using KubeAssert.Cel;
using KubeAssert.Go;

namespace KubeAssert.Validation;

/// <summary>
/// What makes a schema structural: every field's type is said once, outside of value validation, so that the API server can prune and default.
/// </summary>
/// <remarks>Source: k8s.io/apiextensions-apiserver, pkg/apiserver/schema/validation.go and complete.go.</remarks>
internal static class StructuralSchemaValidation
{
    private enum Level
    {
        Root,
        Item,
        Field,
    }

    private static readonly string[] Junctors = ["allOf", "anyOf", "oneOf"];

    public static void Check(SchemaSite site)
    {
        CheckInvariants(site, site.Root, Level.Root);
        CheckValuesHaveStructure(site, site.Root, site.Root);
    }

    /// <summary>Whether the server can read the schema as a structural one at all; what hinders it is reported elsewhere, but for <c>$schema</c>.</summary>
    public static bool CanBeRead(Node? schema)
    {
        if (schema is not MapNode map)
            return true;

        foreach (ref readonly var entry in map.Span)
        {
            if (!CanBeRead(entry))
                return false;
        }

        return true;
    }

    private static bool CanBeRead(in MapEntry entry)
    {
        var value = entry.Value;
        switch (entry.Key)
        {
            case "id" or "$schema" or "$ref":
                return value.AsString() is null or { Length: 0 };
            case "patternProperties" or "dependencies" or "definitions":
                return value.Entries.Count == 0;
            case "additionalItems":
                return !value.HasValue;
            case "x-kubernetes-preserve-unknown-fields":
                return value.AsBoolean() != false;
            case "items":
                return !(value.IsList && value.Items.Count > 0) && CanBeRead(value);
            case "additionalProperties" or "not":
                return CanBeRead(value);
            case "properties" when value is MapNode properties:
                foreach (ref readonly var property in properties.Span)
                {
                    if (!CanBeRead(property.Value))
                        return false;
                }

                return true;
            case "allOf" or "anyOf" or "oneOf":
                foreach (var item in value.Items)
                {
                    if (!CanBeRead(item))
                        return false;
                }

                return true;
            default:
                return true;
        }
    }

    private static void CheckInvariants(SchemaSite site, Node schema, Level level)
    {
        var type = schema.String("type");
        var isEmbedded = schema.Boolean("x-kubernetes-embedded-resource") == true;
        var isIntOrString = schema.Boolean("x-kubernetes-int-or-string") == true;
        var keepsUnknown = schema.Boolean("x-kubernetes-preserve-unknown-fields") == true;

        // what is neither a schema nor a list of schemas is decoded to no schema at all
        if (schema.Given("items") is { } items && (items.Kind == NodeKind.Map || items.IsList))
            CheckInvariants(site, items, Level.Item);
        else if (type == "array")
            site.Add("crd-schema", schema["items"], "an array needs items", "describe the items");

        foreach (ref readonly var property in schema.Map("properties"))
            CheckInvariants(site, property.Value, Level.Field);

        if (schema.Given("additionalProperties") is { } additional)
        {
            if (level == Level.Root)
                site.Add("crd-schema", additional, "is not allowed at the root", "list the properties");
            if (isEmbedded)
                site.Add("crd-schema", additional, "is not allowed beside x-kubernetes-embedded-resource", "list the properties");
            if (additional.IsMap)
                CheckInvariants(site, additional, Level.Field);
        }

        if (isIntOrString && keepsUnknown)
            site.Add("crd-schema", schema["x-kubernetes-preserve-unknown-fields"], "contradicts x-kubernetes-int-or-string", "remove it");
        if (isIntOrString && isEmbedded)
            site.Add("crd-schema", schema["x-kubernetes-embedded-resource"], "contradicts x-kubernetes-int-or-string", "remove it");

        CheckValueValidation(site, schema, IsIntegerOrString(schema.Given("anyOf")), FirstOfAllIsIntegerOrString(schema), level);
        CheckType(site, schema, type, isEmbedded, isEmbedded || isIntOrString || keepsUnknown, level);
        CheckMetaFields(site, schema, isEmbedded, level);

        if (isEmbedded && !keepsUnknown && schema.Map("properties").IsEmpty)
            site.Add("crd-schema", schema["properties"], "an embedded resource needs properties", "list them, or set x-kubernetes-preserve-unknown-fields: true");
    }

    private static void CheckType(SchemaSite site, Node schema, string type, bool isEmbedded, bool mayLackType, Level level)
    {
        if (isEmbedded && type != "object")
        {
            site.Add("crd-schema", schema["type"], type.Length == 0 ? "an embedded resource needs a type" : $"is {type}; an embedded resource is an object", "set type: object");
        }
        else if (type.Length == 0 && !mayLackType)
        {
            var what = level switch { Level.Root => "the root", Level.Item => "items", _ => "a property" };
            site.Add("crd-schema", schema["type"], $"{what} needs a type", "set type");
        }

        if (level == Level.Root && type.Length > 0 && type != "object")
            site.Add("crd-schema", schema["type"], $"is {type}; the root of a custom resource is an object", "set type: object");
    }

    /// <summary>apiVersion and kind are strings; of metadata only the name may be restricted, and only at the root.</summary>
    private static void CheckMetaFields(SchemaSite site, Node schema, bool isEmbedded, Level level)
    {
        if (schema.Given("properties") is not MapNode properties)
            return;

        if (level == Level.Root || isEmbedded)
        {
            MustBe(site, properties, "kind", "string");
            MustBe(site, properties, "apiVersion", "string");
            MustBe(site, properties, "metadata", "object");
        }

        if (level != Level.Root || properties.Find("metadata") is not MapNode metadata)
            return;

        foreach (ref readonly var entry in metadata.Span)
        {
            if (entry.Key is "type" or "default" || IsUnset(entry.Value) || (entry.Key == "properties" && OnlyNames(entry.Value)))
                continue;

            site.Add("crd-schema", metadata, $"restricts metadata with {entry.Key}; only name and generateName may be restricted", "keep type: object alone");
            return;
        }
    }

    private static void MustBe(SchemaSite site, MapNode properties, string key, string type)
    {
        if (properties.Find(key) is { } property && property.String("type") != type)
            site.Add("crd-schema", property["type"], $"{key} is {(property.String("type") is { Length: > 0 } other ? other : "of no type")}", $"set type: {type}");
    }

    private static bool OnlyNames(Node properties)
    {
        foreach (var entry in properties.Entries)
        {
            if (entry.Key is not ("name" or "generateName"))
                return false;
        }

        return true;
    }

    /// <summary>Value validation beside or under a junctor. The two ways to spell int-or-string may name types there.</summary>
    private static void CheckValueValidation(SchemaSite site, Node schema, bool skipAnyOf, bool skipFirstOfAll, Level level)
    {
        foreach (var junctor in Junctors)
        {
            if (junctor == "anyOf" && skipAnyOf)
                continue;
            var clauses = schema.List(junctor);
            for (var i = 0; i < clauses.Length; i++)
                CheckNested(site, clauses[i], junctor == "allOf" && i == 0 && skipFirstOfAll, level);
        }

        if (schema.Given("not") is { } not)
            CheckNested(site, not, false, level);

        if (schema.Given("pattern") is { } pattern && pattern.AsString() is { Length: > 0 } text && Re2.Compile(text, out var problem) is null)
            site.Add("crd-schema", pattern, $"is no regular expression: {problem}", "write an expression of RE2");
    }

    private static void CheckNested(SchemaSite site, Node schema, bool skipAnyOf, Level level)
    {
        if (schema is not MapNode map)
            return;

        CheckValueValidation(site, schema, skipAnyOf, false, level);
        foreach (ref readonly var entry in map.Span)
        {
            switch (entry.Key)
            {
                case "items":
                    CheckNested(site, entry.Value, false, level);
                    break;
                case "properties":
                    foreach (ref readonly var property in schema.Map("properties"))
                    {
                        CheckNested(site, property.Value, false, Level.Field);
                        if (property.Key == "metadata")
                            site.Add("crd-schema", property.Value, "restricts metadata inside allOf, anyOf, oneOf or not", "remove it");
                    }

                    break;
                case "additionalProperties" when entry.Value.AsBoolean() != false && entry.Value.HasValue:
                case "type" or "default" or "title" or "description" or "nullable" when !IsUnset(entry.Value):
                case "x-kubernetes-preserve-unknown-fields" or "x-kubernetes-embedded-resource" or "x-kubernetes-int-or-string" when !IsUnset(entry.Value):
                case "x-kubernetes-list-map-keys" or "x-kubernetes-validations" when entry.Value.Items.Count > 0:
                case "x-kubernetes-list-type" or "x-kubernetes-map-type" when entry.Value.HasValue:
                    site.Add("crd-schema", entry.Value, $"sets {entry.Key} inside allOf, anyOf, oneOf or not, which may only restrict values", "set it outside");
                    break;
            }
        }
    }

    /// <summary>What a junctor restricts must be described outside of it too.</summary>
    private static void CheckValuesHaveStructure(SchemaSite site, Node values, Node structure)
    {
        foreach (var junctor in Junctors)
        {
            foreach (var clause in values.List(junctor))
                CheckNestedHasStructure(site, clause, structure);
        }

        if (values.Given("not") is { } not)
            CheckNestedHasStructure(site, not, structure);
    }

    private static void CheckNestedHasStructure(SchemaSite site, Node values, Node structure)
    {
        CheckValuesHaveStructure(site, values, structure);
        if (values.Given("items") is { } items)
        {
            if (structure.Given("items") is { } described)
                CheckNestedHasStructure(site, items, described);
            else
                site.Add("crd-schema", structure["items"], "are restricted inside allOf, anyOf, oneOf or not, but not described", "describe the items");
        }

        foreach (ref readonly var property in values.Map("properties"))
        {
            if (structure.Given("properties") is MapNode properties && properties.Find(property.Key) is { } described)
                CheckNestedHasStructure(site, property.Value, described);
            else
                site.Add("crd-schema", structure["properties"][property.Key], $"{property.Key} is restricted inside allOf, anyOf, oneOf or not, but not described", $"add {property.Key} to the properties");
        }
    }

    private static bool FirstOfAllIsIntegerOrString(Node schema)
    {
        var all = schema.List("allOf");
        return !all.IsEmpty && IsIntegerOrString(all[0].Given("anyOf"));
    }

    private static bool IsIntegerOrString(Node? anyOf) =>
        anyOf is ListNode { Span: [var first, var second] } && IsOnlyType(first, "integer") && IsOnlyType(second, "string");

    private static bool IsOnlyType(Node schema, string type)
    {
        if (schema.String("type") != type)
            return false;
        foreach (var entry in schema.Entries)
        {
            if (entry.Key != "type" && !IsUnset(entry.Value))
                return false;
        }

        return true;
    }

    private static bool IsUnset(Node value) =>
        !value.HasValue || value.Text is { Length: 0 } || value.AsBoolean() == false;
}
