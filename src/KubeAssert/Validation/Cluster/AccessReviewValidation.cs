namespace KubeAssert.Validation;

/// <summary>Questions to the authorizer (authorization.k8s.io): SubjectAccessReview, LocalSubjectAccessReview, SelfSubjectAccessReview.</summary>
/// <remarks>Source: authorization validation: ValidateSubjectAccessReview and its siblings.</remarks>
internal static class AccessReviewValidation
{
    public static void CheckSubject(MapNode root, Problems problems)
    {
        CheckSpec(root["spec"], problems);
        CheckUser(root["spec"], problems);
        MustBeEmpty(root, orNamespace: false, problems);
    }

    public static void CheckSelf(MapNode root, Problems problems)
    {
        CheckSpec(root["spec"], problems);
        MustBeEmpty(root, orNamespace: false, problems);
    }

    public static void CheckLocal(MapNode root, Problems problems)
    {
        var spec = root["spec"];
        CheckSpec(spec, problems);
        CheckUser(spec, problems);
        MustBeEmpty(root, orNamespace: true, problems);
        var own = root["metadata"].String("namespace") is { Length: > 0 } given ? given : "default";
        if (spec.Given("resourceAttributes") is { } resource && resource.String("namespace") != own)
            problems.Add("access-review", resource["namespace"], $"is {NameForm.Quoted(resource.String("namespace"))}, but the review is in {own}", $"set {own}");
        problems.Forbid(spec["nonResourceAttributes"], "a review of a namespace can't ask for a URL", "use a SubjectAccessReview");
    }

    private static void CheckSpec(Node spec, Problems problems)
    {
        var resource = spec.Given("resourceAttributes");
        var url = spec.Given("nonResourceAttributes");
        if (resource is not null && url is not null)
            problems.Add("access-review", url, "stands beside resourceAttributes", "keep one of them");
        if (resource is null && url is null)
            problems.Add("required", spec["resourceAttributes"], "asks for nothing", "set resourceAttributes or nonResourceAttributes");
        if (resource is null || !problems.Has(KubernetesFeature.AuthorizeWithSelectors))
            return;
        CheckSelector(resource.Given("fieldSelector"), false, problems);
        CheckSelector(resource.Given("labelSelector"), true, problems);
    }

    private static void CheckUser(Node spec, Problems problems)
    {
        if (spec.String("user").Length == 0 && spec.List("groups").IsEmpty)
            problems.Add("required", spec["user"], "asks for nobody", "set user or groups");
    }

    private static void MustBeEmpty(MapNode root, bool orNamespace, Problems problems)
    {
        foreach (ref readonly var entry in root.Map("metadata"))
        {
            if (IsWiped(entry.Key) || entry.Key == "managedFields" || (orNamespace && entry.Key == "namespace") || Problems.IsEmpty(entry.Value))
                continue;
            problems.Add("access-review", root["metadata"], $"holds {entry.Key}; a review is not stored and has no metadata", "remove it");
            return;
        }
    }

    /// <summary>What the API server clears in every object that is sent to it (apiserver, registry/rest: WipeObjectMetaSystemFields).</summary>
    private static bool IsWiped(string key) =>
        key is "uid" or "creationTimestamp" or "deletionTimestamp" or "deletionGracePeriodSeconds" or "selfLink";

    private static void CheckSelector(Node? selector, bool isForLabels, Problems problems)
    {
        if (selector is null)
            return;

        var raw = selector.String("rawSelector").Length > 0;
        var requirements = selector.List("requirements");
        if (raw && !requirements.IsEmpty)
            problems.Add("access-review", selector["rawSelector"], "stands beside requirements", "keep one of them");
        if (!raw && requirements.IsEmpty)
            problems.Add("required", selector["requirements"], "selects nothing", "set requirements or rawSelector");
        foreach (var requirement in requirements)
            CheckRequirement(requirement, isForLabels, problems);
    }

    private static void CheckRequirement(Node requirement, bool isForLabels, Problems problems)
    {
        var values = requirement.List("values");
        switch (requirement.String("operator"))
        {
            case "In" or "NotIn" when values.IsEmpty:
                problems.Add("required", requirement["values"], "needs a value", "list the values");
                break;
            case "Exists" or "DoesNotExist" when !values.IsEmpty:
                problems.Add("forbidden", requirement["values"], "takes no values", "remove them");
                break;
            case "":
                problems.Add("required", requirement["operator"], "needs an operator", "set In, NotIn, Exists or DoesNotExist");
                break;
        }

        if (!isForLabels)
        {
            problems.Require(requirement, "key");
            return;
        }

        problems.HasForm(requirement["key"], NameForm.LabelKey);
        foreach (var value in values)
            problems.HasForm(value, NameForm.LabelValue);
    }
}
