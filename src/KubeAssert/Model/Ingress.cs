namespace KubeAssert;

/// <summary>An Ingress.</summary>
public sealed class Ingress : ObjectView
{
    internal Ingress(ManifestSet manifests, Manifest manifest)
        : base(manifests, manifest)
    {
    }

    /// <summary>The name of its IngressClass, from the field or from the annotation before it; null for the cluster's default.</summary>
    public string? ClassName => Spec["ingressClassName"].Text ?? Annotations.GetValueOrDefault("kubernetes.io/ingress.class");

    /// <summary>The hosts of its rules, each once.</summary>
    public IReadOnlyList<string> Hosts => Spec["rules"].Items.Select(rule => rule["host"].Text).OfType<string>().Distinct(StringComparer.Ordinal).ToList();

    /// <summary>All backends: the default one and those of the rules.</summary>
    public IReadOnlyList<IngressBackend> Backends
    {
        get
        {
            var backends = new List<IngressBackend>();
            foreach (var key in new[] { "defaultBackend", "backend" })
            {
                if (Spec[key].HasValue)
                    backends.Add(new IngressBackend(this, Spec[key], "", "/"));
            }

            foreach (var rule in Spec["rules"].Items)
            {
                foreach (var path in rule["http"]["paths"].Items)
                    backends.Add(new IngressBackend(this, path["backend"], rule["host"].Text ?? "", path["path"].Text ?? "/"));
            }

            return backends;
        }
    }

    /// <summary>Its certificates: for which hosts, and in which Secrets.</summary>
    public IReadOnlyList<IngressTls> Tls => Spec["tls"].Items.Select(tls => new IngressTls(this, tls)).ToList();

    /// <summary>The names of the Secrets with its certificates.</summary>
    public IReadOnlyList<string> TlsSecretNames => Spec["tls"].Items.Select(tls => tls["secretName"].Text).OfType<string>().ToList();
}

/// <summary>Where an Ingress sends requests.</summary>
public sealed class IngressBackend : View
{
    internal IngressBackend(Ingress ingress, Node node, string host, string httpPath)
        : base(ingress.Manifests, ingress.Manifest, node)
    {
        Host = host;
        HttpPath = httpPath;
    }

    /// <summary>The host that it is for; empty for all hosts.</summary>
    public string Host { get; }

    /// <summary>The path of requests that it is for.</summary>
    public string HttpPath { get; }

    /// <summary>The name of the Service; null where it is another resource.</summary>
    public string? ServiceName => ServiceNameNode.Text;

    /// <summary>The Service's port, a number or a name; null where none is written.</summary>
    public IntOrString? Port => PortNode is { HasValue: true } port ? IntOrString.Of(port) : null;

    internal Node ServiceNameNode => Node["service"].HasValue ? Node["service"]["name"] : Node["serviceName"];

    internal Node PortNode
    {
        get
        {
            if (!Node["service"].HasValue)
                return Node["servicePort"];
            var port = Node["service"]["port"];
            return port["name"] is { HasValue: true } name ? name : port["number"];
        }
    }
}

/// <summary>A certificate of an Ingress.</summary>
public sealed class IngressTls : View
{
    internal IngressTls(Ingress ingress, Node node)
        : base(ingress.Manifests, ingress.Manifest, node)
    {
    }

    /// <summary>The name of the Secret that holds it; null where the controller's own is used.</summary>
    public string? SecretName => Node["secretName"].Text;

    /// <summary>The hosts that it is for.</summary>
    public IReadOnlyList<string> Hosts => HostNodes.Select(host => host.Text).OfType<string>().ToList();

    /// <summary>The hosts as they are written, with their places.</summary>
    public IReadOnlyList<Node> HostNodes => Node["hosts"].Items;
}
