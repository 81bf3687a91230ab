using KubeAssert.Cluster.Connection;
using KubeAssert.Cluster.Deploying;
using KubeAssert.Cluster.K3s;

namespace KubeAssert.Cluster;

/// <summary>
/// A K3s in a container of its own, started through the <c>docker</c> (or <c>podman</c>) command: nothing else is needed on the machine.
/// Disposing removes it; so does Ctrl-C, and the next run where a process was killed.
/// </summary>
public sealed class K3sCluster : IAsyncDisposable
{
    private static readonly TimeSpan LookAgain = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan ImageTime = TimeSpan.FromMinutes(5);
    private readonly NodeContainer _container;
    private readonly K3sOptions _options;
    private string? _architecture;
    private bool _disposed;

    private K3sCluster(NodeContainer container, K3sOptions options, string kubeconfig)
    {
        _container = container;
        _options = options;
        Kubeconfig = kubeconfig;
        Cluster = KubeCluster.Connect(kubeconfig, options.Cluster with { Output = options.Cluster.Output ?? options.Output });
    }

    /// <summary>The cluster, to deploy to.</summary>
    public KubeCluster Cluster { get; }

    /// <summary>The text of a kubeconfig for it, for <c>kubectl</c> and other clients on this machine.</summary>
    public string Kubeconfig { get; }

    /// <summary>The container's id.</summary>
    public string ContainerId => _container.Id;

    /// <summary>Why no K3s can be started here; null when one can. Asks the container engine.</summary>
    public static async Task<string?> WhyNotAsync(K3sOptions? options = null, CancellationToken cancellationToken = default)
    {
        var (command, reason) = await ContainerCommand.FindAsync(options?.Command, cancellationToken).ConfigureAwait(false);
        return command is null ? reason : null;
    }

    /// <summary>Starts a K3s and waits until it is ready: the API answers, the node is ready, and DNS too unless it was disabled.</summary>
    /// <param name="options">How; null for the defaults.</param>
    /// <param name="cancellationToken">Ends the waiting, and removes the container.</param>
    /// <exception cref="K3sException">It did not start; the message says why.</exception>
    public static async Task<K3sCluster> StartAsync(K3sOptions? options = null, CancellationToken cancellationToken = default)
    {
        options ??= new K3sOptions();
        var (command, reason) = await ContainerCommand.FindAsync(options.Command, cancellationToken).ConfigureAwait(false);
        if (command is null)
            throw new K3sException($"K3s needs a container engine: {reason}. Start Docker, or install Podman.");

        await Leftovers.RemoveAsync(command, options.Output, cancellationToken).ConfigureAwait(false);
        using var limit = new CancellationTokenSource(options.StartTimeLimit);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        NodeContainer? container = null;
        try
        {
            container = await FindReusableAsync(command, options, either.Token).ConfigureAwait(false);
            if (container is null)
            {
                options.Output?.Invoke($"starting {options.Image}");
                container = await NodeContainer.StartAsync(command, options, either.Token).ConfigureAwait(false);
                if (options.Reuse is null)
                    OnExit.Add(container);
            }

            var k3s = new K3sCluster(container, options, await KubeconfigAsync(container, either.Token).ConfigureAwait(false));
            await new NodeReadiness(container, k3s.Cluster, options).AwaitAsync(either.Token).ConfigureAwait(false);
            foreach (var image in options.Images)
                await k3s.LoadImageAsync(image, either.Token).ConfigureAwait(false);
            foreach (var archive in options.ImageArchives)
                await k3s.LoadImageArchiveAsync(archive, either.Token).ConfigureAwait(false);
            return k3s;
        }
        catch (Exception e)
        {
            var log = container is not null && limit.IsCancellationRequested ? await container.LogAsync(CancellationToken.None).ConfigureAwait(false) : "";
            if (container is not null && options.Reuse is null)
            {
                OnExit.Remove(container);
                await container.RemoveAsync().ConfigureAwait(false);
            }

            if (e is OperationCanceledException && limit.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
                throw new K3sException($"K3s was not ready within {options.StartTimeLimit.TotalSeconds:0} s. Its log ends:\n{log}", e);
            throw;
        }
    }

    /// <summary>Loads an image of the local engine into the node, for its platform. Name it with a tag other than <c>latest</c>: that one is always pulled.</summary>
    /// <exception cref="K3sException">There is no such image, or the node did not take it.</exception>
    public async Task LoadImageAsync(string image, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(image);
        var archive = Path.Combine(Path.GetTempPath(), $"kubeassert-{Guid.NewGuid():n}.tar");
        try
        {
            var (code, _, errors) = await _container.Command.TryAsync(["save", "--output", archive, image], ImageTime, cancellationToken).ConfigureAwait(false);
            if (code != 0)
                throw new K3sException($"The image '{image}' could not be taken from {_container.Command.Program}: {errors.Trim()}. Build it first, and name it with its tag.");
            await LoadImageArchiveAsync(archive, cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            File.Delete(archive);
        }
    }

    /// <summary>Loads an image archive into the node: a file that <c>docker save</c> or <c>dotnet publish /t:PublishContainer</c> wrote.</summary>
    /// <exception cref="K3sException">The node did not take it.</exception>
    public async Task LoadImageArchiveAsync(string path, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        if (!File.Exists(path))
            throw new K3sException($"There is no image archive {path}.");
        var inside = $"/tmp/{Guid.NewGuid():n}.tar";
        _architecture ??= (await _container.ExecAsync(["uname", "-m"], ImageTime, cancellationToken).ConfigureAwait(false)).Trim() switch
        {
            "x86_64" => "amd64",
            "aarch64" => "arm64",
            var other => other,
        };
        await _container.CopyInAsync(path, inside, ImageTime, cancellationToken).ConfigureAwait(false);
        await _container.ExecAsync(K3sFacts.ImportCommand(inside, _architecture), ImageTime, cancellationToken).ConfigureAwait(false);
        await _container.ExecAsync(["rm", inside], ImageTime, cancellationToken).ConfigureAwait(false);
        _options.Output?.Invoke($"loaded {Path.GetFileName(path)} into the node");
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
        OnExit.Remove(_container);
        await _container.RemoveAsync().ConfigureAwait(false);
    }

    private static async Task<NodeContainer?> FindReusableAsync(ContainerCommand command, K3sOptions options, CancellationToken cancel)
    {
        if (options.Reuse is null)
            return null;
        foreach (var (id, _, _, _) in await NodeContainer.ListAsync(command, $"{ContainerLabels.Reuse}={options.Reuse}", cancel).ConfigureAwait(false))
        {
            var container = new NodeContainer(command, id, await NodeContainer.HostAsync(command, cancel).ConfigureAwait(false));
            if (await container.DeathAsync(cancel).ConfigureAwait(false) is null)
                return container;
            await container.RemoveAsync().ConfigureAwait(false);
        }

        return null;
    }

    private static async Task<string> KubeconfigAsync(NodeContainer container, CancellationToken cancel)
    {
        while (true)
        {
            if (await container.ReadAsync(K3sFacts.KubeconfigPath, cancel).ConfigureAwait(false) is { } written && IsWhole(written))
                return K3sFacts.KubeconfigFor(written, container.Host, await container.ApiPortAsync(cancel).ConfigureAwait(false));
            if (await container.DeathAsync(cancel).ConfigureAwait(false) is { } death)
                throw new K3sException(death);
            await Task.Delay(LookAgain, cancel).ConfigureAwait(false);
        }
    }

    private static bool IsWhole(string kubeconfig)
    {
        try
        {
            return Connection.Kubeconfig.Parse(kubeconfig) is { CurrentContext: not null, Users.Count: > 0, Clusters.Count: > 0 };
        }
        catch (KubeconfigException)
        {
            return false;
        }
    }
}
