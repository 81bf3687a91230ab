using KubeAssert.Validation;

namespace KubeAssert.Reachability;

/// <summary>What sends or receives: pods of one template, an address outside of the cluster, or a node.</summary>
internal sealed class NetworkEnd
{
    private NetworkEnd(NetworkEndKind kind, string name)
    {
        Kind = kind;
        Name = name;
    }

    public NetworkEndKind Kind { get; }

    /// <summary>What messages call it: <c>Deployment/web</c>, <c>10.0.0.1</c>.</summary>
    public string Name { get; }

    /// <summary>The namespace of the pods; empty for other ends.</summary>
    public string Namespace { get; private init; } = "";

    /// <summary>The labels of the pods.</summary>
    public IReadOnlyDictionary<string, string> Labels { get; private init; } = new Dictionary<string, string>();

    /// <summary>The labels of the pods' namespace.</summary>
    public IReadOnlyDictionary<string, string> NamespaceLabels { get; private init; } = new Dictionary<string, string>();

    /// <summary>The known addresses: those of a running Pod's status, or the address itself.</summary>
    public IReadOnlyList<IpAddress> Addresses { get; private init; } = [];

    /// <summary>The ports that the pods' containers declare.</summary>
    public IReadOnlyList<EndPort> Ports { get; private init; } = [];

    /// <summary>Whether the pods use the network of their node, where policies apply as the network plugin likes.</summary>
    public bool IsOnHost { get; private init; }

    /// <summary>The workload; null for other ends.</summary>
    public Workload? Workload { get; private init; }

    /// <summary>Whether this is one pod, and not the pods of a template.</summary>
    public bool IsOnePod => Workload is { Kind: "Pod" };

    public static NetworkEnd Pods(Workload workload, IReadOnlyDictionary<string, string> namespaceLabels) =>
        new(NetworkEndKind.Pods, workload.Manifest.ToString())
        {
            Workload = workload,
            Namespace = workload.Namespace ?? "",
            Labels = workload.PodTemplate.Labels,
            NamespaceLabels = namespaceLabels,
            Addresses = AddressesOf(workload),
            Ports = PortsOf(workload.PodTemplate),
            IsOnHost = workload.PodTemplate.Spec["hostNetwork"].AsBoolean() == true,
        };

    /// <summary>Pods that are not in the set, known by their labels.</summary>
    public static NetworkEnd Assumed(
        string name, string @namespace, IReadOnlyDictionary<string, string> labels, IReadOnlyDictionary<string, string> namespaceLabels) =>
        new(NetworkEndKind.Pods, name) { Namespace = @namespace, Labels = labels, NamespaceLabels = namespaceLabels };

    public static NetworkEnd Address(IpAddress address) => new(NetworkEndKind.Address, address.ToString()) { Addresses = [address] };

    public static NetworkEnd Node(string name) => new(NetworkEndKind.Node, name);

    /// <summary>Whether a named port of a protocol has the number, in one of the containers.</summary>
    public bool HasPort(string name, string protocol, int number) =>
        Ports.Any(port => port.Name == name && port.Protocol == protocol && port.Number == number);

    private static List<IpAddress> AddressesOf(Workload workload)
    {
        var status = workload.Manifest["status"];
        return [.. status["podIPs"].Items.Select(item => item["ip"].Text).Append(status["podIP"].Text).Distinct(StringComparer.Ordinal)
            .Select(IpAddress.Parse).OfType<IpAddress>()];
    }

    private static List<EndPort> PortsOf(PodTemplate template) =>
        [.. template.RunningContainers.SelectMany(container => container.Node["ports"].Items)
            .Select(node => new EndPort(node["name"].Text ?? "", node["containerPort"].AsInteger() ?? 0, Protocol(node["protocol"])))];

    private static string Protocol(Node node) => node.Text is { Length: > 0 } protocol ? protocol : "TCP";
}

/// <summary>A port that a container declares.</summary>
/// <param name="Name">Its name; empty where none is written.</param>
/// <param name="Number">Its number.</param>
/// <param name="Protocol"><c>TCP</c>, <c>UDP</c> or <c>SCTP</c>.</param>
internal readonly record struct EndPort(string Name, long Number, string Protocol);
