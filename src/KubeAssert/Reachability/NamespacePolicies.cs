using KubeAssert.Validation;

namespace KubeAssert.Reachability;

/// <summary>NetworkPolicies: whoever is selected by none is open; whoever is, needs one rule that fits.</summary>
/// <remarks>Source: https://kubernetes.io/docs/concepts/services-networking/network-policies/.</remarks>
internal sealed class NamespacePolicies
{
    private readonly ILookup<string, NetworkPolicy> _byNamespace;

    public NamespacePolicies(ManifestSet manifests) =>
        _byNamespace = manifests.NetworkPolicies().ToLookup(policy => policy.Namespace ?? "", StringComparer.Ordinal);

    /// <summary>The policies that restrict an end in a direction.</summary>
    public IReadOnlyList<NetworkPolicy> Selecting(NetworkEnd end, bool isIngress) =>
        end.Kind != NetworkEndKind.Pods ? [] :
        [.. _byNamespace[end.Namespace].Where(policy =>
            (isIngress ? policy.RestrictsIngress : policy.RestrictsEgress) && policy.PodSelector.Matches(end.Labels))];

    /// <summary>What they decide; null where none selects the end.</summary>
    public ReachDecision? Decide(Flow flow, bool isIngress)
    {
        var subject = flow.Subject(isIngress);
        var policies = Selecting(subject, isIngress);
        if (policies.Count == 0)
            return null;

        foreach (var policy in policies)
        {
            if (FirstRule(policy, flow, isIngress) is { } rule)
            {
                return new ReachDecision(ReachVerdict.Allowed, $"{policy.Manifest} allows it by {rule.Path} ({rule.Location})")
                {
                    Policies = [.. policies.Select(p => p.Manifest)],
                    Policy = policy.Manifest,
                    Rule = rule,
                };
            }
        }

        return RuleProposal.Denied(policies, flow, isIngress);
    }

    /// <summary>Whether some rule that selects the end lets addresses through: where a Service is called, its virtual address may count.</summary>
    public bool AllowsByAddress(Flow flow, IpAddress? virtualAddress) =>
        Selecting(flow.From, isIngress: false).SelectMany(policy => policy.Spec["egress"].Items)
            .SelectMany(rule => rule["to"].Items).Select(peer => IpRange.Parse(peer["ipBlock"]["cidr"].Text)).OfType<IpRange>()
            .Any(range => virtualAddress is null || range.Contains(virtualAddress.Value));

    private static Node? FirstRule(NetworkPolicy policy, Flow flow, bool isIngress) =>
        policy.Spec[isIngress ? "ingress" : "egress"].Items.FirstOrDefault(rule =>
            PeerMatch.IsAny(rule[isIngress ? "from" : "to"], flow.Peer(isIngress), policy.Namespace ?? "")
            && PortMatch.OfPolicy(rule["ports"], flow));
}
