using System.Net.WebSockets;
using k8s;

namespace KubeAssert.Cluster.Connection;

/// <summary>
/// The client of KubernetesClient over the connection that everything else uses: its requests and WebSockets have the same trust, credentials,
/// proxy and impersonation. Its own handler, which the base class creates all the same, connects to nothing.
/// </summary>
internal sealed class ClusterClient : Kubernetes
{
    public ClusterClient(ApiClient client)
        : base(Configuration(client))
    {
        // never disposed of: the handler below it belongs to the cluster, which outlives this
        var pipeline = new ClientHandler(client);
        HttpClient = new HttpClient(pipeline, disposeHandler: false) { Timeout = Timeout.InfiniteTimeSpan };
        CreateWebSocketBuilder = () => new ClientSocket(pipeline);
    }

    private static KubernetesClientConfiguration Configuration(ApiClient client) => new()
    {
        Host = client.Settings.Server.AbsoluteUri,
        Namespace = client.Settings.DefaultNamespace,
        HttpClientTimeout = client.Options.RequestTimeLimit,
    };

    /// <summary>A WebSocket through the same handler.</summary>
    private sealed class ClientSocket(HttpMessageHandler pipeline) : WebSocketBuilder
    {
        public override async Task<WebSocket> BuildAndConnectAsync(Uri uri, CancellationToken cancellationToken)
        {
            using var invoker = new HttpMessageInvoker(pipeline, disposeHandler: false);
            await WebSocket.ConnectAsync(uri, invoker, cancellationToken).ConfigureAwait(false);
            return WebSocket;
        }
    }
}
