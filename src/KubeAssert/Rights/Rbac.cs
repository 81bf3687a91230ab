using System.IO.Compression;

namespace KubeAssert;

/// <summary>The roles and bindings that every cluster has.</summary>
public static class Rbac
{
    private static readonly Lazy<ManifestSet> Known = new(Read);

    /// <summary>
    /// The built-in roles and bindings of an API server, such as <c>cluster-admin</c>, <c>view</c> and <c>system:discovery</c>: for
    /// <see cref="ManifestSetRights.Using"/>.
    /// </summary>
    /// <param name="version">The Kubernetes version. They were read from a 1.36 server; other versions differ in a few rules of controllers.</param>
    public static ManifestSet Defaults(KubernetesVersion version) 
    {
        _ = version;
        return Known.Value;
    }

    private static ManifestSet Read()
    {
        using var packed = typeof(Rbac).Assembly.GetManifestResourceStream("KubeAssert.Rights.defaults.yaml.gz")!;
        using var text = new GZipStream(packed, CompressionMode.Decompress);
        return Manifests.FromStream(text, "rbac-defaults.yaml");
    }
}
