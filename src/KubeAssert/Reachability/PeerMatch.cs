using KubeAssert.Validation;

namespace KubeAssert.Reachability;

/// <summary>Whether a peer of a NetworkPolicy means an end.</summary>
/// <remarks>Source: the NetworkPolicyPeer type of networking.k8s.io/v1.</remarks>
internal static class PeerMatch
{
    /// <param name="peers">The field <c>from</c> or <c>to</c>: not written or empty, it means everybody.</param>
    /// <param name="end">The other end.</param>
    /// <param name="policyNamespace">Where the policy lives: a podSelector alone means pods there.</param>
    public static bool IsAny(Node peers, NetworkEnd end, string policyNamespace) =>
        peers.Items.Count == 0 || peers.Items.Any(peer => Is(peer, end, policyNamespace));

    private static bool Is(Node peer, NetworkEnd end, string policyNamespace)
    {
        if (peer["ipBlock"].HasValue)
            return IsInBlock(peer["ipBlock"], end);
        if (end.Kind != NetworkEndKind.Pods)
            return false;

        var (namespaces, pods) = (peer["namespaceSelector"], peer["podSelector"]);
        if (!namespaces.HasValue && !pods.HasValue)
            return false;
        var isThere = namespaces.HasValue ? LabelSelector.Of(namespaces).Matches(end.NamespaceLabels) : end.Namespace == policyNamespace;
        return isThere && (!pods.HasValue || LabelSelector.Of(pods).Matches(end.Labels));
    }

    /// <summary>
    /// A block of addresses holds a pod by its own address. One whose address is not known lies in the block of all addresses alone.
    /// </summary>
    private static bool IsInBlock(Node block, NetworkEnd end)
    {
        if (IpRange.Parse(block["cidr"].Text) is not { } range)
            return false;
        var exceptions = block["except"].Items.Select(item => IpRange.Parse(item.Text)).OfType<IpRange>().ToList();
        if (end.Addresses.Count == 0)
            return end.Kind == NetworkEndKind.Pods && range.IsEverything && range.IsV4 && exceptions.Count == 0;
        return end.Addresses.Any(address => range.Contains(address) && !exceptions.Exists(except => except.Contains(address)));
    }
}
