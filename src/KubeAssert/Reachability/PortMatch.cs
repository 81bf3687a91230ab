namespace KubeAssert.Reachability;

/// <summary>Whether the ports of a rule mean the port of a connection.</summary>
internal static class PortMatch
{
    /// <summary>The ports of a NetworkPolicy's rule: numbers, ranges, or names that each receiving pod resolves.</summary>
    public static bool OfPolicy(Node ports, Flow flow) => ports.Items.Count == 0 || ports.Items.Any(port => IsPolicyPort(port, flow));

    /// <summary>The ports of an AdminNetworkPolicy's rule.</summary>
    /// <remarks>Source: AdminNetworkPolicyPort of policy.networking.k8s.io/v1alpha1.</remarks>
    public static bool OfAdminPolicy(Node ports, Flow flow) => ports.Items.Count == 0 || ports.Items.Any(port => IsAdminPort(port, flow));

    /// <summary>The protocols of a ClusterNetworkPolicy's rule.</summary>
    /// <remarks>Source: ClusterNetworkPolicyProtocol of policy.networking.k8s.io/v1alpha2.</remarks>
    public static bool OfClusterPolicy(Node protocols, Flow flow) =>
        protocols.Items.Count == 0 || protocols.Items.Any(protocol => IsProtocol(protocol, flow));

    private static bool IsPolicyPort(Node port, Flow flow)
    {
        if (Protocol(port["protocol"]) != flow.Protocol)
            return false;
        var number = port["port"];
        if (!number.HasValue)
            return true;
        if (number.IsString)
            return flow.To.HasPort(number.Text!, flow.Protocol, flow.Port);
        var first = number.AsInteger();
        return port["endPort"].AsInteger() is { } last ? first <= flow.Port && flow.Port <= last : first == flow.Port;
    }

    private static bool IsAdminPort(Node port, Flow flow)
    {
        if (port["namedPort"].Text is { } name)
            return flow.To.HasPort(name, flow.Protocol, flow.Port);
        if (port["portNumber"] is { HasValue: true } single)
            return Protocol(single["protocol"]) == flow.Protocol && single["port"].AsInteger() == flow.Port;
        return port["portRange"] is { HasValue: true } range && Protocol(range["protocol"]) == flow.Protocol && IsBetween(range, flow.Port);
    }

    private static bool IsProtocol(Node protocol, Flow flow)
    {
        if (protocol["destinationNamedPort"].Text is { } name)
            return flow.To.HasPort(name, flow.Protocol, flow.Port);
        var written = protocol[flow.Protocol.ToLowerInvariant()];
        if (!written.Exists)
            return false;
        var port = written["destinationPort"];
        if (!port.HasValue)
            return true;
        return port["number"].HasValue ? port["number"].AsInteger() == flow.Port : IsBetween(port["range"], flow.Port);
    }

    private static bool IsBetween(Node range, int port) => range["start"].AsInteger() <= port && port <= range["end"].AsInteger();

    private static string Protocol(Node node) => node.Text is { Length: > 0 } protocol ? protocol : "TCP";
}
