using System.Globalization;

namespace KubeAssert.References;

/// <summary>What Services select and where they send to, and ports of Services that others name.</summary>
internal static class ServiceReferences
{
    public static void Read(Service service, GraphBuilder graph)
    {
        if (service.HasNoSelector || !service.Selector.IsValid)
            return;

        var pods = graph.SelectPods(ReferenceKind.ServicePods, service.Manifest, service.Spec["selector"], service.Selector, service.Namespace);
        if (pods.Count == 0)
            return;

        var ports = PortsOf(pods);
        foreach (var port in service.Ports)
            ReadPort(port, pods, ports, graph);
    }

    /// <summary>Adds a reference to a port of a Service that the set has, by number or by name.</summary>
    public static void ReadPortOf(string kind, Manifest source, Node node, Manifest service, GraphBuilder graph)
    {
        if (IntOrString.Of(node) is not { IsEmpty: false } port || service["spec"]["type"].Text == "ExternalName")
            return;

        var declared = service["spec"]["ports"].Items;
        var parts = port.IsNumber
            ? declared.Select(p => (p["port"].Text ?? "", p["port"])).ToList()
            : declared.Where(p => p["name"].HasValue).Select(p => (p["name"].Text!, p["name"])).ToList();
        if (declared.Count > 0)
            graph.Part(
                kind, source, node, service, "port", port.Text, parts, "sends to",
                unnamed: declared.Select(p => p["port"].Text).OfType<string>().ToList(),
                byNumber: kind == ReferenceKind.IngressPort ? "number: " : null);
    }

    /// <summary>
    /// A name has to be declared. A number need not be, as declaring is for information only: a container that declares other ports may
    /// well listen on this one, too.
    /// </summary>
    private static void ReadPort(ServicePort port, IReadOnlyList<PodTemplate> pods, List<ContainerPort> all, GraphBuilder graph)
    {
        var written = port.Node["targetPort"];
        if (port.TargetPort is not { } target || (target.IsNumber && port.Service.IsHeadless && !written.HasValue))
            return;

        var node = written.HasValue ? written : port.Node["port"];
        var ports = all.Where(declared => declared.Protocol == port.Protocol).ToList();
        var parts = (target.IsNumber
            ? ports.Where(declared => declared.Number is not null).Select(declared => (declared.Number!.Value.ToString(CultureInfo.InvariantCulture), declared.Node))
            : ports.Where(declared => declared.Name.Length > 0).Select(declared => (declared.Name, declared.Node))).ToList();
        if (!target.IsNumber && !parts.Exists(part => part.Item1 == target.Text) && all.Find(declared => declared.Name == target.Text) is { } other)
        {
            ReportProtocol(port, node, other, graph);
            return;
        }

        var owner = pods[0].Manifest;
        graph.Part(
            ReferenceKind.ServicePort, port.Manifest, node, owner, "port", target.Text, parts, "sends to",
            elsewhere: target.IsNumber ? "a container need not declare its ports" : null,
            unnamed: ports.Where(declared => declared.Number is not null).Select(declared => declared.Number!.Value.ToString(CultureInfo.InvariantCulture)).ToList(),
            byNumber: "");
    }

    private static void ReportProtocol(ServicePort port, Node node, ContainerPort other, GraphBuilder graph) => graph.Add(new()
    {
        Kind = ReferenceKind.ServicePort,
        Source = port.Manifest,
        Node = node,
        Target = new ReferenceTarget
        {
            Kind = other.Manifest.Kind, Group = other.Manifest.Group, Namespace = other.Namespace, Name = other.Manifest.Name, Part = other.Name, PartKind = "port",
        },
        Message = $"sends {port.Protocol} to port {other.Name} of {other.Manifest}, which is {other.Protocol}",
        Fix = $"set protocol: {other.Protocol}",
        Nearest = () => new($"port {other.Name} of {other.Manifest} is {other.Protocol}", other.Location, $"set protocol: {other.Protocol}"),
    });

    private static List<ContainerPort> PortsOf(IReadOnlyList<PodTemplate> pods) =>
        pods.SelectMany(template => template.RunningContainers).SelectMany(container => container.Ports).ToList();
}
