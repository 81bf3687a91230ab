using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;

namespace KubeAssert.Cluster.Connection;

/// <summary>What a kubeconfig's user says about credentials.</summary>
internal static class UserCredentials
{
    public static Credentials From(Kubeconfig.Entry user, Kubeconfig.Entry cluster, TimeProvider time)
    {
        var certificate = ReadCertificate(user);
        if (user.Node["exec"].IsMap)
            return new ExecCredentials(ExecPlugin.From(user, cluster), time);
        if (user.FilePath("tokenFile") is { } file)
            return new TokenFileCredentials(file, certificate, time);
        if (user.Text("token") is { } token)
            return Credentials.Of(Credentials.Bearer(token), certificate);
        if (user.Text("username") is { } name)
            return Credentials.Of(Credentials.Basic(name, user.Text("password") ?? ""), certificate);
        if (user.Node["auth-provider"].IsMap)
            return OidcCredentials.Read(user, certificate, time);
        return Credentials.Of(null, certificate);
    }

    public static X509Certificate2 ReadPair(string certificatePem, string keyPem)
    {
        var certificate = X509Certificate2.CreateFromPem(certificatePem, keyPem);
        if (!OperatingSystem.IsWindows())
            return certificate;

        // Schannel can't use a key that lives in memory only
        using (certificate)
        {
            var bytes = certificate.Export(X509ContentType.Pkcs12);
#if NET9_0_OR_GREATER
            return X509CertificateLoader.LoadPkcs12(bytes, null);
#else
            return new X509Certificate2(bytes);
#endif
        }
    }

    private static X509Certificate2? ReadCertificate(Kubeconfig.Entry user)
    {
        var certificate = user.Bytes("client-certificate");
        var key = user.Bytes("client-key");
        if (certificate is null && key is null)
            return null;
        if (certificate is null || key is null)
            throw new KubeconfigException(user.Node.Location, $"user '{user.Name}' has a client {(key is null ? "certificate" : "key")} without its {(key is null ? "key" : "certificate")}", "give both");

        try
        {
            return ReadPair(Encoding.UTF8.GetString(certificate), Encoding.UTF8.GetString(key));
        }
        catch (Exception e) when (e is CryptographicException or ArgumentException)
        {
            throw new KubeconfigException(user.Node.Location, $"the client certificate of user '{user.Name}' can't be used ({e.Message})", "give a certificate and its unencrypted key as PEM", e);
        }
    }
}
