namespace KubeAssert.Validation;

/// <summary>IngressClasses, IPAddresses and ServiceCIDRs (networking.k8s.io).</summary>
/// <remarks>Source: networking validation: ValidateIngressClass, ValidateIPAddress, ValidateServiceCIDR.</remarks>
internal static class IngressClassValidation
{
    private const int LongestController = 250;

    public static void Check(MapNode root, Problems problems)
    {
        MetadataValidation.Check(root, NameForm.DnsSubdomain, isNamespaced: false, problems);
        var spec = root["spec"];
        if (spec.String("controller").Length > LongestController)
            problems.Add("too-long", spec["controller"], $"has {spec.String("controller").Length} characters; {LongestController} are allowed", "shorten it");
        if (problems.Require(spec, "controller", "name the controller: example.com/ingress-controller") && !Names.IsDomainPrefixedPath(spec.String("controller")))
            problems.Add("invalid-name", spec["controller"], $"is {NameForm.Quoted(spec.String("controller"))}, which is not a domain, a slash and a path", "write example.com/ingress-controller");
        if (spec.Given("parameters") is { } parameters)
            CheckParameters(parameters, problems);
    }

    public static void CheckIpAddress(MapNode root, Problems problems)
    {
        MetadataValidation.CheckRest(root["metadata"], isNamespaced: false, problems);
        if (root["metadata"].String("generateName").Length > 0)
            IpValidation.CheckCanonicalAddress(root["metadata"]["generateName"], problems);
        if (problems.Require(root["metadata"], "name", "name it like the address"))
            IpValidation.CheckCanonicalAddress(root["metadata"]["name"], problems);
        if (root["spec"].Given("parentRef") is not { } parent)
        {
            problems.Add("required", root["spec"]["parentRef"], "needs a parent", "set parentRef");
            return;
        }

        problems.HasFormIfGiven(parent, "group", NameForm.DnsSubdomain);
        problems.RequireForm(parent, "resource", NameForm.PathSegment);
        problems.RequireForm(parent, "name", NameForm.PathSegment);
        problems.HasFormIfGiven(parent, "namespace", NameForm.PathSegment);
    }

    public static void CheckServiceCidr(MapNode root, Problems problems)
    {
        MetadataValidation.Check(root, NameForm.DnsSubdomain, isNamespaced: false, problems);
        var list = root["spec"]["cidrs"];
        var ranges = root["spec"].List("cidrs");
        if (ranges.Length is 0 or > 2)
        {
            problems.Add(ranges.Length == 0 ? "required" : "too-many", list, ranges.Length == 0 ? "needs a range" : $"lists {ranges.Length} ranges; 2 are allowed", "list one range for each family");
            return;
        }

        foreach (var range in ranges)
            IpValidation.CheckCanonicalRange(range, problems);
        if (ranges.Length == 2
            && IpRange.TryParse(ranges[0].AsString() ?? "", out var first)
            && IpRange.TryParse(ranges[1].AsString() ?? "", out var second)
            && first.Address.IsV4 == second.Address.IsV4)
        {
            problems.Add("ip-address", list, "lists two ranges of one family", "list one range for each family");
        }
    }

    private static void CheckParameters(Node parameters, Problems problems)
    {
        IngressValidation.CheckReference(parameters, problems);
        var scope = parameters.Given("scope")?.AsString() ?? "Cluster";
        if (scope == "Namespace")
        {
            if (parameters.Given("namespace") is { } name)
                problems.HasForm(name, NameForm.DnsLabel);
            else
                problems.Add("required", parameters["namespace"], "parameters in a namespace need its name", "set namespace");
        }
        else if (scope != "Cluster")
        {
            problems.Add("unsupported-value", parameters["scope"], $"is {NameForm.Quoted(scope)}; Cluster and Namespace are supported", "use Cluster or Namespace");
        }
        else
        {
            problems.Forbid(parameters["namespace"], "the scope is Cluster", "remove it, or set scope: Namespace");
        }
    }
}
