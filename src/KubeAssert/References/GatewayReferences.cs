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
                if ((certificate["kind"].Text ?? "Secret") != "Secret")
                    continue;
                var secret = graph.Object(ReferenceKind.TlsSecret, gateway, certificate["name"], "", "Secret", certificate["namespace"].Text ?? own, elsewhere: isMade ? "made by cert-manager for this object" : null);
                if (secret is not null)
                    RequireGrant(ReferenceKind.TlsSecret, gateway, certificate["name"], secret, own, graph);
            }
        }
    }

    private static void ReadRoute(Manifest route, GraphBuilder graph)
    {
        var own = graph.Manifests.NamespaceOf(route);
        foreach (var parent in route["spec"]["parentRefs"].Items)
            ReadParent(route, parent, own, graph);

        foreach (var rule in route["spec"]["rules"].Items)
        {
            foreach (var backend in rule["backendRefs"].Items)
                ReadBackend(route, backend, own, graph);
            foreach (var filter in rule["filters"].Items)
                ReadBackend(route, filter["requestMirror"]["backendRef"], own, graph);
        }
    }

    private static void ReadParent(Manifest route, Node parent, string? own, GraphBuilder graph)
    {
        var kind = parent["kind"].Text ?? "Gateway";
        var group = parent["group"].Text ?? Group;
        var found = graph.Object(ReferenceKind.Gateway, route, parent["name"], kind == "Service" ? "" : group, kind, parent["namespace"].Text ?? own);
        if (found is not { Kind: "Gateway", Group: Group })
            return;

        var listeners = found["spec"]["listeners"].Items.Select(listener => (Name: listener["name"].Text ?? "", Node: listener)).ToList();
        if (parent["sectionName"].Text is { Length: > 0 } section)
        {
            graph.Part(ReferenceKind.Gateway, route, parent["sectionName"], found, "listener", section, listeners, "attaches to");
            listeners = listeners.Where(listener => listener.Name == section).ToList();
        }

        if (graph.Manifests.NamespaceOf(found) is { } home && home != own && listeners.Count > 0 && listeners.TrueForAll(listener => IsClosed(listener.Node)))
            ReportClosed(route, parent["name"], found, own, home, graph);
    }

    /// <summary>A listener takes routes of its Gateway's namespace only, unless it says otherwise.</summary>
    private static bool IsClosed(Node listener) => (listener["allowedRoutes"]["namespaces"]["from"].Text ?? "Same") == "Same";

    private static void ReportClosed(Manifest route, Node name, Manifest gateway, string? own, string home, GraphBuilder graph) => graph.Add(new()
    {
        Kind = ReferenceKind.Gateway,
        Source = route,
        Node = name,
        Target = new ReferenceTarget { Kind = "Gateway", Group = Group, Namespace = home, Name = gateway.Name },
        Message = $"is in namespace {own}; the listeners of {gateway} take routes of its own namespace {home} only",
        Fix = $"set allowedRoutes.namespaces.from: All, or a selector of {own}, on a listener of {gateway}",
    });

    private static void ReadBackend(Manifest route, Node backend, string? own, GraphBuilder graph)
    {
        if (!backend.HasValue || (backend["kind"].Text ?? "Service") != "Service" || backend["group"].Text is { Length: > 0 })
            return;

        var @namespace = backend["namespace"].Text ?? own;
        var service = graph.Object(ReferenceKind.RouteService, route, backend["name"], "", "Service", @namespace);
        if (service is null)
            return;

        RequireGrant(ReferenceKind.RouteService, route, backend["name"], service, own, graph);
        ServiceReferences.ReadPortOf(ReferenceKind.RoutePort, route, backend["port"], service, graph);
    }

    /// <summary>A reference into another namespace needs a ReferenceGrant there.</summary>
    private static void RequireGrant(string kind, Manifest source, Node name, Manifest target, string? own, GraphBuilder graph)
    {
        if (graph.Manifests.NamespaceOf(target) is not { } there || there == own || graph.Objects.OfKind("ReferenceGrant").Any(grant => Allows(grant, source, target, own, there, graph)))
            return;

        graph.Add(new()
        {
            Kind = kind,
            Source = source,
            Node = name,
            Target = new ReferenceTarget { Kind = "ReferenceGrant", Group = Group, Namespace = there, Name = "*" },
            Message = $"references {target} in namespace {there}, and no ReferenceGrant there allows it",
            Fix = $"add a ReferenceGrant in namespace {there} from {source.Kind} of namespace {own} to {target.Kind}, or declare it with Expecting(\"ReferenceGrant/{there}/*\")",
        });
    }

    private static bool Allows(Manifest grant, Manifest source, Manifest target, string? own, string there, GraphBuilder graph) =>
        graph.Manifests.NamespaceOf(grant) == there
        && grant["spec"]["from"].Items.Any(from => from["kind"].Text == source.Kind && from["group"].Text == source.Group && from["namespace"].Text == own)
        && grant["spec"]["to"].Items.Any(to => to["kind"].Text == target.Kind && (to["name"].Text ?? target.Name) == target.Name);
}
