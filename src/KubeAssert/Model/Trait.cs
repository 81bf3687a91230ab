namespace KubeAssert.Model;

/// <summary>Namespace and labels of whatever a selection may hold.</summary>
internal static class Trait
{
    private static readonly IReadOnlyDictionary<string, string> NoLabels = new Dictionary<string, string>(StringComparer.Ordinal);

    public static string? NamespaceOf(ManifestSet manifests, object item) => item switch
    {
        View view => view.Namespace,
        Manifest manifest => manifests.NamespaceOf(manifest),
        _ => null,
    };

    public static IReadOnlyDictionary<string, string> LabelsOf(object item) => item switch
    {
        View view => view.Labels,
        Manifest manifest => manifest.Labels,
        _ => NoLabels,
    };
}
