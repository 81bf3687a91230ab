using KubeAssert.Cluster.K3s;
using Testcontainers.K3s;

namespace KubeAssert.Cluster;

/// <summary>What any <see cref="K3sContainer"/> of Testcontainers can do in tests of manifests.</summary>
public static class K3sContainerExtensions
{
    /// <summary>Connects to the cluster of a started container, and waits until it is ready: the API answers and every node is ready.</summary>
    /// <param name="container">A container that runs, whoever built it.</param>
    /// <param name="options">How to talk to the cluster; null for the defaults.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    /// <exception cref="K3sException">The container ended, or no engine answers.</exception>
    public static async Task<KubeCluster> ConnectAsync(this K3sContainer container, KubeClusterOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(container);
        var node = new K3sNode(await NodeEngine.RequireAsync(cancellationToken).ConfigureAwait(false), container);

        // nobody says which components a container of somebody else was started without
        var readiness = new NodeReadiness(node, options?.Output, awaitsDns: false);
        var cluster = KubeCluster.Connect(await readiness.KubeconfigAsync(cancellationToken).ConfigureAwait(false), options);
        try
        {
            await readiness.AwaitAsync(cluster, cancellationToken).ConfigureAwait(false);
            return cluster;
        }
        catch
        {
            cluster.Dispose();
            throw;
        }
    }

    /// <summary>Loads an image of the local engine into the node: see <see cref="K3sCluster.LoadImageAsync"/>.</summary>
    /// <exception cref="K3sException">There is no such image, it is for another platform, or the node did not take it.</exception>
    public static async Task LoadImageAsync(this K3sContainer container, string image, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(container);
        ArgumentException.ThrowIfNullOrEmpty(image);
        await (await ImagesAsync(container, cancellationToken).ConfigureAwait(false)).LoadAsync(image, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Loads an image archive into the node: see <see cref="K3sCluster.LoadImageArchiveAsync"/>.</summary>
    /// <exception cref="K3sException">It is not such a file, holds nothing for the node's platform, or the node did not take it.</exception>
    public static async Task LoadImageArchiveAsync(this K3sContainer container, string path, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(container);
        ArgumentException.ThrowIfNullOrEmpty(path);
        await (await ImagesAsync(container, cancellationToken).ConfigureAwait(false)).LoadArchiveAsync(path, cancellationToken).ConfigureAwait(false);
    }

    private static async Task<NodeImages> ImagesAsync(K3sContainer container, CancellationToken cancel) =>
        new(new K3sNode(await NodeEngine.RequireAsync(cancel).ConfigureAwait(false), container), null);
}
