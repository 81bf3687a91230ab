using KubeAssert.PolicyRules.BuiltIn;

namespace KubeAssert;

/// <content>What is granted to whom (RBAC).</content>
public static partial class Rules
{
    private static readonly string[] GrantFields = ["verbs", "resources", "apiGroups"];

    /// <summary>Nobody is made an administrator of the cluster.</summary>
    public static Rule NoClusterAdmin { get; } = Rule
        .For<RoleBinding>("no-cluster-admin", "Nobody is made an administrator of the cluster")
        .Because("whoever gets its token owns every namespace, or all of this one")
        .Fix("write a Role with what is needed")
        .Must(
            b => b is not { RoleKind: "ClusterRole", RoleName: "cluster-admin" },
            b => $"makes {SubjectsOf(b)} cluster-admin {(b.IsClusterRoleBinding ? "of the whole cluster" : "of namespace " + b.Namespace)}",
            b => b["roleRef"]["name"])
        .Page();

    /// <summary>No role grants everything by a wildcard.</summary>
    public static Rule NoWildcardAccess { get; } = Rule
        .For<Role>("no-wildcard-access", "No role grants everything by a wildcard")
        .Because("it also grants what will be added to the API later")
        .Fix("list what is needed")
        .Check((role, context) => role["rules"].Items
            .Select(rule => (Rule: rule, First: GrantFields.SelectMany(key => rule[key].Items).FirstOrDefault(IsWildcard)))
            .Where(r => r.First is not null)
            .Select(r => context.Finding(r.First!, $"grants {Granted(r.Rule, "verbs", "verb")} on {Granted(r.Rule, "resources", "resource")} of {Granted(r.Rule, "apiGroups", "API group")}")))
        .Page();

    /// <summary>No binding lets its subjects read or write Secrets.</summary>
    public static Rule NoSecretAccess { get; } = Rule
        .For<RoleBinding>("no-secret-access", "No binding lets anybody at Secrets")
        .Severity(Severity.Warning)
        .Because("with a Secret goes everything that it opens, tokens of other accounts among it")
        .Fix("mount the Secret where it is needed, or grant it by resourceNames")
        .Check((b, context) => AccessGrants.Find(b, context, AccessGrants.Secrets))
        .Page();

    /// <summary>No binding lets its subjects make pods.</summary>
    public static Rule NoPodCreation { get; } = Rule
        .For<RoleBinding>("no-pod-creation", "No binding lets anybody make pods")
        .Severity(Severity.Warning)
        .Because("whoever makes a pod reads every Secret of the namespace, and runs as any of its accounts")
        .Fix("leave creation to the pipeline that deploys, and grant get, list and watch")
        .Check((b, context) => AccessGrants.Find(b, context, AccessGrants.Pods))
        .Page();

    /// <summary>No SecurityContextConstraints of OpenShift allow privileged containers.</summary>
    public static Rule SecurityContextConstraintsDenyPrivileged { get; } = Rule
        .For<Manifest>("security-context-constraints-deny-privileged", "No SecurityContextConstraints allow privileged containers")
        .Because("whoever may use them can do whatever root on the node can do")
        .Fix("set allowPrivilegedContainer: false, and allow capabilities one by one")
        .Where(m => m is { Kind: "SecurityContextConstraints", Group: "security.openshift.io" })
        .Must(m => m["allowPrivilegedContainer"].AsBoolean() != true, _ => "is true", m => m["allowPrivilegedContainer"])
        .Page();

    private static string SubjectsOf(RoleBinding binding) =>
        binding.Subjects.Count == 0 ? "nobody yet" : string.Join(", ", binding.Subjects.Select(s => $"{s["kind"].Text}/{s["name"].Text}"));

    private static bool IsWildcard(Node item) => item.Text is "*" or "*/*";

    private static string Granted(Node rule, string field, string noun)
    {
        var items = rule[field].Items;
        return items.Any(IsWildcard) ? "every " + noun : string.Join(", ", items.Select(i => i.Text is { Length: > 0 } text ? text : "the core group"));
    }
}
