namespace KubeAssert.Cluster.K3s;

/// <summary>An engine that answers, and what a node has to know of the machine it runs on.</summary>
/// <param name="Command">How it is asked.</param>
/// <param name="Host">The host under which published ports are reached.</param>
/// <param name="HasCgroups1">Whether that machine groups processes the old way; false where the engine does not say.</param>
internal sealed record ContainerEngine(ContainerCommand Command, string Host, bool HasCgroups1)
{
    public const string Loopback = "127.0.0.1";

    private static readonly TimeSpan Quick = TimeSpan.FromSeconds(30);

    /// <summary>Ports of an engine on this machine are published for this machine alone.</summary>
    public bool IsLocal => Host == Loopback;

    /// <exception cref="K3sException">No engine answers.</exception>
    public static async Task<ContainerEngine> FindAsync(K3sOptions options, CancellationToken cancel)
    {
        var (command, reason) = await ContainerCommand.FindAsync(options.Command, cancel).ConfigureAwait(false);
        if (command is null)
            throw new K3sException($"K3s needs a container engine: {reason}. Start Docker, or install Podman.");

        var asked = await command.TryAsync(["info", "--format", command.IsPodman ? "{{.Host.CgroupsVersion}}" : "{{.CgroupVersion}}"], Quick, cancel).ConfigureAwait(false);
        var hasCgroups1 = asked.Code == 0 && asked.Output.Trim() is "1" or "v1";
        return new ContainerEngine(command, options.Host is { } host ? (host == "localhost" ? Loopback : host) : HostAt(await AddressAsync(command, cancel).ConfigureAwait(false)), hasCgroups1);
    }

    /// <summary>The host of an engine's address: <c>ssh://ci@build7</c>, <c>tcp://10.0.0.7:2376</c>; this machine for sockets and pipes.</summary>
    public static string HostAt(string address) =>
        Uri.TryCreate(address, UriKind.Absolute, out var uri) && uri.Scheme is "tcp" or "ssh" or "http" or "https" && uri is { IsLoopback: false, IdnHost.Length: > 0 } ? uri.IdnHost : Loopback;

    private static async Task<string> AddressAsync(ContainerCommand command, CancellationToken cancel)
    {
        // Podman has no contexts, and minds its own variable alone
        if (Environment.GetEnvironmentVariable(command.IsPodman ? "CONTAINER_HOST" : "DOCKER_HOST") is { Length: > 0 } given)
            return given;
        return command.IsPodman ? "" : (await command.TryAsync(["context", "inspect", "--format", "{{.Endpoints.docker.Host}}"], Quick, cancel).ConfigureAwait(false)).Output.Trim();
    }
}
