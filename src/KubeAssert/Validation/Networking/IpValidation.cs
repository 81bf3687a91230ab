namespace KubeAssert.Validation;

/// <summary>Fields that hold IP addresses and ranges.</summary>
/// <remarks>Source: k8s.io/apimachinery, pkg/util/validation/ip.go; core validation: ValidateEndpointIP.</remarks>
internal static class IpValidation
{
    /// <summary>An address in a field that exists since before Kubernetes read addresses strictly (1.36).</summary>
    /// <returns>Whether it is an address that may stand there.</returns>
    public static bool CheckAddress(Node node, Problems problems, string? path = null)
    {
        var text = node.AsString() ?? "";
        if (!IpAddress.TryParse(text, out var address))
            return Reject(node, $"is {NameForm.Quoted(text)}, which is no IP address", "write an address: 10.9.8.7 or 2001:db8::ffff", path, problems);
        if (!IsStrict(problems))
            return true;
        if (address.HasLeadingZeros)
            return Reject(node, $"is {text}; an IP address has no leading zeros", $"write {address}", path, problems);
        return !address.IsMapped
            || Reject(node, $"is {text}, an IPv4 address mapped to IPv6", $"write {address}", path, problems);
    }

    /// <summary>An address in a newer field: strict and canonical.</summary>
    public static bool CheckCanonicalAddress(Node node, Problems problems, string? path = null)
    {
        var text = node.AsString() ?? "";
        if (!IpAddress.TryParse(text, out var address))
            return Reject(node, $"is {NameForm.Quoted(text)}, which is no IP address", "write an address: 10.9.8.7 or 2001:db8::ffff", path, problems);
        return (!address.IsMapped && address.ToString() == text)
            || Reject(node, $"is {text}, which is not the canonical form", $"write {address}", path, problems);
    }

    /// <summary>An address of an endpoint: not one that means this machine, this link or nothing.</summary>
    public static void CheckEndpointAddress(Node node, Problems problems)
    {
        if (!IpAddress.TryParse(node.AsString() ?? "", out var address))
            return;

        var kind = address switch
        {
            { IsUnspecified: true } => "the unspecified address",
            { IsLoopback: true } => "in the loopback range (127.0.0.0/8, ::1/128)",
            { IsLinkLocal: true } => "in the link-local range (169.254.0.0/16, fe80::/10)",
            { IsLinkLocalMulticast: true } => "in the link-local multicast range (224.0.0.0/24, ff02::/10)",
            _ => null,
        };
        if (kind is not null)
            problems.Add("ip-address", node, $"is {node.Text}, {kind}", "use an address that other machines reach");
    }

    /// <summary>A range in a field that exists since before Kubernetes read ranges strictly (1.36).</summary>
    /// <param name="text">The range, where it is not the node's whole text.</param>
    /// <returns>Whether it is a range at all.</returns>
    public static bool CheckRange(Node node, Problems problems, string? text = null, string? path = null)
    {
        text ??= node.AsString() ?? "";
        if (!IpRange.TryParse(text, out var range))
            return Reject(node, $"is {NameForm.Quoted(text)}, which is no range of IP addresses", "write a range: 10.9.8.0/24 or 2001:db8::/64", path, problems);
        if (!IsStrict(problems))
            return true;
        if (range.HasLeadingZeros)
            Reject(node, $"is {text}; a range has no leading zeros", $"write {range}", path, problems);
        else if (range.Address.IsMapped)
            Reject(node, $"is {text}, an IPv4 range mapped to IPv6", "write it as an IPv4 range", path, problems);
        else if (range.HasHostBits)
            Reject(node, $"is {text}, which has bits beyond the prefix length", $"write {range}", path, problems);
        return true;
    }

    /// <summary>A range in a newer field: strict and canonical.</summary>
    public static bool CheckCanonicalRange(Node node, Problems problems)
    {
        var text = node.AsString() ?? "";
        if (!IpRange.TryParse(text, out var range))
            return Reject(node, $"is {NameForm.Quoted(text)}, which is no range of IP addresses", "write a range: 10.9.8.0/24 or 2001:db8::/64", null, problems);
        var mayBeMapped = !problems.Has(KubernetesFeature.StrictIpValidation);
        return ((mayBeMapped || !range.Address.IsMapped) && (mayBeMapped && range.Address.IsMapped || range.ToString() == text))
            || Reject(node, $"is {text}, which is not the canonical form", $"write {range}", null, problems);
    }

    private static bool IsStrict(Problems problems) => problems.Version.CompareTo(KubernetesVersion.V1_36) >= 0;

    private static bool Reject(Node node, string message, string fix, string? path, Problems problems)
    {
        problems.Add("ip-address", node, message, fix, path);
        return false;
    }
}
