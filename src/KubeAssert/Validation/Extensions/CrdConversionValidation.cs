namespace KubeAssert.Validation;

/// <summary>How a CustomResourceDefinition's versions are converted. The server calls <c>webhook.clientConfig</c> <c>webhookClientConfig</c>.</summary>
/// <remarks>Source: k8s.io/apiextensions-apiserver, pkg/apis/apiextensions/validation: validateCustomResourceConversion.</remarks>
internal static class CrdConversionValidation
{
    private const string ClientPath = "spec.conversion.webhookClientConfig";
    private const string VersionsPath = "spec.conversion.conversionReviewVersions";

    public static void Check(Node spec, Problems problems)
    {
        if (spec.Given("conversion") is not { } conversion)
            return;

        if (problems.Require(conversion, "strategy", "set None or Webhook"))
            problems.OneOf(conversion, "strategy", "None", "Webhook");
        if (conversion.String("strategy") != "None" && spec.Boolean("preserveUnknownFields") == true)
            problems.Add("crd-conversion", conversion["strategy"], "must be None while preserveUnknownFields is true", "set preserveUnknownFields: false");

        var webhook = conversion["webhook"];
        var client = webhook.Given("clientConfig");
        if (conversion.String("strategy") != "Webhook")
        {
            if (client is not null)
                problems.Add("forbidden", client, "belongs to strategy Webhook", "set strategy: Webhook, or remove it", ClientPath);
            if (!webhook.List("conversionReviewVersions").IsEmpty)
                problems.Add("forbidden", webhook["conversionReviewVersions"], "belong to strategy Webhook", "set strategy: Webhook, or remove them", VersionsPath);
            return;
        }

        if (client is null)
            problems.Add("required", webhook["clientConfig"], "strategy Webhook needs a client configuration", "set webhook.clientConfig", ClientPath);
        else
            WebhookClientValidation.Check(client, problems, ClientPath);
        WebhookClientValidation.CheckReviewVersions(webhook["conversionReviewVersions"], problems, VersionsPath);
    }
}
