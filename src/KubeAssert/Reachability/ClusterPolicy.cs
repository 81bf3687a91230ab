using KubeAssert.Validation;

namespace KubeAssert.Reachability;

/// <summary>A policy of the cluster's administrators: a subject, and rules of which the first that fits decides.</summary>
internal sealed class ClusterPolicy(Manifest source)
{
    private const string Group = "policy.networking.k8s.io";

    public Manifest Source { get; } = source;

    /// <summary>Lower is asked first; a baseline policy without priority is the only one.</summary>
    public long Priority { get; } = source["spec"]["priority"].AsInteger() ?? 0;

    /// <summary>What an allowing action is called.</summary>
    public string AllowWord => Source.Kind == "ClusterNetworkPolicy" ? "Accept" : "Allow";

    public static bool Is(Manifest manifest, string kind) => manifest.Kind == kind && manifest.Group == Group;

    public IReadOnlyList<Node> Rules(bool isIngress) => Source["spec"][isIngress ? "ingress" : "egress"].Items;

    /// <summary>Pods that use their node's network are nobody's subject.</summary>
    public bool Selects(NetworkEnd end)
    {
        if (end.Kind != NetworkEndKind.Pods)
            return false;
        var subject = Source["spec"]["subject"];
        return ArePods(subject["namespaces"], subject["pods"], end);
    }

    public Node? FirstRule(Flow flow, bool isIngress) =>
        Rules(isIngress).FirstOrDefault(rule => IsPeer(rule[isIngress ? "from" : "to"], flow.Peer(isIngress)) && IsPort(rule, flow));

    private bool IsPort(Node rule, Flow flow) =>
        Source.Kind == "ClusterNetworkPolicy" ? PortMatch.OfClusterPolicy(rule["protocols"], flow) : PortMatch.OfAdminPolicy(rule["ports"], flow);

    // unlike a NetworkPolicy's, these peers are required: none means nobody
    private static bool IsPeer(Node peers, NetworkEnd end) => peers.Items.Any(peer => Is(peer, end));

    private static bool Is(Node peer, NetworkEnd end)
    {
        if (peer["nodes"].HasValue)
            return end.Kind == NetworkEndKind.Node;
        if (peer["networks"].HasValue)
            return IsInNetwork(peer["networks"], end);
        return end.Kind == NetworkEndKind.Pods && ArePods(peer["namespaces"], peer["pods"], end);
    }

    private static bool IsInNetwork(Node networks, NetworkEnd end)
    {
        var ranges = networks.Items.Select(item => IpRange.Parse(item.Text)).OfType<IpRange>();
        return end.Addresses.Count == 0
            ? end.Kind == NetworkEndKind.Pods && ranges.Any(range => range.IsEverything)
            : ranges.Any(range => end.Addresses.Any(range.Contains));
    }

    private static bool ArePods(Node namespaces, Node pods, NetworkEnd end)
    {
        if (namespaces.HasValue)
            return LabelSelector.Of(namespaces).Matches(end.NamespaceLabels);
        return pods.HasValue && LabelSelector.Of(pods["namespaceSelector"]).Matches(end.NamespaceLabels)
            && LabelSelector.Of(pods["podSelector"]).Matches(end.Labels);
    }
}
