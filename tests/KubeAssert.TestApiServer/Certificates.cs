using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace KubeAssert.TestApiServer;

/// <summary>An authority of the server's own, and what it issued. Made once per process.</summary>
public sealed class Certificates
{
    private static readonly Lazy<Certificates> Made = new(() => new Certificates());
    private readonly X509Certificate2 _authority;

    private Certificates()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=test-ca", key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        _authority = request.CreateSelfSigned(DateTimeOffset.UnixEpoch.AddYears(40), DateTimeOffset.UnixEpoch.AddYears(100));
        AuthorityPem = _authority.ExportCertificatePem();
        Server = Issue("kube-apiserver", DateTimeOffset.UnixEpoch.AddYears(90));
        Expired = Issue("kube-apiserver", DateTimeOffset.UnixEpoch.AddYears(45));
        using var client = Issue("admin", DateTimeOffset.UnixEpoch.AddYears(90));
        ClientPem = client.ExportCertificatePem();
        ClientKeyPem = client.GetECDsaPrivateKey()!.ExportPkcs8PrivateKeyPem();
    }

    public static Certificates Shared => Made.Value;

    public string AuthorityPem { get; }

    public X509Certificate2 Server { get; }

    public X509Certificate2 Expired { get; }

    public string ClientPem { get; }

    public string ClientKeyPem { get; }

    private X509Certificate2 Issue(string name, DateTimeOffset until)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=" + name, key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddIpAddress(IPAddress.Loopback);
        names.AddDnsName("localhost");
        names.AddDnsName("kubernetes");
        request.CertificateExtensions.Add(names.Build());
        using var bare = request.Create(_authority, DateTimeOffset.UnixEpoch.AddYears(41), until, RandomNumberGenerator.GetBytes(8));
        return X509CertificateLoader.LoadPkcs12(bare.CopyWithPrivateKey(key).Export(X509ContentType.Pkcs12), null);
    }
}
