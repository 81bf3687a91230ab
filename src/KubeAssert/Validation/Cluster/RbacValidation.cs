namespace KubeAssert.Validation;

/// <summary>Roles and their bindings (rbac.authorization.k8s.io).</summary>
/// <remarks>Source: rbac validation: ValidateRole, ValidateClusterRole, ValidateRoleBinding, ValidateClusterRoleBinding.</remarks>
internal static class RbacValidation
{
    private const string Group = "rbac.authorization.k8s.io";

    public static void CheckRole(MapNode root, Problems problems)
    {
        MetadataValidation.Check(root, NameForm.PathSegment, isNamespaced: true, problems);
        CheckRules(root, isNamespaced: true, problems);
    }

    public static void CheckClusterRole(MapNode root, Problems problems)
    {
        MetadataValidation.Check(root, NameForm.PathSegment, isNamespaced: false, problems);
        CheckRules(root, isNamespaced: false, problems);
        if (root.Given("aggregationRule") is not { } aggregation)
            return;

        var selectors = aggregation.List("clusterRoleSelectors");
        if (selectors.IsEmpty)
            problems.Add("required", aggregation["clusterRoleSelectors"], "an aggregation rule needs a selector", "select the roles to aggregate, or remove aggregationRule");
        foreach (var selector in selectors)
        {
            LabelSelectorValidation.Check(selector, problems);
            if (!LabelSelectorValidation.CanBeRead(selector))
                problems.Add("invalid-selector", selector, "is no label selector", "correct its labels and expressions");
        }
    }

    public static void CheckRoleBinding(MapNode root, Problems problems)
    {
        MetadataValidation.Check(root, NameForm.PathSegment, isNamespaced: true, problems);
        CheckRoleRef(root["roleRef"], isNamespaced: true, problems);
        foreach (var subject in root.List("subjects"))
            CheckSubject(subject, isNamespaced: true, problems);
    }

    public static void CheckClusterRoleBinding(MapNode root, Problems problems)
    {
        MetadataValidation.Check(root, NameForm.PathSegment, isNamespaced: false, problems);
        CheckRoleRef(root["roleRef"], isNamespaced: false, problems);
        foreach (var subject in root.List("subjects"))
            CheckSubject(subject, isNamespaced: false, problems);
    }

    private static void CheckRules(MapNode root, bool isNamespaced, Problems problems)
    {
        foreach (var rule in root.List("rules"))
        {
            if (rule.List("verbs").IsEmpty)
                problems.Add("required", rule["verbs"], "a rule needs a verb", "list the verbs: get, list, watch");
            if (!rule.List("nonResourceURLs").IsEmpty)
            {
                CheckUrlRule(rule, isNamespaced, problems);
                continue;
            }

            if (rule.List("apiGroups").IsEmpty)
                problems.Add("required", rule["apiGroups"], "a rule for resources needs an API group", "list the groups; \"\" is the core group");
            if (rule.List("resources").IsEmpty)
                problems.Add("required", rule["resources"], "a rule needs a resource", "list the resources: pods, services");
        }
    }

    private static void CheckUrlRule(Node rule, bool isNamespaced, Problems problems)
    {
        if (isNamespaced)
            problems.Add("rbac-rule", rule["nonResourceURLs"], "a Role can't grant URLs, which belong to no namespace", "use a ClusterRole");
        if (!rule.List("apiGroups").IsEmpty || !rule.List("resources").IsEmpty || !rule.List("resourceNames").IsEmpty)
            problems.Add("rbac-rule", rule["nonResourceURLs"], "a rule grants either URLs or resources", "make two rules of it");
    }

    private static void CheckRoleRef(Node reference, bool isNamespaced, Problems problems)
    {
        if (reference.String("apiGroup") is { Length: > 0 } group && group != Group)
            problems.Add("unsupported-value", reference["apiGroup"], $"is {NameForm.Quoted(group)}; {Group} is supported", $"set {Group}");

        var kind = reference.String("kind");
        if (kind != "ClusterRole" && !(isNamespaced && kind == "Role"))
        {
            var allowed = isNamespaced ? "Role or ClusterRole" : "ClusterRole";
            problems.Add("unsupported-value", reference["kind"], kind.Length == 0 ? "names no kind" : $"is {NameForm.Quoted(kind)}; {allowed} is supported", $"set {allowed}");
        }

        problems.RequireForm(reference, "name", NameForm.PathSegment);
    }

    private static void CheckSubject(Node subject, bool isNamespaced, Problems problems)
    {
        var name = subject.String("name");
        if (name.Length == 0)
            problems.Add("required", subject["name"], "a subject needs a name", "set name");

        var group = subject.String("apiGroup");
        switch (subject.String("kind"))
        {
            case "ServiceAccount":
                if (name.Length > 0)
                    problems.HasForm(subject["name"], NameForm.DnsSubdomain);
                if (group.Length > 0)
                    problems.Add("unsupported-value", subject["apiGroup"], $"is {NameForm.Quoted(group)}; a ServiceAccount is in the core group", "remove it");
                if (!isNamespaced && subject.String("namespace").Length == 0)
                    problems.Add("required", subject["namespace"], "a ServiceAccount needs its namespace", "set namespace");
                break;
            case "User" or "Group":
                if (group.Length > 0 && group != Group)
                    problems.Add("unsupported-value", subject["apiGroup"], $"is {NameForm.Quoted(group)}; {Group} is supported", $"set {Group}");
                break;
            case var kind:
                problems.Add("unsupported-value", subject["kind"], kind.Length == 0 ? "names no kind" : $"is {NameForm.Quoted(kind)}; Group, ServiceAccount, User are supported", "use Group, ServiceAccount or User");
                break;
        }
    }
}
