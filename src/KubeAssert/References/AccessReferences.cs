namespace KubeAssert.References;

/// <summary>What bindings grant and to whom, and the Secrets of ServiceAccounts.</summary>
internal static class AccessReferences
{
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
