namespace KubeAssert.Validation;

/// <summary>Endpoints (core/v1).</summary>
/// <remarks>Source: core validation: ValidateEndpoints.</remarks>
internal static class EndpointsValidation
{
    public static void Check(MapNode root, Problems problems)
    {
        MetadataValidation.Check(root, NameForm.DnsSubdomain, isNamespaced: true, problems);
        foreach (var subset in root.List("subsets"))
        {
            var ready = subset.List("addresses");
            var notReady = subset.List("notReadyAddresses");
            if (ready.IsEmpty && notReady.IsEmpty)
                problems.Add("required", subset, "needs addresses or notReadyAddresses", "list the addresses");
            foreach (var address in ready)
                CheckAddress(address, problems);
            foreach (var address in notReady)
                CheckAddress(address, problems);

            var ports = subset.List("ports");
            foreach (var port in ports)
                CheckPort(port, ports.Length > 1, problems);
        }
    }

    private static void CheckAddress(Node address, Problems problems)
    {
        if (IpValidation.CheckAddress(address["ip"], problems))
            IpValidation.CheckEndpointAddress(address["ip"], problems);
        problems.HasFormIfGiven(address, "hostname", NameForm.DnsLabel);
        if (address.Given("nodeName") is { } node)
            problems.HasForm(node, NameForm.DnsSubdomain);
    }

    private static void CheckPort(Node port, bool needsName, Problems problems)
    {
        if (port.String("name").Length > 0)
            problems.HasForm(port["name"], NameForm.DnsLabel);
        else if (needsName)
            problems.Add("required", port["name"], "needs a name: there are several ports", "set name");
        if ((port.Integer("port") ?? 0) is var number and (< 1 or > 65535))
            problems.Add("out-of-range", port["port"], $"is {number}; 1 to 65535 is allowed", "set a port from 1 to 65535");
        problems.OneOf(port, "protocol", "SCTP", "TCP", "UDP");
        if (port.Given("appProtocol") is { } protocol)
            problems.HasForm(protocol, NameForm.LabelKey);
    }
}
