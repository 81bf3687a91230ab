using KubeAssert.Yaml;

namespace KubeAssert.OpenApi;

/// <summary>
/// Decodes a custom object and validates it against its definition's schema, as the API server does on creation
/// (apiextensions-apiserver, <c>customresource_handler.go</c> and <c>registry/customresource/strategy.go</c>).
/// </summary>
internal sealed class CustomObjectCheck(CustomKind kind, SchemaFindings findings, VersionSchemas builtIn)
{
    /// <summary>Metadata in the types of Kubernetes, no field that the schema doesn't know.</summary>
    public void Decode(MapNode root)
    {
        var decoder = new SchemaCheck(findings);
        decoder.CheckMetadata(root["metadata"], builtIn);
        new UnknownFields(kind, findings).Check(root);
        foreach (var embedded in EmbeddedObjects.In(root, kind.Schema))
        {
            foreach (var key in (ReadOnlySpan<string>)["apiVersion", "kind"])
            {
                if (embedded.Find(key) is { Kind: not NodeKind.String } value)
                    findings.WrongType(value, "a string", "an embedded object");
            }

            decoder.CheckMetadata(embedded["metadata"], builtIn);
        }
    }

    /// <summary>Validates what is left after decoding: with defaults, without a status that is a subresource.</summary>
    /// <param name="stored">The object as <see cref="StoredObject"/> makes it.</param>
    /// <returns>Whether the server would go on to the schema's expressions.</returns>
    public bool Validate(MapNode stored)
    {
        var outcome = new JsonSchemaCheck(findings.Version).Check(stored, kind.Schema);
        ViolationText.Report(outcome.Violations, findings);
        new ScaleFields(findings).Check(stored, kind.Scale);
        new ListTypes(findings).Check(stored, kind.Schema);
        return !outcome.Violations.Any(v => v.StopsRules);
    }
}
