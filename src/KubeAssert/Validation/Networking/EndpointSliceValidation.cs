namespace KubeAssert.Validation;

/// <summary>EndpointSlices (discovery.k8s.io).</summary>
/// <remarks>Source: discovery validation: ValidateEndpointSlice.</remarks>
internal static class EndpointSliceValidation
{
    private const int MostEndpoints = 1000;
    private const int MostAddresses = 100;
    private const int MostPorts = 20000;
    private const int MostTopologyLabels = 16;
    private const int MostHints = 8;

    public static void Check(MapNode root, Problems problems)
    {
        MetadataValidation.Check(root, NameForm.DnsSubdomain, isNamespaced: true, problems);
        if (problems.Require(root, "addressType", "set IPv4, IPv6 or FQDN"))
            problems.OneOf(root, "addressType", "FQDN", "IPv4", "IPv6");
        CheckPorts(root, problems);

        var endpoints = root.List("endpoints");
        if (endpoints.Length > MostEndpoints)
        {
            problems.Add("too-many", root["endpoints"], $"lists {endpoints.Length} endpoints; {MostEndpoints} are allowed", "use several slices");
            return;
        }

        foreach (var endpoint in endpoints)
            CheckEndpoint(endpoint, root.String("addressType"), problems);
    }

    private static void CheckPorts(MapNode root, Problems problems)
    {
        var ports = root.List("ports");
        if (ports.Length > MostPorts)
        {
            problems.Add("too-many", root["ports"], $"lists {ports.Length} ports; {MostPorts} are allowed", "use several slices");
            return;
        }

        HashSet<string>? seen = null;
        for (var i = 0; i < ports.Length; i++)
        {
            problems.HasFormIfGiven(ports[i]["name"], NameForm.DnsLabel);
            if (ports.Repeats(i, "name", ref seen))
                problems.Add("duplicate", ports[i]["name"], $"two ports are named {NameForm.Quoted(ports[i].String("name"))}", "give each port a name of its own");
            if (ports[i].Given("protocol") is { } protocol && protocol.AsString() is not ("SCTP" or "TCP" or "UDP"))
                problems.Add("unsupported-value", protocol, $"is {NameForm.Quoted(protocol.Text ?? "")}; SCTP, TCP, UDP are supported", "use SCTP, TCP or UDP");
            if (ports[i].Given("appProtocol") is { } application)
                problems.HasForm(application, NameForm.LabelKey);
        }
    }

    private static void CheckEndpoint(Node endpoint, string type, Problems problems)
    {
        var addresses = endpoint.List("addresses");
        if (addresses.IsEmpty)
            problems.Add("required", endpoint["addresses"], "needs an address", "list one address at least");
        else if (addresses.Length > MostAddresses)
            problems.Add("too-many", endpoint["addresses"], $"lists {addresses.Length} addresses; {MostAddresses} are allowed", "use several endpoints");
        foreach (var address in addresses)
            CheckAddress(address, type, problems);

        if (endpoint.Given("nodeName") is { } node)
            problems.HasForm(node, NameForm.DnsSubdomain);
        if (endpoint.Given("hostname") is { } host)
            problems.HasForm(host, NameForm.DnsLabel);
        // The API server drops what v1 calls deprecated.
        if (problems.Manifest.Version != "v1" && endpoint.Given("topology") is { } topology)
        {
            if (topology.Entries.Count > MostTopologyLabels)
                problems.Add("too-many", topology, $"holds {topology.Entries.Count} labels; {MostTopologyLabels} are allowed", "remove it: zone and nodeName replace it");
            LabelsValidation.CheckLabels(topology, problems);
        }

        if (endpoint.Given("hints") is { } hints)
        {
            CheckHints(hints["forZones"], NameForm.LabelValue, problems);
            if (hints.List("forZones").Length <= MostHints)
                CheckHints(hints["forNodes"], NameForm.DnsSubdomain, problems);
        }
    }

    private static void CheckAddress(Node address, string type, Problems problems)
    {
        switch (type)
        {
            case "IPv4" or "IPv6":
                var isAddress = type == "IPv4" ? IpValidation.CheckAddress(address, problems) : IpValidation.CheckCanonicalAddress(address, problems);
                if (!isAddress || !IpAddress.TryParse(address.AsString() ?? "", out var parsed))
                    return;
                if (parsed.IsV4 != (type == "IPv4"))
                    problems.Add("ip-address", address, $"is {address.Text}, which is no {type} address", $"use {type} addresses, or set another addressType", address.Parent!.Path);
                IpValidation.CheckEndpointAddress(address, problems);
                break;
            case "FQDN":
                var name = address.AsString() ?? "";
                var trimmed = name.EndsWith('.') ? name[..^1] : name;
                if (name.Length == 0)
                    problems.Add("required", address, "is empty", "write a domain name");
                else if (trimmed.Length > 253 || !trimmed.Contains('.', StringComparison.Ordinal) || !trimmed.Split('.').All(Names.IsDnsLabel))
                    problems.Add("invalid-name", address, $"is {NameForm.Quoted(name)}, which is no fully qualified domain name", "write a name with a dot: db.example.com");
                break;
        }
    }

    private static void CheckHints(Node list, NameForm form, Problems problems)
    {
        if (list is not ListNode hints)
            return;
        if (hints.Span.Length > MostHints)
        {
            problems.Add("too-many", list, $"lists {hints.Span.Length} hints; {MostHints} are allowed", "list fewer");
            return;
        }

        HashSet<string>? seen = null;
        for (var i = 0; i < hints.Span.Length; i++)
        {
            if (hints.Span.Repeats(i, "name", ref seen))
                problems.Add("duplicate", hints.Span[i]["name"], $"{hints.Span[i].String("name")} is listed twice", "list each once");
            problems.HasForm(hints.Span[i]["name"], form);
        }
    }
}
