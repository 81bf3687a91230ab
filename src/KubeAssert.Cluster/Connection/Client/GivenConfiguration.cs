using k8s;
using k8s.Authentication;
using System.Net.Http.Headers;
using System.Security.Cryptography.X509Certificates;
using System.Text;

namespace KubeAssert.Cluster.Connection;

/// <summary>What a configuration of KubernetesClient says about a connection.</summary>
internal static class GivenConfiguration
{
    /// <exception cref="KubeconfigException">It names no server.</exception>
    public static ConnectionSettings Settings(KubernetesClientConfiguration configuration)
    {
        if (!Uri.TryCreate(configuration.Host?.TrimEnd('/') + "/", UriKind.Absolute, out var server) || server.Scheme is not ("https" or "http"))
            throw new KubeconfigException($"The configuration's Host '{configuration.Host}' is not an https address; write it as https://host:6443.");
        var certificate = ReadCertificate(configuration);
        return new ConnectionSettings
        {
            Server = server,
            Authorities = configuration.SslCaCerts is { Count: > 0 } authorities ? authorities : null,
            TlsServerName = string.IsNullOrEmpty(configuration.TlsServerName) ? null : configuration.TlsServerName,
            Insecure = configuration.SkipTlsVerify,
            Credentials = Credentials(configuration, certificate),
            DefaultNamespace = string.IsNullOrEmpty(configuration.Namespace) ? ManifestSet.KubernetesDefaultNamespace : configuration.Namespace,
            Context = string.IsNullOrEmpty(configuration.CurrentContext) ? "the given configuration" : configuration.CurrentContext,
            HandlerSetup = configuration.FirstMessageHandlerSetup,
        };
    }

    private static X509Certificate2? ReadCertificate(KubernetesClientConfiguration configuration)
    {
        var certificate = Pem(configuration.ClientCertificateData, configuration.ClientCertificateFilePath);
        var key = Pem(configuration.ClientCertificateKeyData, configuration.ClientKeyFilePath);
        return certificate is null || key is null ? null : UserCredentials.ReadPair(certificate, key);
    }

    private static string? Pem(string? base64, string? path)
    {
        if (!string.IsNullOrEmpty(base64))
            return Encoding.UTF8.GetString(Convert.FromBase64String(base64));
        return string.IsNullOrEmpty(path) ? null : File.ReadAllText(path);
    }

    private static Credentials Credentials(KubernetesClientConfiguration configuration, X509Certificate2? certificate)
    {
        if (configuration.TokenProvider is { } provider)
            return new ProvidedToken(provider, certificate);
        if (!string.IsNullOrEmpty(configuration.AccessToken))
            return Connection.Credentials.Of(Connection.Credentials.Bearer(configuration.AccessToken), certificate);
        var header = string.IsNullOrEmpty(configuration.Username) ? null : Connection.Credentials.Basic(configuration.Username, configuration.Password ?? "");
        return Connection.Credentials.Of(header, certificate);
    }

    private sealed class ProvidedToken(ITokenProvider provider, X509Certificate2? certificate) : Credentials
    {
        public override X509Certificate2? Certificate => certificate;

        public override async ValueTask<AuthenticationHeaderValue?> HeaderAsync(CancellationToken cancel) =>
            await provider.GetAuthenticationHeaderAsync(cancel).ConfigureAwait(false);
    }
}
