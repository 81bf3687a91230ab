using System.Security.Cryptography.X509Certificates;

namespace KubeAssert.Cluster.Connection;

/// <summary>The service account that Kubernetes gives to a pod.</summary>
internal static class InCluster
{
    public const string Folder = "/var/run/secrets/kubernetes.io/serviceaccount";

    /// <summary>The settings; null outside a pod.</summary>
    public static ConnectionSettings? Find(Func<string, string?> environment, TimeProvider time, string folder = Folder)
    {
        var host = environment("KUBERNETES_SERVICE_HOST");
        var port = environment("KUBERNETES_SERVICE_PORT");
        var token = Path.Combine(folder, "token");
        if (string.IsNullOrEmpty(host) || string.IsNullOrEmpty(port) || !File.Exists(token))
            return null;

        var authorities = new X509Certificate2Collection();
        if (File.Exists(Path.Combine(folder, "ca.crt")))
            authorities.ImportFromPemFile(Path.Combine(folder, "ca.crt"));
        var @namespace = Path.Combine(folder, "namespace");
        return new ConnectionSettings
        {
            Server = new Uri($"https://{(host.Contains(':', StringComparison.Ordinal) ? $"[{host}]" : host)}:{port}/"),
            Authorities = authorities.Count > 0 ? authorities : null,
            Credentials = new TokenFileCredentials(token, null, time),
            DefaultNamespace = File.Exists(@namespace) ? File.ReadAllText(@namespace).Trim() : ManifestSet.KubernetesDefaultNamespace,
            Context = "in-cluster",
        };
    }
}
