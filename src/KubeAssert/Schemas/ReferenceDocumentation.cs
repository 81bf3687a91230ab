namespace KubeAssert.OpenApi;

/// <summary>Links to a type in the API reference of a Kubernetes version.</summary>
internal static class ReferenceDocumentation
{
    /// <summary>Groups whose Go package has another name than the first part of the group.</summary>
    private static readonly Dictionary<string, string> Groups = new(StringComparer.Ordinal)
    {
        ["apiserverinternal"] = "internal",
        ["flowcontrol"] = "flowcontrol",
    };

    /// <summary>Groups that the reference writes in full.</summary>
    private static readonly HashSet<string> Qualified = new(StringComparer.Ordinal)
    {
        "admissionregistration", "apiextensions", "apiregistration", "authentication", "authorization", "certificates", "coordination", "discovery",
        "events", "flowcontrol", "internal", "networking", "node", "rbac", "resource", "scheduling", "storage", "storagemigration",
    };

    public static Uri? Of(string typeName, KubernetesVersion version)
    {
        var parts = typeName.Split('.');
        if (parts.Length < 4 || !typeName.StartsWith("io.k8s.", StringComparison.Ordinal))
            return null;

        var package = parts[^3];
        var group = Groups.GetValueOrDefault(package, package);
        var anchor = group switch
        {
            "rbac" => "rbac-authorization-k8s-io",
            "flowcontrol" or "internal" => group + "-apiserver-k8s-io",
            _ => Qualified.Contains(group) ? group + "-k8s-io" : group,
        };
        var site = $"v{version.Major}-{version.Minor}.docs.kubernetes.io";
        return new Uri($"https://{site}/docs/reference/generated/kubernetes-api/v{version}/#{parts[^1].ToLowerInvariant()}-{parts[^2]}-{anchor}");
    }
}
