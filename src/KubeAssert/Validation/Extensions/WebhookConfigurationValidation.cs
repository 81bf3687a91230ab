namespace KubeAssert.Validation;

/// <summary>ValidatingWebhookConfigurations and MutatingWebhookConfigurations (admissionregistration.k8s.io).</summary>
/// <remarks>Source: admissionregistration validation: ValidateValidatingWebhookConfiguration, ValidateMutatingWebhookConfiguration.</remarks>
internal static class WebhookConfigurationValidation
{
    public static void Check(MapNode root, Problems problems)
    {
        MetadataValidation.Check(root, NameForm.DnsSubdomain, isNamespaced: false, problems);
        StaticNameValidation.Check(root, problems);
        var webhooks = root.List("webhooks");
        HashSet<string>? seen = null;
        for (var i = 0; i < webhooks.Length; i++)
        {
            CheckWebhook(webhooks[i], problems);
            if (webhooks[i].String("name").Length > 0 && webhooks.Repeats(i, "name", ref seen))
                problems.Add("duplicate", webhooks[i]["name"], $"two webhooks are named {webhooks[i].String("name")}", "give each a name of its own");
        }
    }

    private static void CheckWebhook(Node webhook, Problems problems)
    {
        CheckName(webhook, problems);
        foreach (var rule in webhook.List("rules"))
            AdmissionRuleValidation.Check(rule, problems);
        MustBeOneOf(webhook, "failurePolicy", problems, "Fail", "Ignore");
        MustBeOneOf(webhook, "matchPolicy", problems, "Equivalent", "Exact");
        MustBeOneOf(webhook, "reinvocationPolicy", problems, "IfNeeded", "Never");
        if (!webhook.Has("sideEffects"))
            problems.Add("required", webhook["sideEffects"], "needs sideEffects", "set None or NoneOnDryRun");
        MustBeOneOf(webhook, "sideEffects", problems, "None", "NoneOnDryRun");
        if (webhook.Given("timeoutSeconds") is { } seconds)
            problems.InRange(seconds, 1, 30);

        LabelSelectorValidation.Check(webhook["namespaceSelector"], problems);
        LabelSelectorValidation.Check(webhook["objectSelector"], problems);
        WebhookClientValidation.Check(webhook["clientConfig"], problems);
        WebhookClientValidation.CheckReviewVersions(webhook["admissionReviewVersions"], problems);
        AdmissionRuleValidation.CheckMatchConditions(webhook, problems);
        AdmissionExpressionValidation.CheckConditions(webhook, hasParameters: false, problems);
    }

    /// <summary>A domain of three parts at least.</summary>
    private static void CheckName(Node webhook, Problems problems)
    {
        if (!problems.Require(webhook, "name", "name it like a domain: check.example.com"))
            return;

        var name = webhook.String("name");
        if (!Names.IsDnsSubdomain(name))
            problems.HasForm(webhook["name"], NameForm.DnsSubdomain);
        else if (name.AsSpan().Count('.') < 2)
            problems.Add("invalid-name", webhook["name"], $"is {name}; a domain of three parts is needed", $"name it {name}.example.com");
    }

    public static void MustBeOneOf(Node parent, string key, Problems problems, string first, string second)
    {
        if (parent.Given(key) is { } value && value.AsString() != first && value.AsString() != second)
            problems.Add("unsupported-value", value, $"is {NameForm.Quoted(value.Text ?? "")}; {first} and {second} are supported", $"use {first} or {second}");
    }
}
