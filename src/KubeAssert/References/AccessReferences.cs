namespace KubeAssert.References;

/// <summary>What bindings grant and to whom, and the Secrets of ServiceAccounts.</summary>
internal static class AccessReferences
{
    private const string TokenAccount = "kubernetes.io/service-account.name";

    /// <summary>Groups that no supported version serves any more: rights on them grant nothing.</summary>
    private static readonly HashSet<string> GoneGroups = new(StringComparer.Ordinal) { "extensions", "settings.k8s.io", "auditregistration.k8s.io" };

    /// <summary>The token controller deletes a token's Secret whose account does not exist.</summary>
    public static void ReadToken(Manifest secret, GraphBuilder graph)
    {
        if (secret["type"].Text == "kubernetes.io/service-account-token")
            graph.Object(ReferenceKind.ServiceAccount, secret, secret["metadata"]["annotations"][TokenAccount], "", "ServiceAccount", graph.Manifests.NamespaceOf(secret));
    }

    /// <summary>A rule that names a group which is gone beside one that is served is for clusters of several ages.</summary>
    public static void ReadGroups(Manifest role, GraphBuilder graph)
    {
        foreach (var rule in role["rules"].Items)
        {
            var groups = rule["apiGroups"].Items;
            if (groups.Count == 0 || !groups.All(group => group.Text is { } text && GoneGroups.Contains(text)))
                continue;
            graph.Add(new()
            {
                Kind = ReferenceKind.ApiGroup,
                Source = role,
                Node = groups[0],
                Target = new ReferenceTarget { Kind = "APIGroup", Name = groups[0].Text! },
                Message = $"grants rights on API group {groups[0].Text}, which no supported version of Kubernetes serves",
                Fix = "name the groups that the resources moved to, as apps and networking.k8s.io",
            });
        }
    }

    public static void ReadBinding(Manifest binding, GraphBuilder graph)
    {
        var own = graph.Manifests.NamespaceOf(binding);
        var role = binding["roleRef"];
        var isClusterRole = role["kind"].Text == "ClusterRole";
        if (isClusterRole || role["kind"].Text == "Role")
            graph.Object(ReferenceKind.Role, binding, role["name"], null, isClusterRole ? "ClusterRole" : "Role", isClusterRole ? null : own);

        foreach (var subject in binding["subjects"].Items)
        {
            if (subject["kind"].Text == "ServiceAccount")
                graph.Object(ReferenceKind.Subject, binding, subject["name"], "", "ServiceAccount", subject["namespace"].Text is { Length: > 0 } given ? given : own);
        }
    }

    public static void ReadAccount(Manifest account, GraphBuilder graph)
    {
        var own = graph.Manifests.NamespaceOf(account);
        foreach (var secret in account["secrets"].Items)
            graph.Object(ReferenceKind.Secret, account, secret["name"], "", "Secret", own);
        foreach (var secret in account["imagePullSecrets"].Items)
            graph.Object(ReferenceKind.ImagePullSecret, account, secret["name"], "", "Secret", own);
    }
}
