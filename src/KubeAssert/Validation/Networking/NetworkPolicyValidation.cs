namespace KubeAssert.Validation;

/// <summary>NetworkPolicies (networking.k8s.io).</summary>
/// <remarks>Source: networking validation: ValidateNetworkPolicy.</remarks>
internal static class NetworkPolicyValidation
{
    public static void Check(MapNode root, Problems problems)
    {
        MetadataValidation.Check(root, NameForm.DnsSubdomain, isNamespaced: true, problems);
        var spec = root["spec"];
        LabelSelectorValidation.Check(spec["podSelector"], problems);
        CheckRules(spec, "ingress", "from", problems);
        CheckRules(spec, "egress", "to", problems);

        var types = spec.List("policyTypes");
        if (types.Length > 2)
        {
            problems.Add("too-many", spec["policyTypes"], $"lists {types.Length} types; there are two", "list Ingress, Egress or both");
            return;
        }

        foreach (var type in types)
        {
            if (type.AsString() is not ("Ingress" or "Egress"))
                problems.Unsupported(type, ["Ingress", "Egress"]);
        }
    }

    private static void CheckRules(Node spec, string rules, string peers, Problems problems)
    {
        foreach (var rule in spec.List(rules))
        {
            foreach (var port in rule.List("ports"))
                CheckPort(port, problems);
            foreach (var peer in rule.List(peers))
                CheckPeer(peer, problems);
        }
    }

    private static void CheckPort(Node port, Problems problems)
    {
        if (port.Given("protocol") is { } protocol && protocol.AsString() is not ("TCP" or "UDP" or "SCTP"))
            problems.Unsupported(protocol, ["TCP", "UDP", "SCTP"]);

        var end = port.Given("endPort");
        if (port.Given("port") is not { } first)
        {
            if (end is not null)
                problems.Add("port-range", end, "needs a first port", "set port");
            return;
        }

        if (first.AsString() is not null)
        {
            if (end is not null)
                problems.Add("port-range", end, "can't end a range that begins with a name", "set port to a number");
            problems.HasForm(first, NameForm.PortName);
            return;
        }

        problems.InRange(first, 1, 65535);
        if (end?.Whole() is not { } last)
            return;
        if (last < (first.Whole() ?? 0))
            problems.Add("port-range", end, $"is {last}, which is below the first port, {first.Text}", "set a port that is not below port");
        else
            problems.InRange(end, 1, 65535);
    }

    private static void CheckPeer(Node peer, Problems problems)
    {
        var pods = peer.Given("podSelector");
        var namespaces = peer.Given("namespaceSelector");
        var block = peer.Given("ipBlock");
        if (pods is not null)
            LabelSelectorValidation.Check(pods, problems);
        if (namespaces is not null)
            LabelSelectorValidation.Check(namespaces, problems);
        if (block is not null)
            CheckBlock(block, problems);

        if (pods is null && namespaces is null && block is null)
            problems.Add("required", peer, "names no peer", "set podSelector, namespaceSelector or ipBlock");
        else if (block is not null && (pods is not null || namespaces is not null))
            problems.Add("forbidden", peer, "combines ipBlock with a selector", "make two peers of it");
    }

    private static void CheckBlock(Node block, Problems problems)
    {
        if (!problems.Require(block, "cidr", "set a range: 10.0.0.0/8")
            || !IpValidation.CheckRange(block["cidr"], problems)
            || !IpRange.TryParse(block.String("cidr"), out var outer))
        {
            return;
        }

        foreach (var except in block.List("except"))
        {
            if (IpValidation.CheckRange(except, problems)
                && IpRange.TryParse(except.AsString() ?? "", out var inner)
                && !outer.IsLargerThan(inner))
            {
                problems.Add("ip-address", except, $"is {except.Text}, which is not a smaller range inside {block.String("cidr")}", "except ranges inside cidr");
            }
        }
    }
}
