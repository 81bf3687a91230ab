using System.Net.Security;
using System.Security.Cryptography.X509Certificates;

namespace KubeAssert.Cluster.Connection;

/// <summary>Whether to believe the server's certificate.</summary>
internal sealed class ServerTrust(ConnectionSettings settings, TimeProvider time)
{
    /// <exception cref="ServerCertificateException">It is not to be trusted; the message says why.</exception>
    public bool Check(X509Certificate? presented, X509Chain? presentedChain, SslPolicyErrors errors)
    {
        if (settings.Insecure)
            return true;
        if (presented is not X509Certificate2 certificate)
            throw Refuse("presented no certificate");
        if (errors.HasFlag(SslPolicyErrors.RemoteCertificateNameMismatch))
            throw Refuse($"presented a certificate for {Names(certificate)}, not for {settings.TlsServerName ?? settings.Server.Host}; connect to one of these, or name one in tls-server-name");

        if (settings.Authorities is null)
        {
            return !errors.HasFlag(SslPolicyErrors.RemoteCertificateChainErrors) ? true
                : throw Judge(certificate, presentedChain, "the system's authorities");
        }

        using var chain = new X509Chain();
        chain.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust;
        chain.ChainPolicy.CustomTrustStore.AddRange(settings.Authorities);
        chain.ChainPolicy.RevocationMode = X509RevocationMode.NoCheck;
        foreach (var element in presentedChain?.ChainElements ?? Enumerable.Empty<X509ChainElement>())
            chain.ChainPolicy.ExtraStore.Add(element.Certificate);
        return chain.Build(certificate) ? true : throw Judge(certificate, chain, "the kubeconfig's certificate authority");
    }

    private ServerCertificateException Judge(X509Certificate2 certificate, X509Chain? chain, string authorities)
    {
        var now = time.GetUtcNow();
        if (now > certificate.NotAfter)
            return Refuse($"presented a certificate that expired at {certificate.NotAfter.ToUniversalTime():u}", mayHeal: true);
        if (now < certificate.NotBefore)
            return Refuse($"presented a certificate that is not valid before {certificate.NotBefore.ToUniversalTime():u}", mayHeal: true);

        var problems = chain?.ChainStatus.Select(s => s.Status).Distinct().ToArray() ?? [];
        return problems is [X509ChainStatusFlags.NotTimeValid]
            ? Refuse("presented a certificate that is not valid at this time", mayHeal: true)
            : Refuse($"presented a certificate that {authorities} did not issue ({string.Join(", ", problems)}); give its certificate-authority in the kubeconfig");
    }

    private ServerCertificateException Refuse(string why, bool mayHeal = false) =>
        new($"the server {settings.Server.Authority} {why}", mayHeal);

    private static string Names(X509Certificate2 certificate)
    {
        var names = certificate.Extensions.OfType<X509SubjectAlternativeNameExtension>()
            .SelectMany(e => e.EnumerateDnsNames().Concat(e.EnumerateIPAddresses().Select(a => a.ToString()))).ToArray();
        return names.Length > 0 ? string.Join(", ", names) : certificate.Subject;
    }
}

/// <summary>The server's certificate is not to be trusted.</summary>
/// <param name="message">Why.</param>
/// <param name="mayHeal">Whether time alone, or a server that renews its certificate, can mend it.</param>
internal sealed class ServerCertificateException(string message, bool mayHeal) : Exception(message)
{
    public bool MayHeal { get; } = mayHeal;
}
