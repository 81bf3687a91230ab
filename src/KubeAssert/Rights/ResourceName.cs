namespace KubeAssert.Rights;

/// <summary>Reads how people name resources: <c>configmaps</c>, <c>pods/exec</c>, <c>deployments.apps</c>, <c>/metrics</c>.</summary>
internal static class ResourceName
{
    /// <summary>The groups of built-in resources outside of the core group.</summary>
    private static readonly Dictionary<string, string> Groups = Table(
        ("apps", "deployments statefulsets daemonsets replicasets controllerrevisions"),
        ("batch", "jobs cronjobs"),
        ("autoscaling", "horizontalpodautoscalers"),
        ("networking.k8s.io", "ingresses ingressclasses networkpolicies ipaddresses servicecidrs"),
        ("policy", "poddisruptionbudgets"),
        ("rbac.authorization.k8s.io", "roles rolebindings clusterroles clusterrolebindings"),
        ("storage.k8s.io", "storageclasses volumeattachments csidrivers csinodes csistoragecapacities volumeattributesclasses"),
        ("coordination.k8s.io", "leases"),
        ("discovery.k8s.io", "endpointslices"),
        ("apiextensions.k8s.io", "customresourcedefinitions"),
        ("apiregistration.k8s.io", "apiservices"),
        ("admissionregistration.k8s.io", "validatingwebhookconfigurations mutatingwebhookconfigurations validatingadmissionpolicies validatingadmissionpolicybindings mutatingadmissionpolicies mutatingadmissionpolicybindings"),
        ("certificates.k8s.io", "certificatesigningrequests clustertrustbundles"),
        ("scheduling.k8s.io", "priorityclasses"),
        ("node.k8s.io", "runtimeclasses"),
        ("resource.k8s.io", "resourceclaims resourceclaimtemplates deviceclasses resourceslices"),
        ("flowcontrol.apiserver.k8s.io", "flowschemas prioritylevelconfigurations"),
        ("authorization.k8s.io", "subjectaccessreviews localsubjectaccessreviews selfsubjectaccessreviews selfsubjectrulesreviews"),
        ("authentication.k8s.io", "tokenreviews selfsubjectreviews"));

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
        if (Groups.TryGetValue(resource, out var group))
            return group;
        var definition = set.FirstOrDefault(m => m.Kind == "CustomResourceDefinition" && m["spec"]["names"]["plural"].Text == resource);
        return definition?["spec"]["group"].Text ?? "";
    }

    private static Dictionary<string, string> Table(params (string Group, string Resources)[] rows) =>
        rows.SelectMany(row => row.Resources.Split(' ').Select(resource => (resource, row.Group)))
            .ToDictionary(row => row.resource, row => row.Group, StringComparer.Ordinal);
}
