namespace KubeAssert.Reachability;

/// <summary>The policies of cluster administrators that are asked before or after NetworkPolicies, in the order of their priority.</summary>
/// <remarks>
/// Source: https://network-policy-api.sigs.k8s.io: AdminNetworkPolicy and BaselineAdminNetworkPolicy (v1alpha1), ClusterNetworkPolicy (v1alpha2).
/// </remarks>
internal sealed class ClusterTier
{
    private readonly List<ClusterPolicy> _policies;

    private ClusterTier(IEnumerable<ClusterPolicy> policies) =>
        _policies = [.. policies.OrderBy(policy => policy.Priority).ThenBy(policy => policy.Source.Name, StringComparer.Ordinal)];

    public static ClusterTier Admin(ManifestSet manifests) => new(manifests
        .Where(m => ClusterPolicy.Is(m, "AdminNetworkPolicy") || (ClusterPolicy.Is(m, "ClusterNetworkPolicy") && m["spec"]["tier"].Text != "Baseline"))
        .Select(m => new ClusterPolicy(m)));

    public static ClusterTier Baseline(ManifestSet manifests) => new(manifests
        .Where(m => ClusterPolicy.Is(m, "BaselineAdminNetworkPolicy") || (ClusterPolicy.Is(m, "ClusterNetworkPolicy") && m["spec"]["tier"].Text == "Baseline"))
        .Select(m => new ClusterPolicy(m)));

    /// <summary>Whether any policy of the tier restricts an end in a direction.</summary>
    public bool Selects(NetworkEnd subject, bool isIngress) => _policies.Exists(policy => policy.Selects(subject) && policy.Rules(isIngress).Count > 0);

    /// <summary>What the first rule that fits says; null where none does, or one passes the question on.</summary>
    public ReachDecision? Decide(Flow flow, bool isIngress)
    {
        foreach (var policy in _policies)
        {
            if (!policy.Selects(flow.Subject(isIngress)) || policy.FirstRule(flow, isIngress) is not { } rule)
                continue;
            return rule["action"].Text == "Pass" ? null : Decision(policy, rule, flow, isIngress);
        }

        return null;
    }

    private static ReachDecision Decision(ClusterPolicy policy, Node rule, Flow flow, bool isIngress)
    {
        var verdict = rule["action"].Text == "Deny" ? ReachVerdict.Denied : ReachVerdict.Allowed;
        var verb = verdict == ReachVerdict.Denied ? "denies" : "allows";
        return new ReachDecision(verdict, $"{policy.Source} {verb} it by {rule.Path} ({rule.Location})")
        {
            Policies = [policy.Source],
            Policy = policy.Source,
            Rule = rule,
            Fix = verdict == ReachVerdict.Allowed ? null
                : $"add a rule with the action {policy.AllowWord} for {flow.Peer(isIngress).Name} before {rule.Path} of {policy.Source} ({rule.Location})",
        };
    }
}
