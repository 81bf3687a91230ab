namespace KubeAssert.Validation;

/// <summary>What webhooks and admission policies match: rules and conditions.</summary>
/// <remarks>Source: admissionregistration validation: validateRuleWithOperations, validateResources, validateMatchConditions.</remarks>
internal static class AdmissionRuleValidation
{
    private const int MostConditions = 64;

    public static void Check(Node rule, Problems problems)
    {
        var operations = rule.List("operations");
        RequireSome(rule, "operations", "list CREATE, UPDATE, DELETE, CONNECT or *", problems);
        WildcardStandsAlone(rule, "operations", problems);
        foreach (var operation in operations)
        {
            if (operation.AsString() is not ("*" or "CONNECT" or "CREATE" or "DELETE" or "UPDATE"))
                problems.Add("unsupported-value", operation, $"is {NameForm.Quoted(operation.Text ?? "")}; *, CONNECT, CREATE, DELETE, UPDATE are supported", "use CREATE, UPDATE, DELETE, CONNECT or *");
        }

        RequireSome(rule, "apiGroups", "list the groups; \"\" is the core group", problems);
        WildcardStandsAlone(rule, "apiGroups", problems);
        RequireSome(rule, "apiVersions", "list the versions, or *", problems);
        WildcardStandsAlone(rule, "apiVersions", problems);
        foreach (var version in rule.List("apiVersions"))
        {
            if (version.AsString() is null or { Length: 0 })
                problems.Add("required", version, "is empty", "write a version, or *");
        }

        CheckResources(rule, problems);
        if (rule.Given("scope") is { } scope && scope.AsString() is not ("*" or "Cluster" or "Namespaced"))
            problems.Add("unsupported-value", scope, $"is {NameForm.Quoted(scope.Text ?? "")}; *, Cluster, Namespaced are supported", "use *, Cluster or Namespaced");
    }

    /// <summary>Conditions have names and expressions.</summary>
    public static void CheckMatchConditions(Node parent, Problems problems)
    {
        var conditions = parent.List("matchConditions");
        if (conditions.Length > MostConditions)
            problems.Add("too-many", parent["matchConditions"], $"lists {conditions.Length} conditions; {MostConditions} are allowed", "combine some");

        HashSet<string>? seen = null;
        for (var i = 0; i < conditions.Length; i++)
        {
            if (string.IsNullOrWhiteSpace(conditions[i].String("expression")))
                problems.Add("required", conditions[i]["expression"], "needs an expression", "write a CEL expression");
            if (conditions[i].String("name").Length == 0)
            {
                problems.Add("required", conditions[i]["name"], "needs a name", "set name");
                continue;
            }

            problems.HasForm(conditions[i]["name"], NameForm.LabelKey);
            if (conditions.Repeats(i, "name", ref seen))
                problems.Add("duplicate", conditions[i]["name"], $"two conditions are named {conditions[i].String("name")}", "give each a name of its own");
        }
    }

    private static void RequireSome(Node rule, string key, string fix, Problems problems)
    {
        if (rule.List(key).IsEmpty)
            problems.Add("required", rule[key], $"needs {key}", fix);
    }

    private static void WildcardStandsAlone(Node rule, string key, Problems problems)
    {
        var values = rule.List(key);
        if (values.Length > 1 && Contains(values, "*"))
            problems.Add("admission-rule", rule[key], "holds more than *, which means all", "keep * alone");
    }

    private static void CheckResources(Node rule, Problems problems)
    {
        var resources = rule.List("resources");
        RequireSome(rule, "resources", "list the resources: pods, deployments/scale", problems);

        // Only the last resource without a subresource counts, as the API server has it.
        bool hasAll = false, hasPlain = false;
        for (var i = 0; i < resources.Length; i++)
        {
            var resource = resources[i].AsString() ?? "";
            if (resource.Length == 0)
                problems.Add("required", resources[i], "is empty", "write a resource");
            hasAll |= resource == "*";
            var slash = resource.IndexOf('/', StringComparison.Ordinal);
            if (slash >= 0)
                CheckSubresource(resources, i, resource, slash, problems);
            else if (resource.Length > 0)
                hasPlain = resource != "*";
        }

        if (resources.Length > 1 && Contains(resources, "*/*"))
            problems.Add("admission-rule", rule["resources"], "holds more than */*, which means all", "keep */* alone");
        if (hasAll && hasPlain)
            problems.Add("admission-rule", rule["resources"], "holds * and single resources", "keep * alone");
    }

    private static void CheckSubresource(ReadOnlySpan<Node> resources, int index, string resource, int slash, Problems problems)
    {
        var (name, sub) = (resource[..slash], resource[(slash + 1)..]);
        for (var i = 0; i < index; i++)
        {
            var earlier = resources[i].AsString() ?? "";
            if (earlier == name + "/*" || earlier == "*/" + sub)
            {
                problems.Add("admission-rule", resources[index], $"is {resource}, which {earlier} includes", "remove it");
                return;
            }
        }
    }

    private static bool Contains(ReadOnlySpan<Node> values, string value)
    {
        foreach (var candidate in values)
        {
            if (candidate.AsString() == value)
                return true;
        }

        return false;
    }
}
