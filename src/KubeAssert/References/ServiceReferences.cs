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
    /// A name has to be declared. A number need not be, as declaring is for information only; where containers declare ports of the
    /// protocol and none of them is it, the number is a mistake.
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
        var isUndeclared = target.IsNumber && pods.Any(template => !ports.Any(declared => ReferenceEquals(declared.Container.PodTemplate, template)));

        var owner = pods[0].Manifest;
        graph.Part(
            ReferenceKind.ServicePort, port.Manifest, node, owner, "port", target.Text, parts, "sends to",
            elsewhere: isUndeclared ? "a container need not declare its ports" : null,
            unnamed: ports.Where(declared => declared.Number is not null).Select(declared => declared.Number!.Value.ToString(CultureInfo.InvariantCulture)).ToList(),
            byNumber: "");
    }

    private static List<ContainerPort> PortsOf(IReadOnlyList<PodTemplate> pods) =>
        pods.SelectMany(template => template.RunningContainers).SelectMany(container => container.Ports).ToList();
}
