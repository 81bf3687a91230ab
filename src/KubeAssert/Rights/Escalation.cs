namespace KubeAssert.Rights;

/// <summary>Whether the API server lets an account write a role or a binding: nobody may grant what he does not hold.</summary>
/// <remarks>Source: kubernetes, pkg/registry/rbac: escalation_check.go and the policybased storages; validation.Covers.</remarks>
internal static class Escalation
{
    private const string Group = "rbac.authorization.k8s.io";

    /// <summary>The refusal in the API server's words; null where it accepts.</summary>
    /// <param name="model">What holds before.</param>
    /// <param name="account">Who writes.</param>
    /// <param name="manifest">The role or binding.</param>
    /// <param name="namespace">Its namespace; empty for those of the cluster.</param>
    /// <param name="old">What it replaces, whose rules count as little as those of a new one; null for a new one.</param>
    public static string? Refusal(RbacModel model, Account account, Manifest manifest, string @namespace, Manifest? old = null)
    {
        if (RbacModel.IsSuperuser(account))
            return null;
        return manifest.Kind is "Role" or "ClusterRole"
            ? RoleRefusal(model, account, manifest, @namespace, old)
            : BindingRefusal(model, account, manifest, @namespace);
    }

    private static string? RoleRefusal(RbacModel model, Account account, Manifest role, string @namespace, Manifest? old)
    {
        var resource = role.Kind == "Role" ? "roles" : "clusterroles";

        // a request that creates names no object, so a rule with resourceNames does not grant it
        if (MayDo(model, account, "escalate", resource, old is null ? "" : role.Name, @namespace))
            return null;
        if (role["aggregationRule"].HasValue && role.Kind == "ClusterRole" && Missing(model, account, "", Everything()) is { Count: > 0 })
            return Held(account, "must have cluster-admin privileges to use the aggregationRule");
        return Missing(model, account, @namespace, Breakdown.Of(role["rules"].Items)) is { Count: > 0 } missing ? NotHeld(account, missing) : null;
    }

    private static string? BindingRefusal(RbacModel model, Account account, Manifest binding, string @namespace)
    {
        var roleRef = binding["roleRef"];
        var resource = roleRef["kind"].Text == "Role" ? "roles" : "clusterroles";
        if (MayDo(model, account, "bind", resource, roleRef["name"].Text ?? "", @namespace))
            return null;
        if (model.RulesOfRole(roleRef, @namespace) is not { } rules)
            return $"{(resource == "roles" ? "role" : "clusterrole")}.{Group} \"{roleRef["name"].Text}\" not found";
        return Missing(model, account, @namespace, Breakdown.Of(rules)) is { Count: > 0 } missing ? NotHeld(account, missing) : null;
    }

    private static bool MayDo(RbacModel model, Account account, string verb, string resource, string name, string @namespace) =>
        model.Ask(account, new AccessRequest { Verb = verb, Group = Group, Resource = resource, Name = name, Namespace = @namespace }).IsAllowed;

    private static List<SingleRule> Missing(RbacModel model, Account account, string @namespace, IEnumerable<SingleRule> wanted)
    {
        var held = model.RulesOf(account, @namespace).ToList();
        return [.. wanted.Where(rule => !held.Exists(owner => rule.IsCoveredBy(owner)))];
    }

    private static IEnumerable<SingleRule> Everything() =>
        [new SingleRule("*", "*", "*", null, null), new SingleRule("*", null, null, null, "*")];

    private static string NotHeld(Account account, List<SingleRule> missing) =>
        Held(account, "is attempting to grant RBAC permissions not currently held:\n" + string.Join('\n', missing.Select(rule => rule.ToString()).Distinct(StringComparer.Ordinal)));

    private static string Held(Account account, string what) =>
        $"user \"{account.User}\" (groups=[{string.Join(" ", account.Groups.Select(group => $"\"{group}\""))}]) {what}";
}
