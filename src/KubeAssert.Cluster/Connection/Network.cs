using System.Net;
using System.Net.Security;
using System.Security.Cryptography.X509Certificates;

namespace KubeAssert.Cluster.Connection;

/// <summary>The handler that carries every request to one API server.</summary>
internal static class Network
{
    public static SocketsHttpHandler Create(ConnectionSettings settings, TimeProvider time)
    {
        var trust = new ServerTrust(settings, time);
        var tls = new SslClientAuthenticationOptions
        {
            RemoteCertificateValidationCallback = (_, certificate, chain, errors) => trust.Check(certificate, chain, errors),
            LocalCertificateSelectionCallback = (_, _, _, _, _) => settings.Credentials.Certificate!,
        };
        if (settings.Credentials.Certificate is { } certificate)
            tls.ClientCertificates = new X509CertificateCollection { certificate };

        var handler = new SocketsHttpHandler
        {
            SslOptions = tls,
            UseProxy = settings.Proxy is not null || !settings.Server.IsLoopback,
            Proxy = settings.Proxy is null ? null : new WebProxy(settings.Proxy),
            UseCookies = false,
            AllowAutoRedirect = false,
            AutomaticDecompression = DecompressionMethods.All,
            ConnectTimeout = TimeSpan.FromSeconds(10),
            EnableMultipleHttp2Connections = true,
            KeepAlivePingDelay = TimeSpan.FromSeconds(20),
            KeepAlivePingTimeout = TimeSpan.FromSeconds(10),
            KeepAlivePingPolicy = HttpKeepAlivePingPolicy.WithActiveRequests,
            PooledConnectionIdleTimeout = TimeSpan.FromSeconds(60),
        };
        settings.HandlerSetup?.Invoke(handler);
        return handler;
    }
}
