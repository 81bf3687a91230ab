namespace KubeAssert.Validation;

/// <summary>Services (core/v1).</summary>
/// <remarks>Source: core validation: ValidateServiceCreate, after the defaults of core/v1.</remarks>
internal static class ServiceValidation
{
    private const string SourceRangesAnnotation = "service.beta.kubernetes.io/load-balancer-source-ranges";
    private const string TopologyHints = "service.kubernetes.io/topology-aware-hints";
    private const string TopologyMode = "service.kubernetes.io/topology-mode";
    private const int LongestAffinitySeconds = 86400;

    public static void Check(MapNode root, Problems problems)
    {
        var isRelaxed = problems.Version.CompareTo(KubernetesVersion.V1_36) >= 0;
        MetadataValidation.Check(root, isRelaxed ? NameForm.DnsLabel : NameForm.Dns1035Label, isNamespaced: true, problems);

        var spec = root["spec"];
        var type = spec.String("type") is { Length: > 0 } given ? given : "ClusterIP";
        CheckTopology(root, problems);
        problems.OneOf(spec, "type", "ClusterIP", "ExternalName", "LoadBalancer", "NodePort");
        if (type == "ExternalName")
            CheckExternalName(spec, problems);
        else
            ServiceAddressValidation.Check(spec, type, problems);

        ServicePortValidation.Check(spec, type, problems);
        if (spec.Given("selector") is { } selector)
            LabelsValidation.CheckLabels(selector, problems);
        CheckAffinity(spec, problems);
        foreach (var address in spec.List("externalIPs"))
        {
            if (IpValidation.CheckAddress(address, problems))
                IpValidation.CheckEndpointAddress(address, problems);
        }

        CheckLoadBalancer(root, spec, type, problems);
        CheckTraffic(spec, type, problems);
    }

    private static void CheckTopology(MapNode root, Problems problems)
    {
        var annotations = root["metadata"]["annotations"];
        if (annotations.Given(TopologyMode) is { } mode && annotations.Given(TopologyHints) is { } hints && mode.Text != hints.Text)
            problems.Add("service-topology", mode, $"is {mode.Text}, but {TopologyHints} is {hints.Text}", "remove the older annotation");
    }

    private static void CheckExternalName(Node spec, Problems problems)
    {
        foreach (var key in (ReadOnlySpan<string>)["clusterIPs", "ipFamilies"])
        {
            if (!spec.List(key).IsEmpty)
                problems.Add("forbidden", spec[key], $"a Service of type ExternalName has no {key}", "remove it");
        }

        if (spec.List("clusterIPs").IsEmpty && spec.String("clusterIP").Length > 0)
            problems.Add("forbidden", spec["clusterIP"], "a Service of type ExternalName has no address", "remove it", "spec.clusterIPs");
        problems.Forbid(spec["ipFamilyPolicy"], "a Service of type ExternalName has no address");

        var name = spec.String("externalName");
        if (name is "" or ".")
            problems.Add("required", spec["externalName"], "a Service of type ExternalName needs externalName", "set the DNS name");
        else if (!Names.IsDnsSubdomain(name.EndsWith('.') ? name[..^1] : name))
            problems.Add("invalid-name", spec["externalName"], NameForm.DnsSubdomain.Problem(name), NameForm.DnsSubdomain.Fix(name));
    }

    private static void CheckAffinity(Node spec, Problems problems)
    {
        problems.OneOf(spec, "sessionAffinity", "ClientIP", "None");
        if (spec.String("sessionAffinity") == "ClientIP" && spec["sessionAffinityConfig"]["clientIP"].Given("timeoutSeconds") is { } seconds)
            problems.InRange(seconds, 1, LongestAffinitySeconds);
    }

    private static void CheckLoadBalancer(MapNode root, Node spec, string type, Problems problems)
    {
        var isLoadBalancer = type == "LoadBalancer";
        var ranges = spec.List("loadBalancerSourceRanges");
        if (!ranges.IsEmpty)
        {
            const string Path = "spec.LoadBalancerSourceRanges";
            if (!isLoadBalancer)
                problems.Add("forbidden", spec["loadBalancerSourceRanges"], "belongs to type LoadBalancer", "remove it, or set type: LoadBalancer", Path);
            for (var i = 0; i < ranges.Length; i++)
            {
                var text = (ranges[i].AsString() ?? "").Trim();
                if (!IsGoodRange(text, problems))
                    IpValidation.CheckRange(ranges[i], problems, text, $"{Path}[{i}]");
            }
        }
        else if (root["metadata"]["annotations"].Given(SourceRangesAnnotation) is { } annotation)
        {
            if (!isLoadBalancer)
                problems.Add("forbidden", annotation, "belongs to type LoadBalancer", "remove it, or set type: LoadBalancer");
            if (!string.IsNullOrWhiteSpace(annotation.AsString()))
            {
                foreach (var range in annotation.AsString()!.Split(','))
                    IpValidation.CheckRange(annotation, problems, range.Trim());
            }
        }

        if (!isLoadBalancer)
        {
            problems.Forbid(spec["allocateLoadBalancerNodePorts"], "belongs to type LoadBalancer", "remove it, or set type: LoadBalancer");
            problems.Forbid(spec["loadBalancerClass"], "belongs to type LoadBalancer", "remove it, or set type: LoadBalancer");
        }
        else if (spec.Given("loadBalancerClass") is { } name)
        {
            problems.HasForm(name, NameForm.LabelKey);
        }
    }

    private static bool IsGoodRange(string text, Problems problems) =>
        IpRange.TryParse(text, out var range)
        && (problems.Version.CompareTo(KubernetesVersion.V1_36) < 0 || !(range.HasLeadingZeros || range.Address.IsMapped || range.HasHostBits));

    private static void CheckTraffic(Node spec, string type, Problems problems)
    {
        var isReachable = type is "LoadBalancer" or "NodePort" || (type == "ClusterIP" && !spec.List("externalIPs").IsEmpty);
        var policy = spec.String("externalTrafficPolicy");
        if (isReachable)
            problems.OneOf(spec, "externalTrafficPolicy", "Cluster", "Local");
        else if (policy.Length > 0)
            problems.Add("service-traffic", spec["externalTrafficPolicy"], "belongs to Services that are reachable from outside the cluster", "remove it, or set type: NodePort or LoadBalancer");

        var port = spec.Integer("healthCheckNodePort") ?? 0;
        if (type == "LoadBalancer" && policy == "Local")
            problems.InRange(spec, "healthCheckNodePort", 1, 65535, unlessZero: true);
        else if (port != 0)
            problems.Add("service-traffic", spec["healthCheckNodePort"], "belongs to type LoadBalancer with externalTrafficPolicy: Local", "remove it");

        if (spec.Given("internalTrafficPolicy") is { } inside && inside.AsString() is not ("Cluster" or "Local"))
            problems.Add("unsupported-value", inside, $"is {NameForm.Quoted(inside.Text ?? "")}; Cluster and Local are supported", "use Cluster or Local");
        if (spec.Given("trafficDistribution") is { } distribution)
            CheckDistribution(distribution, problems);
    }

    private static void CheckDistribution(Node distribution, Problems problems)
    {
        var value = distribution.AsString() ?? "";
        var hasMore = problems.Version.CompareTo(KubernetesVersion.V1_34) >= 0;
        if (value == "PreferClose" || (hasMore && value is "PreferSameZone" or "PreferSameNode"))
            return;

        var allowed = hasMore ? "PreferClose, PreferSameZone or PreferSameNode" : "PreferClose";
        problems.Add("unsupported-value", distribution, $"is {NameForm.Quoted(value)}", $"use {allowed}");
    }
}
