namespace KubeAssert.Validation;

/// <summary>Which resources there are, and what kind of amounts they have (core helper: IsStandardResourceName, IsExtendedResourceName, ...).</summary>
internal static class ResourceNames
{
    private const string HugePages = "hugepages-";

    public static bool IsHugePages(string name) => name.StartsWith(HugePages, StringComparison.Ordinal);

    /// <summary>Whether a container can ask for it: cpu, memory, ephemeral-storage, huge pages.</summary>
    public static bool IsStandardForContainers(string name) => name is "cpu" or "memory" or "ephemeral-storage" || IsHugePages(name);

    /// <summary>Resources without a domain, or with a domain of Kubernetes.</summary>
    public static bool IsNative(string name) =>
        !name.Contains('/', StringComparison.Ordinal) || name.Contains("kubernetes.io/", StringComparison.Ordinal);

    /// <summary>Resources with a domain of somebody else's: <c>nvidia.com/gpu</c>.</summary>
    public static bool IsExtended(string name) =>
        !IsNative(name) && !name.StartsWith("requests.", StringComparison.Ordinal) && Names.IsLabelKey(name) && name.IndexOf('/', StringComparison.Ordinal) <= 253 - "requests.".Length;

    /// <summary>Whether requests may be lower than limits.</summary>
    public static bool MayBeOvercommitted(string name) => IsNative(name) && !IsHugePages(name);

    /// <summary>Whether amounts are whole numbers.</summary>
    public static bool IsCounted(string name) =>
        name is "pods" or "resourcequotas" or "services" or "replicationcontrollers" or "secrets" or "configmaps" or "persistentvolumeclaims"
            or "services.nodeports" or "services.loadbalancers"
        || IsExtended(name);

    /// <summary>The size of a huge page from the resource's name; null where it says none.</summary>
    public static Quantity? PageSize(string name) =>
        Quantity.TryParse(name[HugePages.Length..], out var size) && size.Sign > 0 && size.MilliValue % 1000 == 0 ? size : null;
}
