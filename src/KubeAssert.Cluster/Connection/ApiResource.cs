namespace KubeAssert.Cluster.Connection;

/// <summary>A kind as a server serves it.</summary>
internal sealed record ApiResource(string Group, string Version, string Kind, string Plural, bool Namespaced, IReadOnlyList<string> Verbs)
{
    public string ApiVersion => Group.Length == 0 ? Version : $"{Group}/{Version}";

    public bool Can(string verb) => Verbs.Contains(verb);

    /// <summary>The path of the collection, in a namespace or across all.</summary>
    public string Collection(string? @namespace)
    {
        var root = Group.Length == 0 ? $"api/{Version}" : $"apis/{Group}/{Version}";
        return Namespaced && @namespace is not null ? $"{root}/namespaces/{@namespace}/{Plural}" : $"{root}/{Plural}";
    }

    public string Path(string? @namespace, string name) => $"{Collection(@namespace)}/{Uri.EscapeDataString(name)}";

    public override string ToString() => $"{ApiVersion} {Kind}";
}

/// <summary>Kinds that every server serves, and whose paths never change.</summary>
internal static class CoreResources
{
    private static readonly string[] All = ["create", "delete", "get", "list", "patch", "watch"];

    public static readonly ApiResource Namespaces = new("", "v1", "Namespace", "namespaces", Namespaced: false, All);
    public static readonly ApiResource Nodes = new("", "v1", "Node", "nodes", Namespaced: false, All);
    public static readonly ApiResource Pods = new("", "v1", "Pod", "pods", Namespaced: true, All);
    public static readonly ApiResource Services = new("", "v1", "Service", "services", Namespaced: true, All);
    public static readonly ApiResource ServiceAccounts = new("", "v1", "ServiceAccount", "serviceaccounts", Namespaced: true, All);
    public static readonly ApiResource ConfigMaps = new("", "v1", "ConfigMap", "configmaps", Namespaced: true, All);
    public static readonly ApiResource Events = new("", "v1", "Event", "events", Namespaced: true, All);
    public static readonly ApiResource Deployments = new("apps", "v1", "Deployment", "deployments", Namespaced: true, All);
    public static readonly ApiResource CustomResourceDefinitions =
        new("apiextensions.k8s.io", "v1", "CustomResourceDefinition", "customresourcedefinitions", Namespaced: false, All);
}
