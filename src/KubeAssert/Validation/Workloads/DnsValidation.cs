using System.Globalization;

namespace KubeAssert.Validation;

/// <summary>Names that a pod resolves and answers to (core validation: validatePodDNSConfig, ValidateHostAliases, validatePodHostName).</summary>
internal static class DnsValidation
{
    private const int MostNameservers = 3;
    private const int MostSearches = 32;
    private const int LongestSearches = 2048;
    private const int LongestHostname = 64;

    public static void Check(PodScope pod)
    {
        var (spec, problems) = (pod.Spec, pod.Problems);
        problems.OneOf(spec, "dnsPolicy", "ClusterFirstWithHostNet", "ClusterFirst", "Default", "None");
        CheckConfig(spec, problems);
        foreach (var alias in spec.List("hostAliases"))
        {
            IpValidation.CheckAddress(alias["ip"], problems);
            foreach (var name in alias.List("hostnames"))
                problems.HasForm(name, NameForm.DnsSubdomain);
        }

        CheckHostname(pod);
    }

    private static void CheckConfig(Node spec, Problems problems)
    {
        var config = spec.Given("dnsConfig");
        if (spec.String("dnsPolicy") == "None" && (config is null || config.List("nameservers").IsEmpty))
        {
            problems.Add("required", config is null ? spec["dnsConfig"] : config["nameservers"], "needs a nameserver, as dnsPolicy is None", "add dnsConfig.nameservers");
            return;
        }

        if (config is null)
            return;
        var nameservers = config.List("nameservers");
        if (nameservers.Length > MostNameservers)
            problems.Add("too-many", config["nameservers"], $"holds {nameservers.Length} nameservers; {MostNameservers} are allowed", "keep three of them");
        foreach (var nameserver in nameservers)
            IpValidation.CheckAddress(nameserver, problems);
        CheckSearches(config, problems);
        foreach (var option in config.List("options"))
        {
            if (option.String("name").Length == 0)
                problems.Add("required", option, "needs name", "set the option's name");
        }
    }

    private static void CheckSearches(Node config, Problems problems)
    {
        var searches = config.List("searches");
        if (searches.Length > MostSearches)
            problems.Add("too-many", config["searches"], $"holds {searches.Length} search domains; {MostSearches} are allowed", "list fewer");

        var length = Math.Max(searches.Length - 1, 0);
        foreach (var search in searches)
        {
            var domain = search.AsString() ?? "";
            length += domain.Length;
            if (!IsSearch(domain, problems.Version))
                problems.Add("invalid-name", search, $"is {NameForm.Quoted(domain)}, which is no search domain", "write a DNS domain such as svc.cluster.local");
        }

        if (length > LongestSearches)
            problems.Add("too-long", config["searches"], string.Create(CultureInfo.InvariantCulture, $"takes {length} characters; {LongestSearches} are allowed"), "list fewer or shorter domains");
    }

    /// <summary>Since Kubernetes 1.33 a search domain may be '.' and hold '_'.</summary>
    private static bool IsSearch(string domain, KubernetesVersion version)
    {
        var isRelaxed = version >= KubernetesVersion.V1_33;
        if (isRelaxed && domain == ".")
            return true;
        var name = domain.EndsWith('.') ? domain[..^1] : domain;
        return isRelaxed ? Names.IsDnsSubdomainWithUnderscore(name) : Names.IsDnsSubdomain(name);
    }

    private static void CheckHostname(PodScope pod)
    {
        var (spec, problems) = (pod.Spec, pod.Problems);
        if (!pod.NamesItself)
        {
            problems.HasFormIfGiven(spec, "hostname", NameForm.DnsLabel);
            problems.HasFormIfGiven(spec, "subdomain", NameForm.DnsLabel);
        }

        if (spec.Given("hostnameOverride") is not { } name)
            return;
        if (spec.Boolean("setHostnameAsFQDN") == true)
            problems.Add("conflict", name, "stands beside setHostnameAsFQDN", "keep one of them");
        if (pod.HostNetwork)
            problems.Add("conflict", name, "is set, and the pod has the node's name, as it uses its network", "remove it, or remove hostNetwork");
        if ((name.AsString() ?? "").Length > LongestHostname)
            problems.Add("too-long", name, "has more than 64 characters", "shorten it");
        problems.HasForm(name, NameForm.DnsSubdomain);
    }
}
