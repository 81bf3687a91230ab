namespace KubeAssert.Validation;

/// <summary>Cluster addresses and families of a Service. Whether a cluster has these addresses to give is the cluster's matter.</summary>
/// <remarks>Source: core validation: ValidateServiceClusterIPsRelatedFields; core/service storage: initIPFamilyFields.</remarks>
internal static class ServiceAddressValidation
{
    /// <summary>Whether the only address is <c>None</c>.</summary>
    public static bool IsHeadless(Node spec)
    {
        var addresses = spec.List("clusterIPs");
        return addresses.IsEmpty ? spec.String("clusterIP") == "None" : addresses.Length == 1 && addresses[0].AsString() == "None";
    }

    public static void Check(Node spec, string type, Problems problems)
    {
        if (type is "LoadBalancer" or "NodePort" && IsHeadless(spec))
            problems.Add("service-address", spec["clusterIP"], $"is None, but a Service of type {type} needs an address", "remove it", "spec.clusterIPs[0]");

        CheckFamilies(spec, problems);
        var addresses = spec.List("clusterIPs");
        var first = spec.String("clusterIP");
        if (addresses.IsEmpty)
        {
            if (first.Length > 0 && first != "None")
                IpValidation.CheckAddress(spec["clusterIP"], problems, "spec.clusterIPs[0]");
            return;
        }

        if (first.Length == 0)
            problems.Add("service-address", spec["clusterIPs"], "is set without clusterIP", "set clusterIP to the first of them");
        else if (first != (addresses[0].AsString() ?? ""))
            problems.Add("service-address", spec["clusterIPs"], $"begins with {addresses[0].Text}, but clusterIP is {first}", "let both name the same address");
        CheckAddresses(spec, addresses, problems);
    }

    private static void CheckAddresses(Node spec, ReadOnlySpan<Node> addresses, Problems problems)
    {
        var areValid = true;
        for (var i = 0; i < addresses.Length; i++)
        {
            if (i == 0 && addresses[0].AsString() == "None")
            {
                if (addresses.Length > 1)
                    problems.Add("service-address", spec["clusterIPs"], "holds more than None", "keep None alone");
                areValid = addresses.Length == 1;
                continue;
            }

            areValid &= IpValidation.CheckAddress(addresses[i], problems);
        }

        if (addresses.Length > 2)
            problems.Add("service-address", spec["clusterIPs"], $"holds {addresses.Length} addresses; 2 are allowed", "keep one for each family");
        if (!areValid || IsHeadless(spec))
            return;

        if (addresses.Length > 1 && !IsDualStack(addresses))
            problems.Add("service-address", spec["clusterIPs"], "holds two addresses of one family", "keep one for each family");
        if (addresses.Length == 2 && spec.String("ipFamilyPolicy") is "" or "SingleStack")
            problems.Add("service-address", spec["ipFamilyPolicy"], "is SingleStack, but there are two addresses", "set PreferDualStack or RequireDualStack");

        var families = spec.List("ipFamilies");
        for (var i = 0; i < Math.Min(families.Length, addresses.Length); i++)
        {
            var isV4 = IpAddress.TryParse(addresses[i].AsString()!, out var address) && address.IsV4;
            if (families[i].AsString() is "IPv4" or "IPv6" && (families[i].AsString() == "IPv4") != isV4)
                problems.Add("service-address", addresses[i], $"is {addresses[i].Text}, but the family at its place is {families[i].Text}", "bring both into the same order");
        }
    }

    private static void CheckFamilies(Node spec, Problems problems)
    {
        var families = spec.List("ipFamilies");
        for (var i = 0; i < families.Length; i++)
        {
            if (families[i].AsString() is not ("IPv4" or "IPv6"))
                problems.Add("unsupported-value", families[i], $"is {NameForm.Quoted(families[i].Text ?? "")}; IPv4 and IPv6 are supported", "use IPv4 or IPv6");
            for (var earlier = 0; earlier < i; earlier++)
            {
                if (families[earlier].AsString() == families[i].AsString())
                    problems.Add("duplicate", families[i], $"{families[i].Text} is listed twice", "list each family once");
            }
        }

        var policy = spec.Given("ipFamilyPolicy");
        if (policy is not null && policy.AsString() is not ("SingleStack" or "PreferDualStack" or "RequireDualStack"))
            problems.Add("unsupported-value", policy, $"is {NameForm.Quoted(policy.Text ?? "")}", "use SingleStack, PreferDualStack or RequireDualStack");

        var isSelectorlessHeadless = policy is null && spec.String("clusterIP") == "None" && spec.Map("selector").IsEmpty;
        if (families.Length == 2 && (policy is null ? !isSelectorlessHeadless : policy.AsString() == "SingleStack"))
            problems.Add("service-address", spec["ipFamilyPolicy"], "is SingleStack, but there are two families", "set PreferDualStack or RequireDualStack");
    }

    private static bool IsDualStack(ReadOnlySpan<Node> addresses)
    {
        bool v4 = false, v6 = false;
        foreach (var node in addresses)
        {
            var isV4 = IpAddress.TryParse(node.AsString() ?? "", out var address) && address.IsV4;
            v4 |= isV4;
            v6 |= !isV4;
        }

        return v4 && v6;
    }
}
