using KubeAssert.OpenApi;

namespace KubeAssert.Rights;

/// <summary>Reads how people name resources: <c>configmaps</c>, <c>pods/exec</c>, <c>deployments.apps</c>, <c>/metrics</c>.</summary>
internal static class ResourceName
{
    public static AccessRequest Parse(ManifestSet set, string verb, string text, string name, string @namespace)
    {
        ArgumentException.ThrowIfNullOrEmpty(verb);
        ArgumentException.ThrowIfNullOrEmpty(text);
        if (text[0] == '/')
            return new AccessRequest { Verb = verb, Path = text };
        var slash = text.IndexOf('/', StringComparison.Ordinal);
        var resource = slash < 0 ? text : text[..slash];
        var dot = resource.IndexOf('.', StringComparison.Ordinal);
        return new AccessRequest
        {
            Verb = verb,
            Resource = dot < 0 ? resource : resource[..dot],
            Group = dot < 0 ? GroupOf(set, resource) : resource[(dot + 1)..],
            Subresource = slash < 0 ? "" : text[(slash + 1)..],
            Name = name,
            Namespace = @namespace,
        };
    }

    private static string GroupOf(ManifestSet set, string resource)
    {
        if (KindNames.GroupOf(resource) is { } group)
            return group;
        var definition = set.FirstOrDefault(m => m.Kind == "CustomResourceDefinition" && m["spec"]["names"]["plural"].Text == resource);
        return definition?["spec"]["group"].Text ?? "";
    }
}
