using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Security;
using System.Security.Authentication;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace KubeAssert.Registry;

/// <summary>The connections to registries: one pool for all of a process, one for this machine, and one more for each registry with certificates of its own.</summary>
internal sealed class RegistryClients(RegistryOptions options)
{
    private static readonly HttpClient Usual = New(null, isDirect: false);

    /// <summary>To this machine itself: no proxy in between.</summary>
    private static readonly HttpClient Direct = New(null, isDirect: true);

    private static readonly ConcurrentDictionary<string, HttpClient> Trusting = new(StringComparer.Ordinal);

    private readonly Dictionary<string, string> _files = new(options.Certificates, StringComparer.OrdinalIgnoreCase);

    /// <summary>The client for an address.</summary>
    /// <exception cref="RegistryProblem">The certificates for it can't be read.</exception>
    public HttpClient For(Uri address)
    {
        if (address.Scheme != Uri.UriSchemeHttps || (_files.GetValueOrDefault(address.Authority) ?? _files.GetValueOrDefault($"{address.Host}:{address.Port}")) is not { } file)
            return address.IsLoopback ? Direct : Usual;
        var trusted = Read(file);
        var key = $"{address.IsLoopback} {string.Join(' ', trusted.Select(c => c.GetCertHashString(HashAlgorithmName.SHA256)))}";
        return Trusting.GetOrAdd(key, _ => New(trusted, address.IsLoopback));
    }

    private static HttpClient New(X509Certificate2Collection? trusted, bool isDirect)
    {
        var handler = new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            UseCookies = false,
            UseProxy = !isDirect,
            AutomaticDecompression = DecompressionMethods.None,
            PooledConnectionLifetime = TimeSpan.FromMinutes(5),
            MaxConnectionsPerServer = 8,
        };
        handler.SslOptions.RemoteCertificateValidationCallback = (_, certificate, chain, errors) =>
            Fault(certificate, chain, errors, trusted) is { } fault ? throw new UntrustedException(fault) : true;
        return new HttpClient(handler)
        {
            Timeout = Timeout.InfiniteTimeSpan,
            DefaultRequestHeaders = { UserAgent = { new ProductInfoHeaderValue("KubeAssert", "1.0") } },
        };
    }

    /// <summary>Why neither the system nor the certificates that were named trust it; null where one does. A certificate for another host stays one.</summary>
    private static string? Fault(X509Certificate? certificate, X509Chain? sent, SslPolicyErrors errors, X509Certificate2Collection? trusted)
    {
        if (errors == SslPolicyErrors.None)
            return null;
        if (certificate is not X509Certificate2 leaf)
            return "it shows no certificate";
        if (errors.HasFlag(SslPolicyErrors.RemoteCertificateNameMismatch))
            return "its certificate is for another host";
        if (trusted is null)
            return Fault(sent?.ChainStatus ?? []);

        using var chain = new X509Chain { ChainPolicy = { TrustMode = X509ChainTrustMode.CustomRootTrust, RevocationMode = X509RevocationMode.NoCheck } };
        chain.ChainPolicy.CustomTrustStore.AddRange(trusted);
        chain.ChainPolicy.ApplicationPolicy.Add(new Oid("1.3.6.1.5.5.7.3.1"));
        foreach (var element in sent?.ChainElements ?? Enumerable.Empty<X509ChainElement>())
            chain.ChainPolicy.ExtraStore.Add(element.Certificate);
        return chain.Build(leaf) ? null : Fault(chain.ChainStatus);
    }

    private static string Fault(X509ChainStatus[] statuses) =>
        statuses.Any(s => s.Status is X509ChainStatusFlags.UntrustedRoot or X509ChainStatusFlags.PartialChain or X509ChainStatusFlags.NotSignatureValid)
            ? "its certificate is by an authority that is not known here; name the authority's certificate in the options' Certificates"
            : statuses.Any(s => s.Status == X509ChainStatusFlags.NotTimeValid)
                ? "its certificate is out of date"
                : $"its certificate is not valid ({string.Join(", ", statuses.Select(s => s.Status).Distinct())})";

    private static X509Certificate2Collection Read(string file)
    {
        var found = new X509Certificate2Collection();
        try
        {
            found.ImportFromPemFile(file);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or CryptographicException)
        {
            throw RegistryProblem.NotChecked($"the certificates in {file} can't be read: {e.Message.TrimEnd('.')}");
        }

        return found.Count > 0 ? found : throw RegistryProblem.NotChecked($"{file} holds no certificate in PEM form");
    }
}

/// <summary>A server shows a certificate that is not trusted.</summary>
[SuppressMessage("Design", "CA1032:Implement standard exception constructors", Justification = "never leaves this room")]
[SuppressMessage("Design", "CA1064:Exceptions should be public", Justification = "never leaves this room")]
internal sealed class UntrustedException(string fault) : AuthenticationException(fault);
