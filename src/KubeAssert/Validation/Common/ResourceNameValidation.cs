namespace KubeAssert.Validation;

/// <summary>Names of resources: those that Kubernetes knows, and those of others, which begin with a domain.</summary>
/// <remarks>Source: core validation: validateResourceName, validateContainerResourceName, ValidateResourceQuotaResourceName.</remarks>
internal static class ResourceNameValidation
{
    /// <summary>A resource that a container can ask for.</summary>
    /// <param name="at">Where a finding points.</param>
    /// <param name="path">What the server calls the field, where that is not the node's own path.</param>
    public static void Check(Node at, string name, Problems problems, string? path = null)
    {
        if (!CheckAny(at, name, problems, path))
            return;
        if (!name.Contains('/', StringComparison.Ordinal) ? !ResourceNames.IsStandardForContainers(name) : !ResourceNames.IsNative(name) && !ResourceNames.IsExtended(name))
            problems.Add("resource-name", at, $"{name} is no resource of containers", "use cpu, memory, ephemeral-storage, or a name with a domain", path);
    }

    /// <summary>A resource that a quota can limit.</summary>
    public static void CheckForQuota(Node at, string name, Problems problems, string? path = null)
    {
        if (CheckAny(at, name, problems, path) && !name.Contains('/', StringComparison.Ordinal) && !IsQuotaResource(name))
            problems.Add("resource-name", at, $"{name} is no resource that a quota limits", "use requests.cpu, limits.memory, pods, or count/deployments.apps", path);
    }

    /// <summary>Any resource that Kubernetes knows, or one with a domain.</summary>
    public static bool CheckAny(Node at, string name, Problems problems, string? path = null)
    {
        if (!Names.IsLabelKey(name))
        {
            problems.Add("resource-name", at, $"{NameForm.Quoted(name)} is no name of a resource", "use letters, digits, '-', '_' and '.', after an optional domain and '/'", path);
            return false;
        }

        if (name.Contains('/', StringComparison.Ordinal) || name == "storage" || IsQuotaResource(name))
            return true;

        problems.Add("resource-name", at, $"{name} is no resource that Kubernetes knows", "use cpu, memory or another known resource, or a name with a domain", path);
        return false;
    }

    public static bool IsQuotaResource(string name) =>
        name is "cpu" or "memory" or "ephemeral-storage" or "requests.cpu" or "requests.memory" or "requests.storage" or "requests.ephemeral-storage"
            or "limits.cpu" or "limits.memory" or "limits.ephemeral-storage" or "pods" or "resourcequotas" or "services" or "replicationcontrollers"
            or "secrets" or "persistentvolumeclaims" or "configmaps" or "services.nodeports" or "services.loadbalancers"
        || ResourceNames.IsHugePages(name)
        || name.StartsWith("requests.hugepages-", StringComparison.Ordinal);
}
