using k8s;

namespace KubeAssert.Cluster.Connection;

/// <summary>Carries requests through a client that the caller made, with its handlers and credentials.</summary>
internal sealed class GivenClient(Kubernetes client) : HttpMessageHandler
{
    public static ConnectionSettings Settings(IKubernetes client)
    {
        if (client is not Kubernetes given)
            throw new ArgumentException($"{client.GetType().Name} has no HTTP client to send requests with; give a k8s.Kubernetes or its configuration.", nameof(client));
        return new ConnectionSettings { Server = given.BaseUri, Context = "the given client", Handler = () => new GivenClient(given) };
    }

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        // a message can be sent by one HttpClient only
        using var copy = new HttpRequestMessage(request.Method, request.RequestUri) { Content = request.Content, Version = request.Version, VersionPolicy = request.VersionPolicy };
        foreach (var (name, values) in request.Headers)
            copy.Headers.TryAddWithoutValidation(name, values);
        if (client.Credentials is { } credentials)
            await credentials.ProcessHttpRequestAsync(copy, cancellationToken).ConfigureAwait(false);
        var response = await client.HttpClient.SendAsync(copy, HttpCompletionOption.ResponseHeadersRead, cancellationToken).ConfigureAwait(false);

        // the content stays the first message's: it may be sent again
        copy.Content = null;
        return response;
    }
}
