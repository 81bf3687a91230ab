namespace KubeAssert.Validation;

/// <summary>Ports of a Service.</summary>
/// <remarks>Source: core validation: validateServicePort and the checks for duplicates in validateService; the API server's default range of node ports.</remarks>
internal static class ServicePortValidation
{
    private const int FirstNodePort = 30000;
    private const int LastNodePort = 32767;

    public static void Check(Node spec, string type, Problems problems)
    {
        var ports = spec.List("ports");
        if (ports.IsEmpty && type != "ExternalName" && !ServiceAddressValidation.IsHeadless(spec))
            problems.Add("required", spec["ports"], "needs a port", "list the ports, or set clusterIP: None");

        HashSet<string>? seen = null;
        for (var i = 0; i < ports.Length; i++)
        {
            CheckName(ports, i, ref seen, problems);
            CheckPort(ports[i], type, problems);
            CheckRepetition(ports, i, problems);
        }
    }

    private static void CheckName(ReadOnlySpan<Node> ports, int index, ref HashSet<string>? seen, Problems problems)
    {
        var port = ports[index];
        if (port.String("name") is { Length: > 0 } name)
        {
            problems.HasForm(port["name"], NameForm.DnsLabel);
            if (ports.Repeats(index, "name", ref seen))
                problems.Add("duplicate", port["name"], $"two ports are named {name}", "give each port a name of its own");
        }
        else if (ports.Length > 1)
        {
            problems.Add("required", port["name"], "needs a name: the Service has several ports", "set name");
        }
    }

    private static void CheckPort(Node port, string type, Problems problems)
    {
        var number = port.Integer("port") ?? 0;
        if (number is < 1 or > 65535)
            problems.Add("out-of-range", port["port"], $"is {number}; 1 to 65535 is allowed", "set a port from 1 to 65535");
        problems.OneOf(port, "protocol", "SCTP", "TCP", "UDP");
        CheckTargetPort(port, number, problems);
        if (port.Given("appProtocol") is { } protocol)
            problems.HasForm(protocol, NameForm.LabelKey);

        var nodePort = port.Integer("nodePort") ?? 0;
        if (nodePort == 0)
            return;
        if (type == "ClusterIP")
            problems.Add("forbidden", port["nodePort"], "a Service of type ClusterIP has no node ports", "remove it, or set type: NodePort");
        else if (type is "NodePort" or "LoadBalancer")
            CheckNodePort(port["nodePort"], nodePort, problems);
    }

    /// <summary>The range is a setting of the cluster, and a create that only tries doesn't look at it: this is no more than a warning.</summary>
    private static void CheckNodePort(Node node, long port, Problems problems)
    {
        if (port is < FirstNodePort or > LastNodePort)
            problems.Add("node-port", node, $"is {port}; clusters give out {FirstNodePort} to {LastNodePort}, unless they are set up otherwise", $"set a port from {FirstNodePort} to {LastNodePort}", severity: Severity.Warning);
    }

    /// <summary>A number or the name of a container's port; without one, the port itself is meant.</summary>
    private static void CheckTargetPort(Node port, long number, Problems problems)
    {
        var target = port.Given("targetPort");
        if (target?.AsString() is { Length: > 0 } name)
        {
            if (!Names.IsPortName(name))
                problems.Add("invalid-name", target, NameForm.PortName.Problem(name), NameForm.PortName.Fix(name));
            return;
        }

        var value = target?.Whole() is { } given and not 0 ? given : number;
        if (value is < 1 or > 65535)
            problems.Add("out-of-range", port["targetPort"], $"is {value}; 1 to 65535 is allowed", "set a port from 1 to 65535");
    }

    private static void CheckRepetition(ReadOnlySpan<Node> ports, int index, Problems problems)
    {
        var (port, protocol, nodePort) = KeyOf(ports[index]);
        bool repeatsPort = false, repeatsNodePort = false;
        for (var i = 0; i < index; i++)
        {
            var earlier = KeyOf(ports[i]);
            if (earlier.Protocol != protocol)
                continue;
            repeatsPort |= earlier.Port == port;
            repeatsNodePort |= nodePort != 0 && earlier.NodePort == nodePort;
        }

        if (repeatsPort)
            problems.Add("duplicate", ports[index], $"repeats port {port}/{protocol}", "list each port and protocol once");
        if (repeatsNodePort)
            problems.Add("duplicate", ports[index]["nodePort"], $"repeats node port {nodePort}/{protocol}", "list each node port and protocol once");
    }

    private static (long Port, string Protocol, long NodePort) KeyOf(Node port) =>
        (port.Integer("port") ?? 0, port.String("protocol") is { Length: > 0 } protocol ? protocol : "TCP", port.Integer("nodePort") ?? 0);
}
