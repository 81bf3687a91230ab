namespace KubeAssert.References;

/// <summary>Hosts, subsets and gateways of Istio's routes. A host without a dot is a Service of the own namespace; others may be anywhere in the mesh.</summary>
internal static class IstioReferences
{
    public const string Group = "networking.istio.io";
    private const string InCluster = ".svc.cluster.local";

    public static void Read(Manifest manifest, GraphBuilder graph)
    {
        switch (manifest.Kind)
        {
            case "VirtualService":
                foreach (var protocol in new[] { "http", "tcp", "tls" })
                {
                    foreach (var destination in manifest.Select($"spec.{protocol}[*].route[*].destination"))
                        ReadDestination(manifest, destination, graph);
                }

                foreach (var mirror in manifest.Select("spec.http[*].mirror"))
                    ReadDestination(manifest, mirror, graph);
                foreach (var gateway in manifest.Select("spec.gateways[*]"))
                    ReadGateway(manifest, gateway, graph);
                break;
            case "DestinationRule":
                ReadHost(manifest, manifest["spec"]["host"], graph);
                break;
        }
    }

    private static void ReadGateway(Manifest route, Node node, GraphBuilder graph)
    {
        if (node.Text is not { } text || text == "mesh")
            return;

        var slash = text.IndexOf('/', StringComparison.Ordinal);
        var own = graph.Manifests.NamespaceOf(route);
        if (slash < 0)
            graph.Object(ReferenceKind.Gateway, route, node, Group, "Gateway", own);
        else
            graph.Object(ReferenceKind.Gateway, route, node, Group, "Gateway", text[..slash], name: text[(slash + 1)..]);
    }

    private static void ReadDestination(Manifest route, Node destination, GraphBuilder graph)
    {
        if (ReadHost(route, destination["host"], graph) is not { } service)
            return;

        if (destination["port"]["number"].HasValue)
            ServiceReferences.ReadPortOf(ReferenceKind.RoutePort, route, destination["port"]["number"], service, graph);
        if (destination["subset"].Text is not { Length: > 0 } subset)
            return;

        var rules = graph.Objects.OfKind("DestinationRule").Where(rule => rule.Group == Group && IsHost(rule, service, graph)).ToList();
        var subsets = rules.SelectMany(rule => rule["spec"]["subsets"].Items).Select(item => (item["name"].Text ?? "", item["name"])).ToList();
        if (rules.Count > 0)
            graph.Part(ReferenceKind.RouteSubset, route, destination["subset"], rules[0], "subset", subset, subsets, "sends to");
    }

    private static bool IsHost(Manifest rule, Manifest service, GraphBuilder graph) =>
        Host(rule["spec"]["host"].Text ?? "", graph.Manifests.NamespaceOf(rule)) is { } host && host == (service.Name, graph.Manifests.NamespaceOf(service));

    private static Manifest? ReadHost(Manifest source, Node node, GraphBuilder graph)
    {
        if (node.Text is not { } text || Host(text, graph.Manifests.NamespaceOf(source)) is not { } host || IsDeclared(text, graph))
            return null;
        return graph.Object(ReferenceKind.RouteService, source, node, "", "Service", host.Namespace, name: host.Name);
    }

    /// <summary>The Service that a host means; null for hosts outside of the cluster.</summary>
    private static (string Name, string? Namespace)? Host(string host, string? own)
    {
        if (host.Contains('*', StringComparison.Ordinal) || host.Length == 0)
            return null;
        if (!host.Contains('.', StringComparison.Ordinal))
            return (host, own);
        return host.EndsWith(InCluster, StringComparison.Ordinal) && host[..^InCluster.Length].Split('.') is [var name, var @namespace] ? (name, @namespace) : null;
    }

    private static bool IsDeclared(string host, GraphBuilder graph) =>
        graph.Objects.OfKind("ServiceEntry").Any(entry => entry.Select("spec.hosts[*]").Any(declared => declared.Text == host));
}
