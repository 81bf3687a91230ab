using KubeAssert.Rights;

namespace KubeAssert.Assertions;

/// <summary>What is said of rights that are missing, or that should be.</summary>
internal static class RightFault
{
    private static readonly string[] Verbs = ["get", "list", "watch", "create", "update", "patch", "delete", "deletecollection"];

    /// <summary>The verbs that an account lacks in its own namespace.</summary>
    public static IReadOnlyCollection<Finding> Lacks(ServiceAccount account, string verb, string resource, string name)
    {
        var who = Account.OfServiceAccount(account.Namespace ?? "", account.Name);
        var requests = (verb == "*" ? Verbs : [verb])
            .Select(v => ResourceName.Parse(account.Manifests, v, resource, name, account.Namespace ?? ""));
        return [.. requests.Where(request => !account.Manifests.Ask(who, request).IsAllowed).Select(request => Missing(account, request))];
    }

    /// <summary>The rules that grant an account what it should not do, in any namespace.</summary>
    public static IReadOnlyCollection<Finding> Has(ServiceAccount account, string verb, string resource, string name)
    {
        var who = Account.OfServiceAccount(account.Namespace ?? "", account.Name);
        return [.. Grants(account.Manifests, who, verb, resource, name)
            .Select(grant => Fault.At(grant.Role, grant.Rule, $"{grant.Reason} ({grant.Binding.Location})", fix: "narrow the rule, or remove the subject from the binding"))];
    }

    /// <summary>Every rule by which an account may do something somewhere.</summary>
    public static IEnumerable<AccessGrant> Grants(ManifestSet set, Account who, string verb, string resource, string name)
    {
        var model = ManifestSetRights.Model(set);
        var namespaces = model.Bindings().Select(b => b.Namespace).Append("").Distinct(StringComparer.Ordinal).ToList();
        return namespaces
            .SelectMany(@namespace => (verb == "*" ? [.. Verbs, "*"] : new[] { verb })
                .Select(v => ResourceName.Parse(set, v, resource, name, @namespace)))
            .SelectMany(request => model.AskForAny(who, request).Grants)
            .DistinctBy(grant => (grant.Binding, grant.Rule));
    }

    private static Finding Missing(ServiceAccount account, AccessRequest request)
    {
        var group = request.Group.Length == 0 ? "\"\"" : request.Group;
        var resource = request.Subresource.Length == 0 ? request.Resource : $"{request.Resource}/{request.Subresource}";
        var fix = request.Path.Length > 0
            ? $"bind a ClusterRole with nonResourceURLs [{request.Path}], verbs [{request.Verb}]"
            : $"bind a Role in namespace {request.Namespace} with apiGroups [{group}], resources [{resource}], verbs [{request.Verb}]";
        return Fault.At(account.Manifest, account.Manifest.Root, $"no role bound to it grants: {request}", fix: fix);
    }
}
