namespace KubeAssert.References;

/// <summary>What routes and gateways of the Gateway API name.</summary>
internal static class GatewayReferences
{
    public const string Group = "gateway.networking.k8s.io";

    public static void Read(Manifest manifest, GraphBuilder graph)
    {
        if (manifest.Kind == "Gateway")
            ReadGateway(manifest, graph);
        else if (manifest.Kind.EndsWith("Route", StringComparison.Ordinal))
            ReadRoute(manifest, graph);
    }

    private static void ReadGateway(Manifest gateway, GraphBuilder graph)
    {
        var own = graph.Manifests.NamespaceOf(gateway);
        var isMade = gateway.Annotations.ContainsKey("cert-manager.io/cluster-issuer") || gateway.Annotations.ContainsKey("cert-manager.io/issuer");
        graph.Object(ReferenceKind.GatewayClass, gateway, gateway["spec"]["gatewayClassName"], null, "GatewayClass", null);
        foreach (var listener in gateway["spec"]["listeners"].Items)
        {
            foreach (var certificate in listener["tls"]["certificateRefs"].Items)
            {
                if ((certificate["kind"].Text ?? "Secret") == "Secret")
                    graph.Object(ReferenceKind.TlsSecret, gateway, certificate["name"], "", "Secret", certificate["namespace"].Text ?? own, elsewhere: isMade ? "made by cert-manager for this object" : null);
            }
        }
    }

    private static void ReadRoute(Manifest route, GraphBuilder graph)
    {
        var own = graph.Manifests.NamespaceOf(route);
        foreach (var parent in route["spec"]["parentRefs"].Items)
        {
            var kind = parent["kind"].Text ?? "Gateway";
            graph.Object(ReferenceKind.Gateway, route, parent["name"], kind == "Service" ? "" : null, kind, parent["namespace"].Text ?? own);
        }

        foreach (var rule in route["spec"]["rules"].Items)
        {
            foreach (var backend in rule["backendRefs"].Items)
                ReadBackend(route, backend, own, graph);
            foreach (var filter in rule["filters"].Items)
                ReadBackend(route, filter["requestMirror"]["backendRef"], own, graph);
        }
    }

    private static void ReadBackend(Manifest route, Node backend, string? own, GraphBuilder graph)
    {
        if (!backend.HasValue || (backend["kind"].Text ?? "Service") != "Service" || backend["group"].Text is { Length: > 0 })
            return;

        var service = graph.Object(ReferenceKind.RouteService, route, backend["name"], "", "Service", backend["namespace"].Text ?? own);
        if (service is not null)
            ServiceReferences.ReadPortOf(ReferenceKind.RoutePort, route, backend["port"], service, graph);
    }
}
