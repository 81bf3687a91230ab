namespace KubeAssert.References;

/// <summary>Where an Ingress sends to, its certificates and its class.</summary>
internal static class IngressReferences
{
    private static readonly string[] CertificateMakers =
        ["cert-manager.io/cluster-issuer", "cert-manager.io/issuer", "certmanager.k8s.io/cluster-issuer", "certmanager.k8s.io/issuer", "kubernetes.io/tls-acme"];

    public static void Read(Ingress ingress, GraphBuilder graph)
    {
        var manifest = ingress.Manifest;
        foreach (var backend in ingress.Backends)
        {
            if (IsAction(ingress, backend))
                continue;
            var service = graph.Object(ReferenceKind.IngressService, manifest, backend.ServiceNameNode, "", "Service", ingress.Namespace);
            if (service is not null)
                ServiceReferences.ReadPortOf(ReferenceKind.IngressPort, manifest, backend.PortNode, service, graph);
        }

        var isMade = CertificateMakers.Any(ingress.Annotations.ContainsKey);
        foreach (var tls in ingress.Spec["tls"].Items)
            graph.Object(ReferenceKind.TlsSecret, manifest, tls["secretName"], "", "Secret", ingress.Namespace, elsewhere: isMade ? "made by cert-manager for this object" : null);

        var className = ingress.Spec["ingressClassName"] is { HasValue: true } field ? field : manifest["metadata"]["annotations"]["kubernetes.io/ingress.class"];
        graph.Object(ReferenceKind.IngressClass, manifest, className, null, "IngressClass", null);
    }

    /// <summary>The AWS load balancer controller takes an action from an annotation where the port is <c>use-annotation</c>: there is no Service.</summary>
    private static bool IsAction(Ingress ingress, IngressBackend backend) =>
        backend.PortNode.Text == "use-annotation" && ingress.Annotations.ContainsKey($"alb.ingress.kubernetes.io/actions.{backend.ServiceName}");
}
