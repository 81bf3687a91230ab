namespace KubeAssert.Cluster.Connection;

/// <summary>
/// The way to one API server: the client, what is read and written through it, and which kinds the server serves. Deployments, feeds and readers
/// take this instead of the public <see cref="KubeCluster"/>. Thread-safe.
/// </summary>
internal sealed class ClusterConnection : IDisposable
{
    public ClusterConnection(ConnectionSettings settings, KubeClusterOptions options)
    {
        Options = options;
        Client = new ApiClient(settings, options);
        Objects = new ApiObjects(Client);
        Discovery = new Discovery(Client);
    }

    /// <summary>The address of the API server.</summary>
    public Uri Server => Client.Settings.Server;

    /// <summary>The kubeconfig's context, or <c>in-cluster</c>.</summary>
    public string Context => Client.Settings.Context;

    /// <summary>The clock that all waiting goes by.</summary>
    public TimeProvider Time => Client.Time;

    public KubeClusterOptions Options { get; }

    public ApiClient Client { get; }

    public ApiObjects Objects { get; }

    public Discovery Discovery { get; }

    public void Dispose()
    {
        Client.Dispose();
        Discovery.Dispose();
    }
}
