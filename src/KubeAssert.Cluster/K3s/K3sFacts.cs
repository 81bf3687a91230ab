using System.Globalization;

namespace KubeAssert.Cluster.K3s;

/// <summary>Everything that is particular to K3s in a container; the rest of this folder is about containers in general.</summary>
internal static class K3sFacts
{
    /// <summary>A current release.</summary>
    public const string DefaultImage = "rancher/k3s:v1.34.1-k3s1";

    public const int ApiPort = 6443;

    public const string KubeconfigPath = "/etc/rancher/k3s/k3s.yaml";

    public const string RegistriesPath = "/etc/rancher/k3s/registries.yaml";

    /// <summary>Archives in this folder are loaded when K3s starts.</summary>
    public const string ImagesFolder = "/var/lib/rancher/k3s/agent/images";

    /// <summary>K3s needs to see its own processes' groups and to mount; it moves its processes itself, so it must be process 1 (no --init).</summary>
    public static IEnumerable<string> RunArguments(bool hasCgroups2) =>
    [
        "--privileged",
        "--tmpfs", "/run",
        "--tmpfs", "/var/run",
        .. hasCgroups2 ? new[] { "--cgroupns=host", "--volume", "/sys/fs/cgroup:/sys/fs/cgroup:rw" } : [],
    ];

    public static IEnumerable<string> ServerArguments(K3sOptions options, string host)
    {
        yield return "server";
        if (options.Disabled.Count > 0)
            yield return "--disable=" + string.Join(',', options.Disabled);
        yield return "--tls-san=" + host;
        foreach (var argument in options.ExtraArguments)
            yield return argument;
    }

    /// <summary>Reads an image archive inside the node; all platforms are never asked for: the archive may hold indexes of some that are absent.</summary>
    public static IReadOnlyList<string> ImportCommand(string path, string architecture) =>
        ["ctr", "--namespace", "k8s.io", "images", "import", "--platform", $"linux/{architecture}", path];

    /// <summary>The label of the pods that answer DNS.</summary>
    public const string DnsSelector = "k8s-app=kube-dns";

    public static bool KeepsDns(K3sOptions options) => !options.Disabled.Contains("coredns");

    /// <summary>The kubeconfig for the client: K3s writes its own loopback address into it.</summary>
    public static string KubeconfigFor(string kubeconfig, string host, int port)
    {
        var server = Connection.Kubeconfig.Parse(kubeconfig, "k3s.yaml").Clusters.Values.Select(c => c.Text("server")).First(s => s is not null)!;
        var address = string.Create(CultureInfo.InvariantCulture, $"https://{(host.Contains(':', StringComparison.Ordinal) ? $"[{host}]" : host)}:{port}");
        return kubeconfig.Replace(server, address, StringComparison.Ordinal);
    }
}
