using KubeAssert.Cluster.K3s;
using Testcontainers.K3s;

namespace KubeAssert.Cluster;

/// <summary>
/// A K3s in a container of its own, on Testcontainers: the engine is the one that <c>DOCKER_HOST</c>, the Docker context or the usual sockets name.
/// Disposing removes it; so does Ctrl-C, and the reaper or the next run where a process was killed.
/// </summary>
public sealed class K3sCluster : IAsyncDisposable
{
    private readonly K3sNode _node;
    private readonly K3sOptions _options;
    private readonly NodeImages _images;
    private bool _disposed;

    private K3sCluster(K3sContainer container, K3sNode node, K3sOptions options, string kubeconfig)
    {
        Container = container;
        _node = node;
        _options = options;
        _images = new NodeImages(node, options.Output);
        Kubeconfig = kubeconfig;
        Cluster = KubeCluster.Connect(kubeconfig, options.Cluster with { Output = options.Cluster.Output ?? options.Output });
    }

    /// <summary>The cluster, to deploy to.</summary>
    public KubeCluster Cluster { get; }

    /// <summary>The text of a kubeconfig for it, for <c>kubectl</c> and other clients on this machine.</summary>
    public string Kubeconfig { get; }

    /// <summary>The container, to do what Testcontainers can do with one. It is removed by disposing of this object, not of it.</summary>
    public K3sContainer Container { get; }

    /// <summary>The container's id.</summary>
    public string ContainerId => _node.Id;

    /// <summary>Why no K3s can be started here; null when one can. Asks the container engine.</summary>
    public static async Task<string?> GetUnavailableReasonAsync(CancellationToken cancellationToken = default)
    {
        var (engine, reason) = await NodeEngine.FindAsync(cancellationToken).ConfigureAwait(false);
        return engine is null ? reason : null;
    }

    /// <summary>Starts a K3s and waits until it is ready: the API answers, the node is ready, and DNS too unless it was disabled.</summary>
    /// <param name="options">How; null for the defaults.</param>
    /// <param name="cancellationToken">Ends the waiting, and removes the container.</param>
    /// <exception cref="K3sException">It did not start; the message says why.</exception>
    public static async Task<K3sCluster> StartAsync(K3sOptions? options = null, CancellationToken cancellationToken = default)
    {
        options ??= new K3sOptions();
        var engine = await NodeEngine.RequireAsync(cancellationToken).ConfigureAwait(false);
        await NodeOwnership.SweepAsync(engine, options.Output, cancellationToken).ConfigureAwait(false);
        using var limit = new CancellationTokenSource(options.StartTimeLimit);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        K3sNode? node = null;
        K3sCluster? k3s = null;
        NodeReadiness? readiness = null;
        try
        {
            (var container, node) = await new NodeStart(engine, options).RunAsync(either.Token).ConfigureAwait(false);
            readiness = new NodeReadiness(node, options.Output, K3sFacts.KeepsDns(options));
            k3s = new K3sCluster(container, node, options, await readiness.KubeconfigAsync(either.Token).ConfigureAwait(false));
            await readiness.AwaitAsync(k3s.Cluster, either.Token).ConfigureAwait(false);
            foreach (var image in options.Images)
                await k3s.LoadImageAsync(image, either.Token).ConfigureAwait(false);
            foreach (var archive in options.ImageArchives)
                await k3s.LoadImageArchiveAsync(archive, either.Token).ConfigureAwait(false);
            return k3s;
        }
        catch (Exception e)
        {
            var isLate = limit.IsCancellationRequested && !cancellationToken.IsCancellationRequested;
            var log = node is not null && isLate ? $" Its log ends:\n{await node.LogAsync(CancellationToken.None).ConfigureAwait(false)}" : "";
            k3s?.Cluster.Dispose();
            if (node is not null && options.Reuse is null)
            {
                NodeOwnership.Forget(node);
                await node.RemoveAsync().ConfigureAwait(false);
            }

            if (e is OperationCanceledException && isLate)
                throw new K3sException($"K3s was not ready within {options.StartTimeLimit.TotalSeconds:0} s: it still waited for {readiness?.Awaited ?? "the container"}.{log}", e);
            throw;
        }
    }

    /// <summary>
    /// Loads an image of the local engine into the node, for its platform. Name it with a tag other than <c>latest</c>: Kubernetes always pulls that one, unless the container says
    /// <c>imagePullPolicy: IfNotPresent</c>. An image named by a digest can't be loaded: an archive does not keep it.
    /// </summary>
    /// <exception cref="K3sException">There is no such image, it is for another platform, or the node did not take it.</exception>
    public Task LoadImageAsync(string image, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(image);
        return _images.LoadAsync(image, cancellationToken);
    }

    /// <summary>
    /// Loads an image archive into the node, compressed or not, of one platform or several: a file that <c>docker save</c>, <c>podman save</c> or
    /// <c>dotnet publish /t:PublishContainer</c> with <c>ContainerArchiveOutputPath</c> wrote.
    /// </summary>
    /// <exception cref="K3sException">It is no such file, holds nothing for the node's platform or an image without a name, or the node did not take it.</exception>
    public Task LoadImageArchiveAsync(string path, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        return _images.LoadArchiveAsync(path, cancellationToken);
    }

    /// <summary>Removes the container, unless it is one to use again.</summary>
    public async ValueTask DisposeAsync()
    {
        if (_disposed)
            return;
        _disposed = true;
        Cluster.Dispose();
        if (_options.Reuse is not null)
            return;
        NodeOwnership.Forget(_node);
        await _node.RemoveAsync().ConfigureAwait(false);
    }
}
