using k8s;
using KubeAssert.Cluster.Connection;
using KubeAssert.Cluster.Deploying;
using KubeAssert.Cluster.Observation;
using KubeAssert.Cluster.Reading;

namespace KubeAssert.Cluster;

/// <summary>
/// A Kubernetes cluster that manifests are deployed to. Connecting reads the kubeconfig only; the first request goes out with the first
/// deployment. Thread-safe: one cluster serves many tests at once. Dispose of it when no deployment is left.
/// </summary>
public sealed class KubeCluster : IDisposable
{
    private readonly Lazy<IKubernetes> _client;
    private int _lookedForLeftovers;

    private KubeCluster(ConnectionSettings settings, KubeClusterOptions options)
    {
        Connection = new ClusterConnection(settings, options);
        _client = new Lazy<IKubernetes>(() => new ClusterClient(Connection.Client));
    }

    /// <summary>The address of the API server.</summary>
    public Uri Server => Connection.Server;

    /// <summary>The kubeconfig's context, or <c>in-cluster</c>.</summary>
    public string Context => Connection.Context;

    /// <summary>
    /// The client of KubernetesClient for whatever else a test needs: create a Secret, patch a node, run a typed watch. It uses this cluster's
    /// connection with its trust, credentials, proxy and retries; disposing of the cluster disposes of it.
    /// </summary>
    public IKubernetes Client => _client.Value;

    internal ClusterConnection Connection { get; }

    internal KubeClusterOptions Options => Connection.Options;

    internal ApiObjects Objects => Connection.Objects;

    internal Discovery Discovery => Connection.Discovery;

    /// <summary>Connects by the text of a kubeconfig. Relative paths in it are relative to the working directory.</summary>
    /// <param name="kubeconfigYaml">The text, as <c>k3s.GetKubeconfigAsync()</c> of Testcontainers or <c>kubectl config view --raw --flatten</c> give it.</param>
    /// <param name="options">How to talk to the cluster; null for the defaults.</param>
    /// <exception cref="KubeconfigException">The kubeconfig can't be used.</exception>
    public static KubeCluster Connect(string kubeconfigYaml, KubeClusterOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(kubeconfigYaml);
        return Connect(Kubeconfig.Parse(kubeconfigYaml), options);
    }

    /// <summary>Connects by a configuration of KubernetesClient: its host, authorities, client certificate or token, and what it changes of the handler.</summary>
    /// <param name="configuration">The configuration. Its server is checked against the authorities and the host's name.</param>
    /// <param name="options">How to talk to the cluster; null for the defaults.</param>
    /// <exception cref="KubeconfigException">It names no server.</exception>
    public static KubeCluster Connect(KubernetesClientConfiguration configuration, KubeClusterOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(configuration);
        return new KubeCluster(GivenConfiguration.Settings(configuration), options ?? new KubeClusterOptions());
    }

    /// <summary>Connects through a client that exists: all requests go through its handlers, with its credentials. It stays the caller's to dispose of.</summary>
    /// <param name="client">The client. For a server with a <c>tls-server-name</c> of its own, give the configuration instead.</param>
    /// <param name="options">How to talk to the cluster; null for the defaults.</param>
    /// <exception cref="ArgumentException">It is not a <see cref="Kubernetes"/>, so there is no HTTP client to send requests with.</exception>
    public static KubeCluster Connect(IKubernetes client, KubeClusterOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(client);
        return new KubeCluster(GivenClient.Settings(client), options ?? new KubeClusterOptions());
    }

    /// <summary>Connects by a kubeconfig file. Relative paths in it are relative to its folder.</summary>
    /// <param name="path">The file.</param>
    /// <param name="options">How to talk to the cluster; null for the defaults.</param>
    /// <exception cref="KubeconfigException">The kubeconfig can't be read or used.</exception>
    public static KubeCluster ConnectFile(string path, KubeClusterOptions? options = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        return Connect(KubeconfigFiles.Read(path), options);
    }

    /// <summary>
    /// Connects where <c>kubectl</c> would: the files that the environment variable <c>KUBECONFIG</c> lists, merged; else <c>~/.kube/config</c>;
    /// else, inside a pod, its service account.
    /// </summary>
    /// <param name="options">How to talk to the cluster; null for the defaults.</param>
    /// <exception cref="KubeconfigException">There is no kubeconfig, or it can't be used.</exception>
    public static KubeCluster ConnectDefault(KubeClusterOptions? options = null)
    {
        options ??= new KubeClusterOptions();
        if (KubeconfigFiles.FindDefault(Environment.GetEnvironmentVariable, Environment.GetFolderPath(Environment.SpecialFolder.UserProfile)) is { } config)
            return Connect(config, options);
        return InCluster.Find(Environment.GetEnvironmentVariable, options.Time) is { } settings
            ? new KubeCluster(settings, options)
            : throw new KubeconfigException("There is no kubeconfig: neither a file that KUBECONFIG names, nor ~/.kube/config, nor a service account of a pod. Give one to KubeCluster.Connect.");
    }

    /// <summary>The version that the server says it has: <c>v1.36.2</c>.</summary>
    /// <exception cref="KubeApiException">The server said no, or gave no answer in time.</exception>
    public async Task<string> GetVersionAsync(CancellationToken cancellationToken = default)
    {
        var version = await Connection.Client.SendJsonAsync(ApiRequest.Get("version"), cancellationToken).ConfigureAwait(false);
        return version.Text("gitVersion") ?? "unknown";
    }

    /// <summary>
    /// Applies manifests by server-side apply, in a fresh namespace unless told otherwise, and in the order in which they need each other.
    /// Returns as soon as the API server has them all; <c>Should().BecomeReadyAsync(...)</c> waits for what becomes of them.
    /// </summary>
    /// <param name="set">What to deploy.</param>
    /// <param name="options">How; null for the defaults.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    /// <exception cref="KubeApiException">The API server refused a manifest, or was not to be reached; what was applied has been removed.</exception>
    public async Task<DeployedManifests> DeployAsync(ManifestSet set, DeploymentOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(set);
        options ??= new DeploymentOptions();
        await RemoveLeftoversOnceAsync(options, cancellationToken).ConfigureAwait(false);
        var deployed = new DeployedManifests(this, options);
        try
        {
            await deployed.RedeployAsync(set, cancellationToken).ConfigureAwait(false);
            return deployed;
        }
        catch
        {
            await deployed.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    /// <summary>
    /// Reads what is deployed in a namespace, as the server holds it, so that the same assertions and policies run on it;
    /// <c>live.Should().MatchManifests(shop)</c> finds drift. Objects are in the order of their groups, kinds and names.
    /// </summary>
    /// <param name="namespace">The namespace; the default one of the set that comes back.</param>
    /// <param name="options">What to read; null for all that was deployed.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <exception cref="KubeApiException">The API server said no, or gave no answer in time.</exception>
    public Task<ManifestSet> ReadAsync(string @namespace, ReadOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(@namespace);
        return new NamespaceReading(Connection, @namespace, options ?? new ReadOptions()).ReadAsync(cancellationToken);
    }

    /// <summary>Removes what test runs left in the cluster that are over: whose process on this machine is gone, or that began longer ago than <paramref name="age"/>. Every first deployment does so, too.</summary>
    /// <exception cref="KubeApiException">The API server said no, or gave no answer in time.</exception>
    public Task RemoveLeftoversAsync(TimeSpan age, CancellationToken cancellationToken = default) =>
        new CleanUp(Connection, Options.Output).RemoveLeftoversAsync(age, cancellationToken);

    private async Task RemoveLeftoversOnceAsync(DeploymentOptions options, CancellationToken cancel)
    {
        if (Interlocked.Exchange(ref _lookedForLeftovers, 1) == 1)
            return;
        try
        {
            await RemoveLeftoversAsync(options.LeftoverAge, cancel).ConfigureAwait(false);
        }
        catch (KubeApiException e) when (e.Code != 0)
        {
            // a user who may not list namespaces can still deploy
            Options.Output?.Invoke($"Leftovers of other test runs were not looked for: {e.Message}");
        }
    }

    /// <inheritdoc />
    public void Dispose()
    {
        if (_client.IsValueCreated)
            _client.Value.Dispose();
        Connection.Dispose();
    }

    /// <summary>Server and context: <c>https://127.0.0.1:6443/ (default)</c>.</summary>
    public override string ToString() => $"{Server} ({Context})";

    private static KubeCluster Connect(Kubeconfig config, KubeClusterOptions? options)
    {
        options ??= new KubeClusterOptions();
        return new KubeCluster(ConnectionSettings.From(config, options.Context, options.Time), options);
    }
}
