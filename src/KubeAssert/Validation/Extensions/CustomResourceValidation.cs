using KubeAssert.OpenApi;

namespace KubeAssert.Validation;

/// <summary>Says about a custom object what the API server would say to its creation, by its CustomResourceDefinition.</summary>
internal static class CustomResourceValidation
{
    public static void Check(Manifest manifest, CustomKind kind, SchemaFindings findings, Problems problems)
    {
        var check = new CustomObjectCheck(kind, findings, VersionSchemas.Of(problems.Version));
        check.Decode(manifest.Root);
        if (findings.DecodingFailed)
            return;

        var stored = StoredObject.Of(manifest.Root, kind);
        MetadataValidation.Check(stored, NameForm.DnsSubdomain, kind.IsNamespaced, problems);
        var isWellFormed = check.Validate(stored);
        foreach (var embedded in EmbeddedObjects.In(stored, kind.Schema))
            CheckEmbedded(embedded, problems);
        if (isWellFormed)
            CustomRules.Check(stored, kind, problems);
    }

    /// <summary>An embedded object names its kind; its metadata is checked but needs no name (apiextensions-apiserver, <c>pkg/apiserver/schema/objectmeta</c>).</summary>
    private static void CheckEmbedded(MapNode embedded, Problems problems)
    {
        foreach (var key in (ReadOnlySpan<string>)["apiVersion", "kind"])
        {
            if (!embedded.ContainsKey(key))
                problems.Add("required", embedded[key], $"needs {key}", $"set {key}");
            else if (embedded[key].Text is not { Length: > 0 })
                problems.Add("invalid-value", embedded[key], "must not be empty", $"set {key}");
        }

        if (embedded["apiVersion"].Text is { } apiVersion && apiVersion.AsSpan().Count('/') > 1)
            problems.Add("invalid-value", embedded["apiVersion"], $"is {apiVersion}; unexpected GroupVersion string", "write it as apps/v1");
        if (embedded["kind"].Text is { Length: > 0 } kind && !Names.IsDns1035Label(kind.ToLowerInvariant()))
            problems.Add("invalid-value", embedded["kind"], $"is {kind}; it may have mixed case, but must otherwise be letters, digits and dashes", "correct the kind");

        var metadata = embedded["metadata"];
        if (metadata.String("name").Length > 0)
            MetadataValidation.CheckName(metadata, NameForm.PathSegment, problems);
        MetadataValidation.CheckRest(metadata, isNamespaced: true, problems);
    }
}
