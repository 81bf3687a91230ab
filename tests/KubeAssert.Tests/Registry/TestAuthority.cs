using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace KubeAssert.Tests.Registry;

/// <summary>An authority nobody knows, and a certificate by it for a server.</summary>
internal sealed class TestAuthority : IDisposable
{
    private readonly ECDsa _authorityKey = ECDsa.Create(ECCurve.NamedCurves.nistP256);
    private readonly ECDsa _serverKey = ECDsa.Create(ECCurve.NamedCurves.nistP256);

    public TestAuthority(string address = "127.0.0.1")
    {
        var from = TimeProvider.System.GetUtcNow().AddHours(-1);
        var request = new CertificateRequest("CN=shop authority", _authorityKey, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.KeyCertSign, true));
        using var authority = request.CreateSelfSigned(from, from.AddDays(2));

        var names = new SubjectAlternativeNameBuilder();
        names.AddIpAddress(IPAddress.Parse(address));
        var server = new CertificateRequest("CN=registry", _serverKey, HashAlgorithmName.SHA256);
        server.CertificateExtensions.Add(names.Build());
        server.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension([new Oid("1.3.6.1.5.5.7.3.1")], false));
        using var certificate = server.Create(authority, from, from.AddDays(1), [1, 2, 3, 4]);

        Certificate = authority.ExportCertificatePem();
        ServerCertificate = certificate.ExportCertificatePem();
        ServerKey = _serverKey.ExportPkcs8PrivateKeyPem();
    }

    public string Certificate { get; }

    public string ServerCertificate { get; }

    public string ServerKey { get; }

    public void Dispose()
    {
        _authorityKey.Dispose();
        _serverKey.Dispose();
    }
}
