namespace KubeAssert.Validation;

/// <summary>ResourceQuotas (core/v1).</summary>
/// <remarks>Source: core validation: ValidateResourceQuotaSpec.</remarks>
internal static class ResourceQuotaValidation
{
    public static void Check(MapNode root, Problems problems)
    {
        MetadataValidation.Check(root, NameForm.DnsSubdomain, isNamespaced: true, problems);
        var spec = root["spec"];
        foreach (ref readonly var entry in spec.Map("hard"))
        {
            var path = $"spec.hard[{entry.Key}]";
            ResourceNameValidation.CheckForQuota(entry.Value, entry.Key, problems, path);
            ResourceValidation.CheckAmount(entry.Key, entry.Value, problems, path);
        }

        CheckScopes(spec, problems);
        CheckScopeSelector(spec, problems);
    }

    private static void CheckScopes(Node spec, Problems problems)
    {
        var scopes = spec.List("scopes");
        foreach (var scope in scopes)
        {
            var name = scope.AsString() ?? "";
            if (!IsScope(name))
                problems.Add("quota-scope", scope, $"is {NameForm.Quoted(name)}, which is no scope", "use Terminating, NotTerminating, BestEffort, NotBestEffort, PriorityClass, CrossNamespacePodAffinity or VolumeAttributesClass", "spec.scopes");
            CheckResources(spec, scope, name, "spec.scopes", problems);
        }

        if (Conflict(scopes, null) is { } conflict)
            problems.Add("quota-scope", spec["scopes"], conflict, "keep one of them");
    }

    private static void CheckScopeSelector(Node spec, Problems problems)
    {
        const string Path = "spec.scopeSelector.matchExpressions";
        var expressions = spec["scopeSelector"].List("matchExpressions");
        foreach (var expression in expressions)
        {
            var name = expression.String("scopeName");
            if (!IsScope(name))
                problems.Add("quota-scope", expression["scopeName"], name.Length == 0 ? "names no scope" : $"is {NameForm.Quoted(name)}, which is no scope", "use PriorityClass or another scope", Path + ".scopeName");
            CheckResources(spec, expression, name, Path, problems);
            CheckOperator(expression, name, Path, problems);
        }

        if (Conflict(expressions, "scopeName") is { } conflict)
            problems.Add("quota-scope", spec["scopeSelector"]["matchExpressions"], conflict, "keep one of them");
    }

    private static void CheckOperator(Node expression, string scope, string path, Problems problems)
    {
        var name = expression.String("operator");
        if (name != "Exists" && scope is "BestEffort" or "NotBestEffort" or "Terminating" or "NotTerminating" or "CrossNamespacePodAffinity")
            problems.Add("quota-scope", expression["operator"], $"is {NameForm.Quoted(name)}; scope {scope} takes Exists", "set Exists", path + ".operator");

        var values = expression.List("values");
        if (name is "In" or "NotIn")
        {
            if (values.IsEmpty)
                problems.Add("required", expression["values"], $"operator {name} needs values", "list the values", path + ".values");
        }
        else if (name is "Exists" or "DoesNotExist")
        {
            if (!values.IsEmpty)
                problems.Add("quota-scope", expression["values"], $"operator {name} takes no values", "remove values", path + ".values");
        }
        else
        {
            problems.Add("unsupported-value", expression["operator"], $"is {NameForm.Quoted(name)}; In, NotIn, Exists, DoesNotExist are supported", "use In, NotIn, Exists or DoesNotExist", path + ".operator");
        }
    }

    /// <summary>Each scope counts only some resources.</summary>
    private static void CheckResources(Node spec, Node at, string scope, string path, Problems problems)
    {
        foreach (ref readonly var entry in spec.Map("hard"))
        {
            var counts = scope switch
            {
                "BestEffort" => entry.Key == "pods",
                "Terminating" or "NotTerminating" or "NotBestEffort" or "PriorityClass" or "CrossNamespacePodAffinity" =>
                    entry.Key is "pods" or "cpu" or "memory" or "limits.cpu" or "limits.memory" or "requests.cpu" or "requests.memory",
                "VolumeAttributesClass" => entry.Key is "persistentvolumeclaims" or "requests.storage",
                _ => true,
            };
            if (!counts && ResourceNameValidation.IsQuotaResource(entry.Key))
            {
                problems.Add("quota-scope", at, $"scope {scope} does not count {entry.Key}", "limit it in a quota of its own", path);
                return;
            }
        }
    }

    private static bool IsScope(string name) =>
        name is "Terminating" or "NotTerminating" or "BestEffort" or "NotBestEffort" or "PriorityClass" or "CrossNamespacePodAffinity" or "VolumeAttributesClass";

    private static string? Conflict(ReadOnlySpan<Node> scopes, string? key)
    {
        bool best = false, notBest = false, ending = false, notEnding = false;
        foreach (var scope in scopes)
        {
            var name = key is null ? scope.AsString() : scope.String(key);
            best |= name == "BestEffort";
            notBest |= name == "NotBestEffort";
            ending |= name == "Terminating";
            notEnding |= name == "NotTerminating";
        }

        return best && notBest ? "holds BestEffort and NotBestEffort" : ending && notEnding ? "holds Terminating and NotTerminating" : null;
    }
}
