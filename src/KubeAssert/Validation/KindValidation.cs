namespace KubeAssert.Validation;

/// <summary>Which check belongs to which built-in kind. A manifest gets here only when its schema check found no decoding error.</summary>
internal static class KindValidation
{
    /// <summary>Checks by API group and kind; the versions of a kind share one.</summary>
    private static readonly Dictionary<(string Group, string Kind), Action<MapNode, Problems>> Checks = new()
    {
        // workloads

        // config and storage

        // networking

        // policy, autoscaling, scheduling

        // access

        // extension
    };

    public static void Check(Manifest manifest, Problems problems)
    {
        if (Checks.TryGetValue((manifest.Group, manifest.Kind), out var check))
            check(manifest.Root, problems);
    }
}
