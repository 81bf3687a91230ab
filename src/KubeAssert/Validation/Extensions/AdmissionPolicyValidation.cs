namespace KubeAssert.Validation;

/// <summary>ValidatingAdmissionPolicies and MutatingAdmissionPolicies with their bindings (admissionregistration.k8s.io).</summary>
/// <remarks>Source: admissionregistration validation: ValidateValidatingAdmissionPolicy, ValidateMutatingAdmissionPolicy and their bindings.</remarks>
internal static class AdmissionPolicyValidation
{
    private const int MostAuditAnnotations = 20;
    private const int LongestAuditExpression = 5 * 1024;

    public static void CheckValidating(MapNode root, Problems problems)
    {
        CheckCommon(root, problems);
        var spec = root["spec"];
        AdmissionExpressionValidation.CheckPolicy(spec, problems);
        var validations = spec.List("validations");
        var annotations = spec.List("auditAnnotations");
        if (validations.IsEmpty && annotations.IsEmpty)
            problems.Add("required", spec["validations"], "needs a validation or an audit annotation", "add a validation");
        foreach (var validation in validations)
            CheckValidation(validation, problems);
        CheckAuditAnnotations(root, spec, annotations, problems);
    }

    public static void CheckMutating(MapNode root, Problems problems)
    {
        CheckCommon(root, problems);
        var spec = root["spec"];
        AdmissionExpressionValidation.CheckMutations(spec, problems);
        CheckMutatedOperations(spec["matchConstraints"], "spec.matchConstraints", problems);
        problems.Require(spec, "mutations", "add a mutation");
        foreach (var mutation in spec.List("mutations"))
            CheckMutation(mutation, problems);
        if (problems.Require(spec, "reinvocationPolicy", "set Never or IfNeeded"))
            problems.OneOf(spec, "reinvocationPolicy", "IfNeeded", "Never");
    }

    public static void CheckValidatingBinding(MapNode root, Problems problems)
    {
        CheckBinding(root, problems);
        var spec = root["spec"];
        var actions = spec.List("validationActions");
        bool denies = false, warns = false;
        for (var i = 0; i < actions.Length; i++)
        {
            var action = actions[i].AsString() ?? "";
            denies |= action == "Deny";
            warns |= action == "Warn";
            if (action is not ("Audit" or "Deny" or "Warn"))
                problems.Add("unsupported-value", actions[i], $"is {NameForm.Quoted(action)}; Audit, Deny, Warn are supported", "use Audit, Deny or Warn");
            for (var earlier = 0; earlier < i; earlier++)
            {
                if (actions[earlier].AsString() == action)
                    problems.Add("duplicate", actions[i], $"{action} is listed twice", "list it once");
            }
        }

        if (denies && warns)
            problems.Add("admission-policy", spec["validationActions"], "holds Deny and Warn, which say the same twice", "keep one of them");
        if (actions.IsEmpty)
            problems.Add("required", spec["validationActions"], "needs an action", "list Deny, Warn or Audit");
    }

    public static void CheckMutatingBinding(MapNode root, Problems problems)
    {
        CheckBinding(root, problems);
        CheckMutatedOperations(root["spec"]["matchResources"], "spec.matchResources", problems);
    }

    private static void CheckCommon(MapNode root, Problems problems)
    {
        MetadataValidation.Check(root, NameForm.DnsSubdomain, isNamespaced: false, problems);
        StaticNameValidation.Check(root, problems);
        var spec = root["spec"];
        WebhookConfigurationValidation.MustBeOneOf(spec, "failurePolicy", problems, "Fail", "Ignore");
        if (spec.Given("paramKind") is { } kind)
            CheckParameterKind(kind, problems);
        if (spec.Given("matchConstraints") is not { } constraints)
        {
            problems.Add("required", spec["matchConstraints"], "needs to say what it matches", "set matchConstraints");
        }
        else
        {
            CheckMatch(constraints, problems);
            problems.Require(constraints, "resourceRules", "list the resources it is about");
        }

        AdmissionRuleValidation.CheckMatchConditions(spec, problems);
        AdmissionExpressionValidation.CheckConditions(spec, spec.Has("paramKind"), problems);
        foreach (var variable in spec.List("variables"))
            CheckVariable(variable, problems);
    }

    private static void CheckParameterKind(Node kind, Problems problems)
    {
        if (problems.Require(kind, "apiVersion"))
        {
            var text = kind.String("apiVersion");
            var slash = text.IndexOf('/', StringComparison.Ordinal);
            var isValid = text.AsSpan().Count('/') <= 1
                && (slash <= 0 || Names.IsDnsSubdomain(text[..slash]))
                && Names.IsDns1035Label(text[(slash + 1)..]);
            if (!isValid)
                problems.Add("invalid-name", kind["apiVersion"], $"is {NameForm.Quoted(text)}, which is no API version", "write example.com/v1");
        }

        var name = kind.String("kind");
        if (problems.Require(kind, "kind") && !Names.IsDns1035Label(name.ToLowerInvariant()))
            problems.Add("invalid-name", kind["kind"], NameForm.Dns1035Label.Problem(name), "write letters and digits");
    }

    private static void CheckMatch(Node match, Problems problems)
    {
        WebhookConfigurationValidation.MustBeOneOf(match, "matchPolicy", problems, "Equivalent", "Exact");
        LabelSelectorValidation.Check(match["namespaceSelector"], problems);
        LabelSelectorValidation.Check(match["objectSelector"], problems);
        foreach (var rule in match.List("resourceRules"))
            CheckNamedRule(rule, problems);
        foreach (var rule in match.List("excludeResourceRules"))
            CheckNamedRule(rule, problems);
    }

    private static void CheckNamedRule(Node rule, Problems problems)
    {
        var names = rule.List("resourceNames");
        for (var i = 0; i < names.Length; i++)
        {
            problems.HasForm(names[i], NameForm.PathSegment);
            for (var earlier = 0; earlier < i; earlier++)
            {
                if (names[earlier].AsString() == names[i].AsString())
                    problems.Add("duplicate", names[i], $"{names[i].Text} is listed twice", "list it once");
            }
        }

        AdmissionRuleValidation.Check(rule, problems);
    }

    private static void CheckVariable(Node variable, Problems problems)
    {
        var name = variable.String("name");
        if (string.IsNullOrWhiteSpace(name))
            problems.Add("required", variable["name"], "needs a name", "set name");
        else if (!Names.IsCIdentifier(name) || IsReserved(name))
            problems.Add("invalid-name", variable["name"], $"is {NameForm.Quoted(name)}, which is no identifier of CEL", "use letters, digits and '_'");
        if (string.IsNullOrWhiteSpace(variable.String("expression")))
            problems.Add("required", variable["expression"], "needs an expression", "write a CEL expression");
    }

    private static bool IsReserved(string name) =>
        name is "true" or "false" or "null" or "in" or "as" or "break" or "const" or "continue" or "else" or "for" or "function" or "if" or "import"
            or "let" or "loop" or "package" or "namespace" or "return" or "var" or "void" or "while";

    private static void CheckValidation(Node validation, Problems problems)
    {
        if (string.IsNullOrWhiteSpace(validation.String("expression")))
            problems.Add("required", validation["expression"], "needs an expression", "write a CEL expression");
        if (validation.String("messageExpression") is { Length: > 0 } expression && string.IsNullOrWhiteSpace(expression))
            problems.Add("admission-policy", validation["messageExpression"], "is blank", "write an expression, or remove it");
        if (validation.String("message") is { Length: > 0 } message)
        {
            if (string.IsNullOrWhiteSpace(message))
                problems.Add("admission-policy", validation["message"], "is blank", "write a message, or remove it");
            else if (message.AsSpan().Trim().IndexOfAny('\n', '\r') >= 0)
                problems.Add("admission-policy", validation["message"], "has a line break", "write one line");
        }

        if (validation.Given("reason") is { } reason && reason.AsString() is not ("Forbidden" or "Invalid" or "RequestEntityTooLarge"))
            problems.Add("unsupported-value", reason, $"is {NameForm.Quoted(reason.Text ?? "")}; Forbidden, Invalid, RequestEntityTooLarge are supported", "use Forbidden, Invalid or RequestEntityTooLarge");
    }

    private static void CheckAuditAnnotations(MapNode root, Node spec, ReadOnlySpan<Node> annotations, Problems problems)
    {
        if (annotations.Length > MostAuditAnnotations)
            problems.Add("too-many", spec["auditAnnotations"], $"lists {annotations.Length} annotations; {MostAuditAnnotations} are allowed", "remove some");

        HashSet<string>? seen = null;
        for (var i = 0; i < annotations.Length; i++)
        {
            var key = annotations[i].String("key");
            if (!Names.IsLabelKey(root["metadata"].String("name") + "/" + key))
                problems.Add("invalid-name", annotations[i]["key"], $"is {NameForm.Quoted(key)}, which makes no annotation key after the policy's name", "use letters, digits, '-', '_' and '.'");
            if (annotations.Repeats(i, "key", ref seen))
                problems.Add("duplicate", annotations[i]["key"], $"{key} is set twice", "set it once");

            var value = annotations[i].String("valueExpression").Trim();
            if (value.Length is 0 or > LongestAuditExpression)
                problems.Add("required", annotations[i]["valueExpression"], value.Length == 0 ? "needs an expression" : $"has {value.Length} characters; {LongestAuditExpression} are allowed", "write a CEL expression");
        }
    }

    private static void CheckMutation(Node mutation, Problems problems)
    {
        if (!problems.Require(mutation, "patchType", "set ApplyConfiguration or JSONPatch"))
            return;

        var type = mutation.String("patchType");
        if (type is not ("ApplyConfiguration" or "JSONPatch"))
        {
            problems.OneOf(mutation, "patchType", "ApplyConfiguration", "JSONPatch");
            return;
        }

        var (own, other) = type == "JSONPatch" ? ("jsonPatch", "applyConfiguration") : ("applyConfiguration", "jsonPatch");
        if (mutation.Given(own) is not { } patch)
            problems.Add("required", mutation[own], $"patch type {type} needs {own}", $"set {own}");
        else if (string.IsNullOrWhiteSpace(patch.String("expression")))
            problems.Add("required", patch["expression"], "needs an expression", "write a CEL expression");
        problems.Forbid(mutation[other], $"does not belong to patch type {type}");
    }

    /// <summary>Nothing is left to mutate when an object is deleted.</summary>
    private static void CheckMutatedOperations(Node match, string path, Problems problems)
    {
        foreach (var rule in match.List("resourceRules"))
        {
            foreach (var operation in rule.List("operations"))
            {
                if (operation.AsString() is not ("*" or "CREATE" or "UPDATE" or "CONNECT"))
                    problems.Add("unsupported-value", operation, $"is {NameForm.Quoted(operation.Text ?? "")}; *, CONNECT, CREATE, UPDATE are supported", "use CREATE or UPDATE", path + ".resourceRules.operations");
            }
        }
    }

    private static void CheckBinding(MapNode root, Problems problems)
    {
        MetadataValidation.Check(root, NameForm.DnsSubdomain, isNamespaced: false, problems);
        StaticNameValidation.Check(root, problems);
        var spec = root["spec"];
        problems.RequireForm(spec, "policyName", NameForm.DnsSubdomain);
        if (spec.Given("matchResources") is { } match)
            CheckMatch(match, problems);
        if (spec.Given("paramRef") is not { } reference)
            return;

        var selector = reference.Given("selector");
        if (reference.String("name").Length > 0)
        {
            problems.HasForm(reference["name"], NameForm.PathSegment);
            if (selector is not null)
            {
                problems.Add("forbidden", reference["name"], "stands beside selector", "keep one of them");
                problems.Add("forbidden", selector, "stands beside name", "keep one of them");
            }
        }
        else if (selector is null)
        {
            problems.Add("required", reference, "names no parameters", "set name or selector");
        }

        if (selector is not null)
            LabelSelectorValidation.Check(selector, problems);
        if (problems.Require(reference, "parameterNotFoundAction", "set Allow or Deny"))
            problems.OneOf(reference, "parameterNotFoundAction", "Allow", "Deny");
    }
}
