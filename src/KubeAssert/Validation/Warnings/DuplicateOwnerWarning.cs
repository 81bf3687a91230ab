namespace KubeAssert.Validation;

/// <summary>Owners that are written twice, of which the API server drops one (apiserver, endpoints/handlers: dedupOwnerReferencesAndAddWarning).</summary>
internal static class DuplicateOwnerWarning
{
    public static void Check(Node metadata, Problems problems)
    {
        var owners = metadata.List("ownerReferences");
        if (owners.Length < 2)
            return;
        for (var i = 1; i < owners.Length; i++)
        {
            if (!MetadataValidation.IsRepeated(owners, i))
                continue;
            problems.Add(
                "validation/duplicate",
                metadata["ownerReferences"],
                $".metadata.ownerReferences contains duplicate entries; API server dedups owner references in 1.20+, and may reject such requests as early as 1.24; please fix your requests; duplicate UID(s) observed: {owners[i].String("uid")}",
                "remove the second one",
                severity: Severity.Warning);
            return;
        }
    }
}
