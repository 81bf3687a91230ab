namespace KubeAssert.Validation;

/// <summary>FlowSchemas (flowcontrol.apiserver.k8s.io).</summary>
/// <remarks>Source: flowcontrol validation: ValidateFlowSchema.</remarks>
internal static class FlowControlValidation
{
    private const int MostPrecedence = 10000;

    public static void Check(MapNode root, Problems problems)
    {
        MetadataValidation.Check(root, NameForm.DnsSubdomain, isNamespaced: false, problems);
        var spec = root["spec"];
        if (spec.Integer("matchingPrecedence") is { } precedence && precedence != 0)
        {
            problems.InRange(spec, "matchingPrecedence", 1, MostPrecedence);
            if (precedence == 1 && root["metadata"].String("name") != "exempt")
                problems.Add("flow-schema", spec["matchingPrecedence"], "is 1, which only the schema named exempt has", "set 2 or more");
        }

        if (spec.Given("distinguisherMethod") is { } method && method.String("type") is not ("ByNamespace" or "ByUser"))
            problems.Add("unsupported-value", method["type"], $"is {NameForm.Quoted(method.String("type"))}; ByNamespace and ByUser are supported", "use ByNamespace or ByUser");
        problems.RequireForm(spec["priorityLevelConfiguration"], "name", NameForm.DnsSubdomain);
        foreach (var rule in spec.List("rules"))
            CheckRule(rule, problems);
    }

    private static void CheckRule(Node rule, Problems problems)
    {
        if (rule.List("subjects").IsEmpty)
            problems.Add("required", rule["subjects"], "needs a subject", "list the subjects");
        foreach (var subject in rule.List("subjects"))
            CheckSubject(subject, problems);

        var resources = rule.List("resourceRules");
        var urls = rule.List("nonResourceRules");
        if (resources.IsEmpty && urls.IsEmpty)
            problems.Add("required", rule, "matches nothing", "set resourceRules or nonResourceRules");
        foreach (var resource in resources)
            CheckResourceRule(resource, problems);
        foreach (var url in urls)
            CheckUrlRule(url, problems);
    }

    private static void CheckSubject(Node subject, Problems problems)
    {
        var own = subject.String("kind") switch { "ServiceAccount" => "serviceAccount", "User" => "user", "Group" => "group", _ => null };
        if (own is null)
        {
            problems.Add("unsupported-value", subject["kind"], $"is {NameForm.Quoted(subject.String("kind"))}; Group, ServiceAccount, User are supported", "use Group, ServiceAccount or User");
            return;
        }

        foreach (var key in (ReadOnlySpan<string>)["serviceAccount", "user", "group"])
        {
            if (key != own)
                problems.Forbid(subject[key], $"does not belong to a subject of kind {subject.String("kind")}");
        }

        if (subject.Given(own) is not { } value)
        {
            problems.Add("required", subject[own], $"a subject of kind {subject.String("kind")} needs {own}", $"set {own}");
            return;
        }

        if (problems.Require(value, "name") && own == "serviceAccount" && value.String("name") != "*")
            problems.HasForm(value["name"], NameForm.DnsSubdomain);
        if (own == "serviceAccount")
            problems.RequireForm(value, "namespace", NameForm.DnsLabel);
    }

    private static void CheckResourceRule(Node rule, Problems problems)
    {
        CheckVerbs(rule, problems);
        CheckList(rule, "apiGroups", problems);
        CheckList(rule, "resources", problems);
        var namespaces = rule.List("namespaces");
        if (namespaces.IsEmpty)
        {
            if (rule.Boolean("clusterScope") != true)
                problems.Add("required", rule["namespaces"], "needs a namespace", "list namespaces, or set clusterScope: true");
            return;
        }

        if (HoldsAll(namespaces))
        {
            CheckList(rule, "namespaces", problems);
            return;
        }

        foreach (var name in namespaces)
            problems.HasForm(name, NameForm.DnsLabel);
    }

    private static void CheckUrlRule(Node rule, Problems problems)
    {
        CheckVerbs(rule, problems);
        CheckList(rule, "nonResourceURLs", problems);
        if (HoldsAll(rule.List("nonResourceURLs")))
            return;
        foreach (var url in rule.List("nonResourceURLs"))
        {
            var path = url.AsString() ?? "";
            var stars = path.AsSpan().Count('*');
            var isPath = path.StartsWith('/') && !path.Contains(' ', StringComparison.Ordinal) && !path.Contains("//", StringComparison.Ordinal)
                && (stars == 0 || (stars == 1 && path.EndsWith("/*", StringComparison.Ordinal)));
            if (!isPath)
                problems.Add("path", url, $"is {NameForm.Quoted(path)}, which is no path of the API server", "begin with a slash; a * may stand for the last segment");
        }
    }

    private static void CheckVerbs(Node rule, Problems problems)
    {
        CheckList(rule, "verbs", problems);
        if (HoldsAll(rule.List("verbs")))
            return;
        foreach (var verb in rule.List("verbs"))
        {
            if (verb.AsString() is not ("get" or "list" or "create" or "update" or "delete" or "deletecollection" or "patch" or "watch" or "proxy"))
                problems.Add("unsupported-value", verb, $"is {NameForm.Quoted(verb.Text ?? "")}, which is no verb", "use get, list, watch, create, update, patch, delete, deletecollection, proxy or *", verb.Parent!.Path);
        }
    }

    private static void CheckList(Node rule, string key, Problems problems)
    {
        var values = rule.List(key);
        if (values.IsEmpty)
            problems.Add("required", rule[key], $"needs {key}", "list them, or *");
        else if (values.Length > 1 && HoldsAll(values))
            problems.Add("flow-schema", rule[key], "holds more than *, which means all", "keep * alone");
    }

    private static bool HoldsAll(ReadOnlySpan<Node> values)
    {
        foreach (var value in values)
        {
            if (value.AsString() == "*")
                return true;
        }

        return false;
    }
}
