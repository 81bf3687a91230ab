namespace KubeAssert.References;

/// <summary>What the Prometheus operator's monitors select.</summary>
internal static class MonitorReferences
{
    public const string Group = "monitoring.coreos.com";

    public static void Read(Manifest monitor, GraphBuilder graph)
    {
        if (monitor.Kind == "ServiceMonitor")
            ReadServices(monitor, graph);
        else if (monitor.Kind == "PodMonitor" && Spaces(monitor, graph) is [var only])
            ReadPods(monitor, only, graph);
    }

    private static void ReadServices(Manifest monitor, GraphBuilder graph)
    {
        var selector = LabelSelector.Of(monitor["spec"]["selector"]);
        if (selector.IsNothing || selector.IsEverything)
            return;

        var spaces = Spaces(monitor, graph);
        var services = spaces is null
            ? graph.Services.All.Where(service => selector.Matches(service.Labels)).ToList()
            : spaces.SelectMany(space => graph.Services.Select(selector, space)).ToList();
        var space = spaces is { Count: > 0 } ? spaces[0] : "";
        var isCovered = spaces is null ? graph.Services.All.Count > 0 : spaces.Any(one => graph.Services.In(one).Count > 0) || graph.Services.Anywhere(selector) is not null;
        graph.Add(new()
        {
            Kind = ReferenceKind.ServiceMonitor,
            Source = monitor,
            Node = monitor["spec"]["selector"],
            Target = new ReferenceTarget { Kind = "Service", Group = "", Namespace = spaces is [var one] ? one : null, Selector = selector },
            Targets = services.ConvertAll(service => service.Manifest),
            Elsewhere = isCovered ? spaces?.Select(one => ExistsElsewhere.WhyServices(selector, one)).FirstOrDefault(why => why is not null) : ExistsElsewhere.OtherNamespace,
            Message = services.Count > 0 ? null : $"selects {selector}; no Service among {graph.Count} carries {(selector.Requirements.Count == 1 ? "that label" : "these labels")}",
            Fix = $"give the Service {selector}, or select what it carries, or declare it with Expecting(\"Service with {selector}\")",
            Nearest = () => NearestLabels.Of(selector, space, graph.Services, service => service["metadata"]["labels"]),
        });

        if (services.Count == 0)
            return;
        var ports = services.SelectMany(service => service.Ports).Where(port => port.Name.Length > 0).Select(port => (port.Name, port.Node["name"])).ToList();
        foreach (var endpoint in monitor["spec"]["endpoints"].Items)
        {
            if (endpoint["port"].AsString() is { Length: > 0 } name)
                graph.Part(ReferenceKind.MonitorPort, monitor, endpoint["port"], services[0].Manifest, "port", name, ports, "scrapes");
        }
    }

    private static void ReadPods(Manifest monitor, string space, GraphBuilder graph)
    {
        var selector = LabelSelector.Of(monitor["spec"]["selector"]);
        if (selector.IsNothing || selector.IsEverything)
            return;

        var pods = graph.SelectPods(ReferenceKind.PodMonitor, monitor, monitor["spec"]["selector"], selector, space);
        if (pods.Count == 0)
            return;
        var ports = pods.SelectMany(template => template.RunningContainers).SelectMany(container => container.Ports)
            .Where(port => port.Name.Length > 0).Select(port => (port.Name, port.Node)).ToList();
        foreach (var endpoint in monitor["spec"]["podMetricsEndpoints"].Items)
        {
            if (endpoint["port"].AsString() is { Length: > 0 } name)
                graph.Part(ReferenceKind.MonitorPort, monitor, endpoint["port"], pods[0].Manifest, "port", name, ports, "scrapes");
        }
    }

    /// <summary>The namespaces it looks in; null for all.</summary>
    private static List<string>? Spaces(Manifest monitor, GraphBuilder graph)
    {
        var selector = monitor["spec"]["namespaceSelector"];
        if (selector["any"].AsBoolean() == true)
            return null;
        var named = selector["matchNames"].Items.Select(name => name.Text).OfType<string>().ToList();
        return named.Count > 0 ? named : [graph.Manifests.NamespaceOf(monitor) ?? ""];
    }
}
