using System.Globalization;

namespace KubeAssert.Reachability;

/// <summary>Says why no rule lets a connection through, and the smallest change that would.</summary>
internal static class RuleProposal
{
    public static ReachDecision Denied(IReadOnlyList<NetworkPolicy> policies, Flow flow, bool isIngress)
    {
        var (direction, list) = isIngress ? ("ingress", "from") : ("egress", "to");
        var names = string.Join(", ", policies.Take(3).Select(p => $"{p.Manifest} ({p.Manifest.Location})"));
        var verb = policies.Count == 1 ? "selects" : "select";
        var reason = $"{names} {verb} {flow.Subject(isIngress).Name}, and no {direction} rule allows {Traffic(flow, isIngress)}";
        var (policy, fix) = Fix(policies, flow, isIngress, direction, list);
        return new ReachDecision(ReachVerdict.Denied, reason)
        {
            Policies = [.. policies.Select(p => p.Manifest)],
            Policy = policy.Manifest,
            Rule = policy.Spec[direction],
            Fix = fix,
        };
    }

    private static string Traffic(Flow flow, bool isIngress) =>
        string.Create(CultureInfo.InvariantCulture, $"{flow.Port}/{flow.Protocol} {(isIngress ? "from" : "to")} {flow.Peer(isIngress).Name}");

    private static (NetworkPolicy Policy, string Fix) Fix(
        IReadOnlyList<NetworkPolicy> policies, Flow flow, bool isIngress, string direction, string list)
    {
        var port = string.Create(CultureInfo.InvariantCulture, $"{flow.Port}/{flow.Protocol}");
        foreach (var policy in policies)
        {
            foreach (var rule in policy.Spec[direction].Items)
            {
                if (PeerMatch.IsAny(rule[list], flow.Peer(isIngress), policy.Namespace ?? ""))
                    return (policy, $"add port {port} to {Short(rule)}.ports of {policy.Manifest} ({rule.Location})");
            }
        }

        var peer = PeerText(flow.Peer(isIngress), policies[0].Namespace ?? "");
        foreach (var policy in policies)
        {
            foreach (var rule in policy.Spec[direction].Items)
            {
                if (PortMatch.OfPolicy(rule["ports"], flow))
                    return (policy, $"add {peer} to {Short(rule)}.{list} of {policy.Manifest} ({rule.Location})");
            }
        }

        return (policies[0], $"add {(isIngress ? "an ingress" : "an egress")} rule {list} {peer}, port {port}, to {policies[0].Manifest} ({policies[0].Manifest.Location})");
    }

    private static string Short(Node rule) => rule.Path.StartsWith("spec.", StringComparison.Ordinal) ? rule.Path["spec.".Length..] : rule.Path;

    private static string PeerText(NetworkEnd peer, string policyNamespace)
    {
        if (peer.Kind == NetworkEndKind.Address)
            return $"ipBlock {peer.Name}/{(peer.Name.Contains(':', StringComparison.Ordinal) ? 128 : 32)}";
        if (peer.Kind == NetworkEndKind.Node)
            return $"ipBlock of {peer.Name}";
        var labels = string.Join(",", peer.Labels.Take(2).Select(label => $"{label.Key}={label.Value}"));
        var pods = labels.Length == 0 ? "podSelector {}" : $"podSelector {labels}";
        return peer.Namespace == policyNamespace ? pods : $"namespaceSelector kubernetes.io/metadata.name={peer.Namespace} with {pods}";
    }
}
