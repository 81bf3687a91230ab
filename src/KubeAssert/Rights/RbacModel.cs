namespace KubeAssert.Rights;

/// <summary>The roles and bindings of a set, and the answers that they give. Immutable; safe to ask from many threads.</summary>
/// <remarks>Source: kubernetes, plugin/pkg/auth/authorizer/rbac/rbac.go and pkg/registry/rbac/validation/rule.go.</remarks>
internal sealed class RbacModel
{
    private const string Group = "rbac.authorization.k8s.io";
    private const string Superusers = "system:masters";

    private readonly ManifestSet _set;
    private readonly List<Manifest> _clusterBindings;
    private readonly ILookup<string, Manifest> _bindings;
    private readonly Dictionary<string, Manifest> _clusterRoles = new(StringComparer.Ordinal);
    private readonly Dictionary<(string Namespace, string Name), Manifest> _roles = [];
    private readonly Dictionary<Manifest, IReadOnlyList<Node>> _rules = new(ReferenceEqualityComparer.Instance);

    public RbacModel(ManifestSet set, IEnumerable<Manifest>? defaults = null)
    {
        _set = set;
        var all = set.Concat(defaults ?? []).Where(m => m.Group == Group).ToList();
        _clusterBindings = [.. all.Where(m => m.Kind == "ClusterRoleBinding")];
        _bindings = all.Where(m => m.Kind == "RoleBinding").ToLookup(NamespaceOf, StringComparer.Ordinal);
        foreach (var role in all)
        {
            if (role.Kind == "ClusterRole")
                _clusterRoles.TryAdd(role.Name, role);
            else if (role.Kind == "Role")
                _roles.TryAdd((NamespaceOf(role), role.Name), role);
        }

        foreach (var role in _clusterRoles.Values.Concat(_roles.Values))
            _rules[role] = [.. RulesWithin(role)];
    }

    /// <summary>Whether an account belongs to the group that no rule restricts.</summary>
    public static bool IsSuperuser(Account account) => account.Groups.Contains(Superusers, StringComparer.Ordinal);

    public AccessAnswer Ask(Account account, AccessRequest request)
    {
        var grants = new List<AccessGrant>();
        foreach (var held in Rules(account, request.Namespace))
        {
            if (RuleMatch.Grants(held.Rule, request))
                grants.Add(new AccessGrant(held.Binding, held.Rule, held.Role, Reason(held)));
        }

        return new AccessAnswer(grants.Count > 0 || IsSuperuser(account), grants);
    }

    /// <summary>The same for any object where the request names none: a rule for a single object counts.</summary>
    public AccessAnswer AskForAny(Account account, AccessRequest request)
    {
        var names = request.Name.Length > 0 || request.Path.Length > 0 ? []
            : Rules(account, request.Namespace).SelectMany(found => found.Rule["resourceNames"].Items).Select(item => item.Text).OfType<string>();
        var answers = names.Distinct(StringComparer.Ordinal).ToList().ConvertAll(name => Ask(account, request with { Name = name }));
        var all = Ask(account, request);
        var grants = answers.SelectMany(answer => answer.Grants).Concat(all.Grants).DistinctBy(grant => (grant.Binding, grant.Rule)).ToList();
        return new AccessAnswer(all.IsAllowed || grants.Count > 0, grants);
    }

    /// <summary>Every rule that an account has in a namespace, those for the whole cluster included.</summary>
    public IEnumerable<Node> RulesOf(Account account, string @namespace) => Rules(account, @namespace).Select(found => found.Rule);

    /// <summary>The rules of what a binding refers to; null where the role is missing.</summary>
    public IReadOnlyList<Node>? RulesOfRole(Node roleRef, string @namespace) => RoleOf(roleRef, @namespace) is { } role ? _rules[role] : null;

    /// <summary>All bindings, each with the namespace that it is for; empty for the whole cluster.</summary>
    public IEnumerable<(Manifest Binding, string Namespace)> Bindings() =>
        _clusterBindings.Select(binding => (binding, "")).Concat(_bindings.SelectMany(group => group.Select(binding => (binding, group.Key))));

    private IEnumerable<HeldRule> Rules(Account account, string @namespace)
    {
        foreach (var found in From(_clusterBindings, account, ""))
            yield return found;
        if (@namespace.Length == 0)
            yield break;
        foreach (var found in From(_bindings[@namespace], account, @namespace))
            yield return found;
    }

    private IEnumerable<HeldRule> From(
        IEnumerable<Manifest> bindings, Account account, string @namespace)
    {
        foreach (var binding in bindings)
        {
            if (binding["subjects"].Items.FirstOrDefault(s => Means(s, account, @namespace)) is not { } subject)
                continue;
            if (RoleOf(binding["roleRef"], @namespace) is not { } role)
                continue;
            foreach (var rule in _rules[role])
                yield return new HeldRule(binding, role, rule, subject, @namespace);
        }
    }

    private static bool Means(Node subject, Account account, string @namespace)
    {
        var name = subject["name"].Text ?? "";
        switch (subject["kind"].Text)
        {
            case "User":
                return account.User == name;
            case "Group":
                return account.Groups.Contains(name, StringComparer.Ordinal);
            case "ServiceAccount":
                var home = subject["namespace"].Text is { Length: > 0 } written ? written : @namespace;
                return home.Length > 0 && account.User == $"system:serviceaccount:{home}:{name}";
            default:
                return false;
        }
    }

    private Manifest? RoleOf(Node roleRef, string @namespace)
    {
        var name = roleRef["name"].Text ?? "";
        return roleRef["kind"].Text switch
        {
            "ClusterRole" => _clusterRoles.GetValueOrDefault(name),
            "Role" => _roles.GetValueOrDefault((@namespace, name)),
            _ => null,
        };
    }

    /// <summary>A role's own rules, or those of the roles that it aggregates: the controller replaces what is written.</summary>
    private IEnumerable<Node> RulesWithin(Manifest role)
    {
        var selectors = role["aggregationRule"]["clusterRoleSelectors"].Items.Select(LabelSelector.Of).ToList();
        if (selectors.Count == 0)
            return role["rules"].Items;
        return Aggregated(role, selectors, [role]).DistinctBy(rule => rule.ToString(), StringComparer.Ordinal);
    }

    private IEnumerable<Node> Aggregated(Manifest role, List<LabelSelector> selectors, HashSet<Manifest> seen)
    {
        foreach (var other in _clusterRoles.Values.OrderBy(r => r.Name, StringComparer.Ordinal))
        {
            if (other == role || !selectors.Exists(s => s.Matches(other.Labels)) || !seen.Add(other))
                continue;
            var inner = other["aggregationRule"]["clusterRoleSelectors"].Items.Select(LabelSelector.Of).ToList();
            foreach (var rule in inner.Count == 0 ? other["rules"].Items : Aggregated(other, inner, seen))
                yield return rule;
        }
    }

    private string NamespaceOf(Manifest manifest) => manifest.Namespace ?? _set.NamespaceOf(manifest) ?? _set.DefaultNamespace;

    private static string Reason(HeldRule held)
    {
        var (binding, roleRef) = (held.Binding, held.Binding["roleRef"]);
        var name = held.Namespace.Length == 0 ? binding.Name : $"{binding.Name}/{held.Namespace}";
        var role = $"{roleRef["kind"].Text} \"{roleRef["name"].Text}\"";
        return $"RBAC: allowed by {binding.Kind} \"{name}\" of {role} to {Described(held.Subject, held.Namespace)}";
    }

    private static string Described(Node subject, string @namespace)
    {
        var (kind, name) = (subject["kind"].Text, subject["name"].Text);
        if (kind != "ServiceAccount")
            return $"{kind} \"{name}\"";
        return $"{kind} \"{name}/{(subject["namespace"].Text is { Length: > 0 } home ? home : @namespace)}\"";
    }

    /// <summary>A rule that an account holds, and how it came to it.</summary>
    private sealed record HeldRule(Manifest Binding, Manifest Role, Node Rule, Node Subject, string Namespace);
}
