namespace KubeAssert.Validation;

/// <summary>Ingresses (networking.k8s.io).</summary>
/// <remarks>Source: networking validation: ValidateIngressCreate.</remarks>
internal static class IngressValidation
{
    private const string ClassAnnotation = "kubernetes.io/ingress.class";
    private static readonly string[] ForbiddenInPaths = ["//", "/./", "/../", "%2f", "%2F"];
    private static readonly string[] ForbiddenPathEnds = ["/..", "/."];

    public static void Check(MapNode root, Problems problems)
    {
        MetadataValidation.Check(root, NameForm.DnsSubdomain, isNamespaced: true, problems);
        var spec = root["spec"];
        var backend = spec.Given("defaultBackend");
        var rules = spec.List("rules");
        if (backend is null && rules.IsEmpty)
            problems.Add("required", spec, "needs rules or a default backend", "set defaultBackend or rules");
        if (backend is not null)
            CheckBackend(backend, problems);
        foreach (var rule in rules)
            CheckRule(rule, problems);
        foreach (var tls in spec.List("tls"))
            CheckTls(tls, problems);
        CheckClass(root, spec, problems);
    }

    /// <summary>A reference to an object of some kind in the same namespace.</summary>
    public static void CheckReference(Node reference, Problems problems)
    {
        if (reference.Given("apiGroup") is { } group)
            problems.HasForm(group, NameForm.DnsSubdomain);
        problems.RequireForm(reference, "kind", NameForm.PathSegment);
        problems.RequireForm(reference, "name", NameForm.PathSegment);
    }

    private static void CheckClass(MapNode root, Node spec, Problems problems)
    {
        if (spec.Given("ingressClassName") is not { } name)
            return;

        problems.HasForm(name, NameForm.DnsSubdomain);
        if (root["metadata"]["annotations"].Given(ClassAnnotation) is { } annotation && annotation.Text != name.Text)
            problems.Add("ingress-class", annotation, $"is {NameForm.Quoted(annotation.Text ?? "")}, but ingressClassName is {name.Text}", "remove the annotation", "annotations." + ClassAnnotation);
    }

    private static void CheckRule(Node rule, Problems problems)
    {
        if (rule.String("host") is { Length: > 0 } host)
        {
            if (IpAddress.TryParse(host, out _))
                problems.Add("invalid-name", rule["host"], $"is {host}, an IP address; a host is a DNS name", "use a DNS name, or leave the host out");
            CheckHost(rule["host"], host, problems);
        }

        if (rule.Given("http") is not { } http)
            return;
        var paths = http.List("paths");
        if (paths.IsEmpty)
            problems.Add("required", http["paths"], "needs a path", "list the paths, or remove http");
        foreach (var path in paths)
            CheckPath(path, problems);
    }

    private static void CheckHost(Node node, string host, Problems problems)
    {
        if (!host.Contains('*', StringComparison.Ordinal))
            problems.HasForm(node, NameForm.DnsSubdomain);
        else if (!Names.IsWildcardDnsSubdomain(host))
            problems.Add("invalid-name", node, $"is {NameForm.Quoted(host)}; a wildcard is *. and a DNS subdomain", "write *.example.com");
    }

    private static void CheckTls(Node tls, Problems problems)
    {
        foreach (var host in tls.List("hosts"))
            CheckHost(host, host.AsString() ?? "", problems);
        problems.HasFormIfGiven(tls, "secretName", NameForm.DnsSubdomain);
    }

    private static void CheckPath(Node path, Problems problems)
    {
        if (path.Given("pathType") is not { } type)
        {
            problems.Add("required", path["pathType"], "needs a path type", "set Prefix, Exact or ImplementationSpecific");
            return;
        }

        var text = path.String("path");
        switch (type.AsString())
        {
            case "Exact" or "Prefix":
                if (!text.StartsWith('/'))
                    problems.Add("ingress-path", path["path"], text.Length == 0 ? "a path is needed" : $"is {NameForm.Quoted(text)}; it must begin with a slash", text.Length == 0 ? "set path: /" : $"write /{text}");
                CheckPathText(path["path"], text, problems);
                break;
            case "ImplementationSpecific":
                if (text.Length > 0 && text[0] != '/')
                    problems.Add("ingress-path", path["path"], $"is {NameForm.Quoted(text)}; it must begin with a slash", $"write /{text}");
                break;
            default:
                problems.Unsupported(type, ["Exact", "ImplementationSpecific", "Prefix"]);
                break;
        }

        CheckBackend(path["backend"], problems);
    }

    private static void CheckPathText(Node node, string text, Problems problems)
    {
        foreach (var forbidden in ForbiddenInPaths)
        {
            if (text.Contains(forbidden, StringComparison.Ordinal))
                problems.Add("ingress-path", node, $"is {NameForm.Quoted(text)}; it must not contain {forbidden}", "write the path plainly");
        }

        foreach (var end in ForbiddenPathEnds)
        {
            if (text.EndsWith(end, StringComparison.Ordinal))
                problems.Add("ingress-path", node, $"is {NameForm.Quoted(text)}; it must not end with {end}", "write the path plainly");
        }
    }

    private static void CheckBackend(Node backend, Problems problems)
    {
        var service = backend.Given("service");
        var resource = backend.Given("resource");
        if (service is not null && resource is not null)
            problems.Add("ingress-backend", backend, "names a service and a resource", "keep one of them");
        else if (resource is not null)
            CheckReference(resource, problems);
        else if (service is not null)
            CheckService(backend, service, problems);
        else
            problems.Add("ingress-backend", backend, "names neither a service nor a resource", "set service");
    }

    private static void CheckService(Node backend, Node service, Problems problems)
    {
        var isRelaxed = problems.Version.CompareTo(KubernetesVersion.V1_36) >= 0;
        problems.RequireForm(service, "name", isRelaxed ? NameForm.DnsLabel : NameForm.Dns1035Label);
        var port = service["port"];
        var name = port.String("name");
        var number = port.Integer("number") ?? 0;
        if (name.Length > 0 && number != 0)
            problems.Add("ingress-backend", backend, "names the port by name and by number", "keep one of them");
        else if (name.Length > 0)
            problems.HasForm(port["name"], NameForm.PortName);
        else if (number != 0)
            problems.InRange(port, "number", 1, 65535);
        else
            problems.Add("required", backend, "names no port of the service", "set service.port.number or service.port.name");
    }
}
