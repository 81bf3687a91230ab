using System.Text.RegularExpressions;
using Docker.DotNet;
using DotNet.Testcontainers.Configurations;

namespace KubeAssert.Cluster.K3s;

/// <summary>The container engine that Testcontainers finds, and what a node needs to know of its machine.</summary>
/// <param name="Docker">The engine's API.</param>
/// <param name="HasCgroups1">Whether that machine groups processes the old way; false where the engine does not say.</param>
/// <param name="IsLocal">Whether its loopback is this process's: ports are then published there alone.</param>
internal sealed partial record NodeEngine(IDockerClient Docker, bool HasCgroups1, bool IsLocal)
{
    private const string VersionVariable = "DOCKER_API_VERSION";
    private const string HostVariable = "DOCKER_HOST";
    private static readonly TimeSpan Quick = TimeSpan.FromSeconds(20);

    /// <returns>The engine, or why there is none.</returns>
    public static async Task<(NodeEngine? Engine, string Reason)> FindAsync(CancellationToken cancel)
    {
        var endpoint = "";
        try
        {
            var host = Environment.GetEnvironmentVariable(HostVariable);
            var config = TestcontainersSettings.OS.DockerEndpointAuthConfig;
            if (!string.IsNullOrEmpty(host) && (config is null || !IsSame(host, config.Endpoint)))
                return (null, $"none answers at {HostVariable}={host}");
            if (config is not { } found)
                return (null, "none was found by DOCKER_HOST, the Docker context or the usual sockets");
            endpoint = found.Endpoint.ToString();
            return (await AskAsync(found, cancel).ConfigureAwait(false), "");
        }
        catch (Exception e) when (!cancel.IsCancellationRequested && e is not OutOfMemoryException)
        {
            return (null, $"the one at {endpoint} does not answer ({WhyNot(e)})");
        }
    }

    /// <summary>
    /// Whether the engine that was found is the one that the user named. Where that one does not answer, Testcontainers takes the
    /// machine's own instead, and nodes would run where nobody wanted them.
    /// </summary>
    private static bool IsSame(string host, Uri found) =>
        Uri.TryCreate(host, UriKind.Absolute, out var wanted)
        && wanted.Host == found.Host && wanted.Port == found.Port && wanted.AbsolutePath == found.AbsolutePath;

    /// <exception cref="K3sException">No engine answers.</exception>
    public static async Task<NodeEngine> RequireAsync(CancellationToken cancel)
    {
        var (engine, reason) = await FindAsync(cancel).ConfigureAwait(false);
        return engine ?? throw new K3sException($"K3s needs a container engine, but {reason}. Start Docker, or set DOCKER_HOST to Podman's socket.");
    }

    private static async Task<NodeEngine> AskAsync(IDockerEndpointAuthenticationConfiguration endpoint, CancellationToken cancel)
    {
        var docker = endpoint.GetDockerClientBuilder(Guid.Empty).Build();
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        limit.CancelAfter(Quick);
        var info = await docker.System.GetSystemInfoAsync(limit.Token).ConfigureAwait(false);

        // tests in a container may be handed the socket of the engine around it, whose loopback is not theirs
        var isAround = File.Exists("/.dockerenv") && info.Name != Environment.MachineName;
        var isLocal = !isAround && (endpoint.Endpoint.Scheme is "unix" or "npipe" || endpoint.Endpoint.IsLoopback);
        return new NodeEngine(docker, info.CgroupVersion == "1", isLocal);
    }

    /// <summary>What went wrong; the client asks for one version of the API, which older engines refuse.</summary>
    private static string WhyNot(Exception e)
    {
        var message = e is OperationCanceledException ? $"no answer within {Quick.TotalSeconds:0} s" : FirstLine(e.GetBaseException().Message);
        return TooNew().Match(message) is { Success: true } match
            ? $"it knows version {match.Groups[1].Value} of the API and no newer one: set {VersionVariable}={match.Groups[1].Value}"
            : message;
    }

    public static string FirstLine(string text) => text.Trim().Split('\n')[0].Trim().TrimEnd('.');

    [GeneratedRegex(@"too new\. Maximum supported API version is ([0-9]+\.[0-9]+)", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex TooNew();
}
