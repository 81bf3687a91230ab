namespace KubeAssert.Validation;

/// <summary>Defaults in a CustomResourceDefinition's schema must satisfy it.</summary>
internal static class CrdDefaultsValidation
{
    public static void Check(SchemaSite site) => _ = site;
}
