using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;

namespace KubeAssert.Cluster.Connection;

/// <summary>What it takes to reach one API server as one user.</summary>
internal sealed record ConnectionSettings
{
    /// <summary>The server's address, ending in a slash.</summary>
    public required Uri Server { get; init; }

    /// <summary>The authorities to trust, and no others; null for the system's.</summary>
    public X509Certificate2Collection? Authorities { get; init; }

    public string? TlsServerName { get; init; }

    public bool Insecure { get; init; }

    public Uri? Proxy { get; init; }

    public Credentials Credentials { get; init; } = Credentials.None;

    /// <summary>Headers that say whom the user acts as; see <see cref="Connection.Impersonation"/>.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Impersonation { get; init; } = [];

    /// <summary>What a configuration of KubernetesClient changes of the handler; null for nothing.</summary>
    public Action<SocketsHttpHandler>? HandlerSetup { get; init; }

    /// <summary>What carries requests in place of a handler of our own; null for one of our own.</summary>
    public Func<HttpMessageHandler>? Handler { get; init; }

    /// <summary>The context's namespace.</summary>
    public string DefaultNamespace { get; init; } = ManifestSet.KubernetesDefaultNamespace;

    /// <summary>The kubeconfig's context, or where else the settings come from.</summary>
    public required string Context { get; init; }

    public static ConnectionSettings From(Kubeconfig config, string? contextName, TimeProvider time)
    {
        var context = Find(config, config.Contexts, contextName ?? config.CurrentContext ?? NoContext(config), "context");
        var cluster = Find(config, config.Clusters, Required(context, "cluster"), "cluster");
        var user = context.Text("user") is { } name ? Find(config, config.Users, name, "user") : null;

        var server = Required(cluster, "server");
        if (!server.Contains("://", StringComparison.Ordinal))
            server = "https://" + server;
        if (!Uri.TryCreate(server.TrimEnd('/') + "/", UriKind.Absolute, out var uri) || uri.Scheme is not ("https" or "http"))
            throw new KubeconfigException(cluster.Node["server"].Location, $"the server '{server}' is no https address", "write it as https://host:6443");

        var insecure = cluster.Node["insecure-skip-tls-verify"].AsBoolean() == true;
        var authorities = cluster.Bytes("certificate-authority");
        if (insecure && authorities is not null)
            throw new KubeconfigException(cluster.Node["insecure-skip-tls-verify"].Location, "a certificate authority and insecure-skip-tls-verify are both given", "keep the authority");

        return new ConnectionSettings
        {
            Server = uri,
            Authorities = authorities is null ? null : ReadAuthorities(authorities, cluster),
            TlsServerName = cluster.Text("tls-server-name"),
            Insecure = insecure,
            Proxy = ReadProxy(cluster),
            Credentials = user is null ? Credentials.None : UserCredentials.From(user, cluster, time),
            Impersonation = user is null ? [] : Connection.Impersonation.Read(user),
            DefaultNamespace = context.Text("namespace") ?? ManifestSet.KubernetesDefaultNamespace,
            Context = context.Name,
        };
    }

    private static X509Certificate2Collection ReadAuthorities(byte[] pem, Kubeconfig.Entry cluster)
    {
        var authorities = new X509Certificate2Collection();
        try
        {
            authorities.ImportFromPem(Encoding.UTF8.GetString(pem));
        }
        catch (CryptographicException e)
        {
            throw new KubeconfigException(cluster.Node.Location, $"the certificate authority of cluster '{cluster.Name}' can't be read ({e.Message})", "give certificates as PEM", e);
        }

        return authorities.Count > 0 ? authorities
            : throw new KubeconfigException(cluster.Node.Location, $"the certificate authority of cluster '{cluster.Name}' holds no certificate", "give certificates as PEM");
    }

    private static Uri? ReadProxy(Kubeconfig.Entry cluster)
    {
        if (cluster.Text("proxy-url") is not { } proxy)
            return null;
        return Uri.TryCreate(proxy, UriKind.Absolute, out var uri) && uri.Scheme is "http" or "https" or "socks5"
            ? uri
            : throw new KubeconfigException(cluster.Node["proxy-url"].Location, "proxy-url is no http, https or socks5 address", "write it as http://host:port");
    }

    private static string Required(Kubeconfig.Entry entry, string key) =>
        entry.Text(key) ?? throw new KubeconfigException(entry.Node.Location, $"'{entry.Name}' has no {key}", $"add {key}: to it");

    private static string NoContext(Kubeconfig config) => throw new KubeconfigException(
        $"{config.Name} has no current-context; it has {Known(config.Contexts)}. Name one in KubeClusterOptions.Context.");

    private static Kubeconfig.Entry Find(Kubeconfig config, IReadOnlyDictionary<string, Kubeconfig.Entry> among, string name, string what) =>
        among.TryGetValue(name, out var entry) ? entry
            : throw new KubeconfigException($"{config.Name} has no {what} '{name}'; it has {Known(among)}.");

    private static string Known(IReadOnlyDictionary<string, Kubeconfig.Entry> entries) =>
        entries.Count == 0 ? "none" : string.Join(", ", entries.Keys.Order(StringComparer.Ordinal).Select(k => $"'{k}'"));
}
