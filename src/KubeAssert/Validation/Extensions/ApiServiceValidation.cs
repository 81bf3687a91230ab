namespace KubeAssert.Validation;

/// <summary>APIServices (apiregistration.k8s.io).</summary>
/// <remarks>Source: k8s.io/kube-aggregator, pkg/apis/apiregistration/validation: ValidateAPIService.</remarks>
internal static class ApiServiceValidation
{
    private const int MostGroupPriority = 20000;
    private const int MostVersionPriority = 1000;

    public static void Check(MapNode root, Problems problems)
    {
        MetadataValidation.Check(root, NameForm.PathSegment, isNamespaced: false, problems);
        var spec = root["spec"];
        CheckName(root["metadata"], spec, problems);

        var group = spec.String("group");
        if (group.Length > 0)
            problems.HasForm(spec["group"], NameForm.DnsSubdomain);
        else if (spec.String("version") != "v1")
            problems.Add("required", spec["group"], "needs a group: only v1 of the core has none", "set group");
        problems.HasForm(spec["version"], NameForm.Dns1035Label);
        CheckPriority(spec, "groupPriorityMinimum", MostGroupPriority, problems);
        CheckPriority(spec, "versionPriority", MostVersionPriority, problems);
        CheckService(spec, problems);
    }

    private static void CheckName(Node metadata, Node spec, Problems problems)
    {
        var name = metadata.String("name");
        var expected = $"{spec.String("version")}.{spec.String("group")}";
        if (name.Length > 0 && name != expected && Names.IsPathSegment(name))
            problems.Add("api-service-name", metadata["name"], $"is {NameForm.Quoted(name)}; version and group make {NameForm.Quoted(expected)}", $"name it {expected}");

        // a prefix is compared as it is: no name is ever generated for an APIService
        if (metadata.String("generateName") is { Length: > 0 } prefix && prefix != expected && Names.IsPathSegment(prefix))
            problems.Add("api-service-name", metadata["generateName"], $"generates a name; version and group make {NameForm.Quoted(expected)}", $"set name: {expected} instead");
    }

    private static void CheckPriority(Node spec, string key, int most, Problems problems)
    {
        if ((spec.Integer(key) ?? 0) is var value && (value <= 0 || value > most))
            problems.Add("out-of-range", spec[key], $"is {value}; 1 to {most} is allowed", $"set a value from 1 to {most}");
    }

    private static void CheckService(Node spec, Problems problems)
    {
        var skips = spec.Boolean("insecureSkipTLSVerify") == true;
        var hasBundle = spec.String("caBundle").Length > 0;
        if (spec.Given("service") is not { } service)
        {
            if (hasBundle)
                problems.Add("api-service", spec["caBundle"], "belongs to an API that a Service serves", "remove it, or set service");
            if (skips)
                problems.Add("api-service", spec["insecureSkipTLSVerify"], "belongs to an API that a Service serves", "remove it, or set service");
            return;
        }

        problems.Require(service, "namespace");
        problems.Require(service, "name");
        if (service.Given("port") is { } port)
            problems.InRange(port, 1, 65535);
        if (skips && hasBundle)
            problems.Add("api-service", spec["insecureSkipTLSVerify"], "contradicts caBundle", "remove it");
    }
}
