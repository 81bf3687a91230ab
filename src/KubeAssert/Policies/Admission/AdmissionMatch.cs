namespace KubeAssert.Admission;

/// <summary>Which requests a policy or a binding is about.</summary>
/// <remarks>Source: k8s.io/apiserver, pkg/admission/plugin/policy/matching and predicates/rules.</remarks>
internal static class AdmissionMatch
{
    /// <param name="resources">A <c>matchConstraints</c> or <c>matchResources</c>; one that is not written matches all.</param>
    /// <param name="request">The request.</param>
    /// <param name="rulesRequired">Whether no rule means no match, as for policies.</param>
    public static bool Matches(Node resources, AdmissionRequest request, bool rulesRequired)
    {
        if (!resources.HasValue)
            return !rulesRequired;
        if (!MatchesNamespace(resources["namespaceSelector"], request) || !MatchesLabels(resources["objectSelector"], request.Manifest.Labels))
            return false;
        if (resources["excludeResourceRules"].Items.Any(r => MatchesRule(r, request)))
            return false;
        var rules = resources["resourceRules"].Items;
        return (rules.Count == 0 && !rulesRequired) || rules.Any(r => MatchesRule(r, request));
    }

    private static bool MatchesNamespace(Node selector, AdmissionRequest request)
    {
        // a Namespace is selected by its own labels; what else has no namespace is always selected
        if (request.Manifest is { Group: "", Kind: "Namespace" })
            return MatchesLabels(selector, request.Manifest.Labels);
        return request.NamespaceName is null || MatchesLabels(selector, request.NamespaceLabels);
    }

    private static bool MatchesLabels(Node selector, IReadOnlyDictionary<string, string> labels) =>
        !selector.HasValue || selector.Entries.Count == 0 || LabelSelector.Of(selector).Matches(labels);

    private static bool MatchesRule(Node rule, AdmissionRequest request)
    {
        var names = rule["resourceNames"].Items;
        return Has(rule["operations"], "CREATE") && Has(rule["apiGroups"], request.Manifest.Group) && Has(rule["apiVersions"], request.Manifest.Version)
            && rule["resources"].Items.Any(r => MatchesResource(r.AsString() ?? "", request.Resource))
            && MatchesScope(rule["scope"].AsString(), request)
            && (names.Count == 0 || names.Any(n => n.AsString() == request.Manifest.Name));
    }

    private static bool MatchesResource(string rule, string resource)
    {
        var slash = rule.IndexOf('/', StringComparison.Ordinal);
        var (name, subresource) = slash < 0 ? (rule, "") : (rule[..slash], rule[(slash + 1)..]);
        return (name == "*" || name == resource) && (subresource is "" or "*");
    }

    private static bool MatchesScope(string? scope, AdmissionRequest request) => scope switch
    {
        null or "" or "*" => true,
        "Cluster" => request.NamespaceName is null,
        _ => request.NamespaceName is not null,
    };

    private static bool Has(Node list, string value) => list.Items.Any(i => i.AsString() is { } text && (text == "*" || text == value));
}
