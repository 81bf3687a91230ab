namespace KubeAssert.References;

/// <summary>The Services that the API server calls: webhooks, aggregated APIs, conversions of custom objects.</summary>
internal static class WebhookReferences
{
    private const long HttpsPort = 443;

    public static void ReadWebhooks(Manifest configuration, GraphBuilder graph)
    {
        foreach (var webhook in configuration["webhooks"].Items)
            ReadService(ReferenceKind.WebhookService, configuration, webhook["clientConfig"]["service"], graph);
    }

    public static void ReadConversion(Manifest definition, GraphBuilder graph) =>
        ReadService(ReferenceKind.WebhookService, definition, definition["spec"]["conversion"]["webhook"]["clientConfig"]["service"], graph);

    public static void ReadApiService(Manifest apiService, GraphBuilder graph) =>
        ReadService(ReferenceKind.ApiService, apiService, apiService["spec"]["service"], graph);

    private static void ReadService(string kind, Manifest manifest, Node service, GraphBuilder graph)
    {
        if (!service.HasValue)
            return;

        var found = graph.Object(kind, manifest, service["name"], "", "Service", service["namespace"].Text ?? "");
        if (found is null)
            return;

        if (service["port"].HasValue)
            ServiceReferences.ReadPortOf(kind, manifest, service["port"], found, graph);
        else if (found["spec"]["ports"].Items is { Count: > 0 } ports && !ports.Any(port => port["port"].AsInteger() == HttpsPort))
            graph.Part(kind, manifest, service, found, "port", "443", [.. ports.Select(port => (port["port"].Text ?? "", port["port"]))], "is called without a port, which means");
    }
}
