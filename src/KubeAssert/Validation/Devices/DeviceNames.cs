namespace KubeAssert.Validation;

/// <summary>Names in resource.k8s.io: drivers, pools, attributes, counters (resource validation: validatePoolName, validateQualifiedName and siblings).</summary>
internal static class DeviceNames
{
    private const int LongestDriver = 63;
    private const int LongestPool = 253;
    private const int LongestIdentifier = 32;

    /// <summary>A driver: a DNS subdomain in any case, at most 63 characters (core validation: ValidateCSIDriverName).</summary>
    public static void CheckDriver(Node parent, string key, Problems problems)
    {
        if (!problems.Require(parent, key, "name the driver"))
            return;
        var name = parent.String(key);
        if (name.Length > LongestDriver || !Names.IsDnsSubdomain(name.ToLowerInvariant()))
            problems.Add("invalid-name", parent[key], $"is {NameForm.Quoted(name)}, which is not a valid name of a driver (a DNS subdomain of at most 63 characters)", "use the name that the driver registers");
    }

    /// <summary>A pool: DNS subdomains with slashes between them, at most 253 characters in all.</summary>
    public static void CheckPool(Node parent, string key, Problems problems)
    {
        if (!problems.Require(parent, key, "name the pool"))
            return;
        var name = parent.String(key);
        if (name.Length > LongestPool || !Array.TrueForAll(name.Split('/'), Names.IsDnsSubdomain))
            problems.Add("invalid-name", parent[key], $"is {NameForm.Quoted(name)}, which is not a valid name of a pool (DNS subdomains with '/' between them, at most 253 characters)", $"use {NameForm.DnsSubdomain.Description}");
    }

    /// <summary>An attribute of a device: a C identifier, after a driver's domain and a slash where one is given.</summary>
    /// <returns>What is wrong with it; null for a valid one.</returns>
    public static string? ProblemOf(string name, bool needsDomain, Problems problems)
    {
        // until 1.37 the API server looks no further at a name with two slashes
        if (name.AsSpan().Count('/') > 1)
            return problems.Has(KubernetesFeature.AttributeNamesHaveOneSlash) ? $"{NameForm.Quoted(name)} has more than one slash" : null;
        var slash = name.IndexOf('/', StringComparison.Ordinal);
        var identifier = name[(slash + 1)..];
        var hasDomain = slash >= 0 && slash <= LongestDriver && Names.IsDnsSubdomain(name[..slash].ToLowerInvariant());
        if (slash >= 0 && !hasDomain)
            return $"{NameForm.Quoted(name)} does not begin with a valid domain";
        if (slash < 0 && needsDomain)
            return $"{NameForm.Quoted(name)} has no domain; write it as driver.example.com/{name}";
        var isIdentifier = identifier.Length <= LongestIdentifier && Names.IsCIdentifier(identifier);
        return isIdentifier ? null : $"{NameForm.Quoted(identifier)} is not a C identifier of at most {LongestIdentifier} characters";
    }

    public static void CheckFullyQualified(Node name, Problems problems)
    {
        if (ProblemOf(name.AsString() ?? "", needsDomain: true, problems) is { } problem)
            problems.Add("invalid-name", name, problem, "write a domain and a C identifier, as in gpu.example.com/model");
    }

    /// <summary>The names of requests in a claim, and of their alternatives behind a slash.</summary>
    public static HashSet<string> OfRequests(Node devices)
    {
        var names = new HashSet<string>(StringComparer.Ordinal);
        foreach (var request in devices.List("requests"))
        {
            names.Add(request.String("name"));
            foreach (var alternative in request.List("firstAvailable"))
                names.Add($"{request.String("name")}/{alternative.String("name")}");
        }

        return names;
    }

    /// <summary>A list of requests that something in the claim applies to: each once, and each one of the claim's.</summary>
    public static void CheckReferences(Node parent, HashSet<string> requests, Problems problems)
    {
        var references = parent.List("requests");
        if (DeviceLists.AreTooMany(parent, "requests", 32, problems))
            return;
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var reference in references)
        {
            var name = reference.AsString() ?? "";
            var isName = Array.TrueForAll(name.Split('/'), Names.IsDnsLabel);
            if (!requests.Contains(name) || !isName)
                problems.Add("unknown-request", reference, $"is {NameForm.Quoted(name)}; the claim has no request of that name", "name a request of the claim, or a request and one of its alternatives as request/alternative");
            if (!seen.Add(name))
                problems.Add("duplicate", reference, $"repeats {name}", "remove it");
        }
    }
}
