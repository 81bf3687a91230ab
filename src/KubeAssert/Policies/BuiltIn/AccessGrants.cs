namespace KubeAssert.PolicyRules.BuiltIn;

/// <summary>What bindings grant by the roles that they name.</summary>
internal static class AccessGrants
{
    private static readonly HashSet<string> Usual = new(StringComparer.Ordinal) { "cluster-admin", "admin", "edit" };

    /// <summary>Reading and writing Secrets.</summary>
    public static Grant Secrets { get; } = new("secrets", new(StringComparer.Ordinal) { ["secrets"] = [""] }, ["get", "list", "watch", "create", "update", "patch", "delete"]);

    /// <summary>Making pods, by themselves or by what makes pods.</summary>
    public static Grant Pods { get; } = new(
        "pods",
        new(StringComparer.Ordinal)
        {
            ["pods"] = [""], ["replicationcontrollers"] = [""], ["deployments"] = ["apps", "extensions"], ["replicasets"] = ["apps", "extensions"],
            ["statefulsets"] = ["apps"], ["daemonsets"] = ["apps", "extensions"], ["jobs"] = ["batch"], ["cronjobs"] = ["batch"],
        },
        ["create"]);

    public static IEnumerable<Finding> Find(RoleBinding binding, RuleContext context, Grant grant)
    {
        var subjects = string.Join(", ", binding.Subjects.Select(s => $"{s["kind"].Text}/{s["name"].Text}"));
        if (binding.RoleKind == "ClusterRole" && Usual.Contains(binding.RoleName))
        {
            yield return context.Finding(binding["roleRef"]["name"], $"lets {subjects} {(grant.Verbs.Length == 1 ? "create" : "read and write")} {grant.Noun}: every cluster's ClusterRole/{binding.RoleName} does");
            yield break;
        }

        foreach (var role in context.References.ReferencesFrom(binding.Manifest).Where(r => r.Kind == ReferenceKind.Role).SelectMany(r => r.Targets))
        {
            foreach (var rule in role["rules"].Items)
            {
                if (Granted(rule, grant) is { } granted)
                {
                    yield return context.Finding(
                        binding["roleRef"]["name"], $"lets {subjects} {granted}", nearest: $"{role} grants it ({rule.Location})");
                    break;
                }
            }
        }
    }

    private static string? Granted(Node rule, Grant grant)
    {
        var resource = rule["resources"].Items.Select(i => i.Text).FirstOrDefault(r => r is not null && (r == "*" || grant.Resources.ContainsKey(r)));
        if (resource is null || rule["resourceNames"].Items.Count > 0)
            return null;
        var groups = rule["apiGroups"].Items.Select(i => i.Text).ToList();
        if (!groups.Contains("*") && !(resource == "*" ? grant.Resources.Values.SelectMany(g => g) : grant.Resources[resource]).Any(groups.Contains))
            return null;
        var verbs = rule["verbs"].Items.Select(i => i.Text).OfType<string>().Where(v => v == "*" || grant.Verbs.Contains(v, StringComparer.Ordinal)).ToList();
        return verbs.Count == 0 ? null
            : $"{(verbs.Contains("*") ? "do anything with" : string.Join(", ", verbs))} {(resource == "*" ? "every resource, " + grant.Noun + " included" : resource)}";
    }

    /// <summary>What may be done with which resources of which API groups.</summary>
    internal sealed record Grant(string Noun, Dictionary<string, string[]> Resources, string[] Verbs);
}
