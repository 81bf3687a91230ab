using System.Globalization;
using System.Net;
using System.Text.RegularExpressions;

namespace KubeAssert.Cluster.K3s;

/// <summary>Everything that is particular to K3s in a container; the rest of this folder is about containers in general.</summary>
internal static partial class K3sFacts
{
    /// <summary>A current release; the digest is that of its index over all platforms. The registry is named, for Podman assumes none.</summary>
    public const string DefaultImage = "docker.io/rancher/k3s:v1.36.4-k3s1@sha256:edad48e12bf81c3a09ac1c05c0c0ffaaa22145980b989d6fae84543a76b83657";

    public const int ApiPort = 6443;

    public const string KubeconfigPath = "/etc/rancher/k3s/k3s.yaml";

    public const string RegistriesPath = "/etc/rancher/k3s/registries.yaml";

    /// <summary>The label of the pods that answer DNS.</summary>
    public const string DnsSelector = "k8s-app=kube-dns";

    // kubelets know the option since 1.31, and refuse to run on cgroups of version 1 without it since 1.35
    private const int FirstMinorToAllowCgroups1 = 31;

    /// <summary>What K3s itself is started with.</summary>
    public static IEnumerable<string> ServerArguments(K3sOptions options, bool hasCgroups1)
    {
        yield return "server";
        if (options.Disabled.Count > 0)
            yield return "--disable=" + string.Join(',', options.Disabled);
        if (hasCgroups1 && MinorOf(options.Image) is null or >= FirstMinorToAllowCgroups1)
            yield return "--kubelet-arg=fail-cgroupv1=false";
        foreach (var argument in options.ExtraArguments)
            yield return argument;
    }

    /// <summary>What the Go toolchain and images call the machine that <c>uname -m</c> names.</summary>
    public static string Architecture(string machine) => machine switch
    {
        "x86_64" => "amd64",
        "aarch64" => "arm64",
        "armv7l" or "armv6l" => "arm",
        "i386" or "i686" => "386",
        _ => machine,
    };

    /// <summary>Reads an image archive inside the node; all platforms are never asked for: the archive may hold indexes of some that are absent.</summary>
    public static IList<string> ImportCommand(string path, string architecture) =>
        ["ctr", "--namespace", "k8s.io", "images", "import", "--platform", $"linux/{architecture}", path];

    public static bool KeepsDns(K3sOptions options) => !options.Disabled.Contains("coredns");

    /// <summary>The components that are disabled by default and that this manifest needs.</summary>
    public static IEnumerable<string> ComponentsFor(Manifest manifest)
    {
        if (manifest.Kind is "Ingress" || manifest.Group is "traefik.io" or "traefik.containo.us")
            return ["traefik", "servicelb"];
        if (manifest.Kind is "HorizontalPodAutoscaler")
            return ["metrics-server"];
        return manifest.Kind is "Service" && manifest["spec"]["type"].Text == "LoadBalancer" ? ["servicelb"] : [];
    }

    /// <summary>
    /// The kubeconfig for the client: K3s writes its own loopback address into it. Its certificate is for localhost, so another host's is checked
    /// against that name.
    /// </summary>
    public static string KubeconfigFor(string kubeconfig, string host, int port)
    {
        var server = Connection.Kubeconfig.Parse(kubeconfig, "k3s.yaml").Clusters.Values.Select(c => c.Text("server")).First(s => s is not null)!;
        var name = host.Contains(':', StringComparison.Ordinal) ? $"[{host}]" : host;
        var address = string.Create(CultureInfo.InvariantCulture, $"https://{name}:{port}");
        var isLoopback = host == "localhost" || (IPAddress.TryParse(host, out var ip) && IPAddress.IsLoopback(ip));
        var line = ServerLine().Match(kubeconfig);
        return isLoopback || !line.Success
            ? kubeconfig.Replace(server, address, StringComparison.Ordinal)
            : kubeconfig.Replace(line.Value, $"{line.Groups[1].Value}server: {address}\n{line.Groups[1].Value}tls-server-name: localhost", StringComparison.Ordinal);
    }

    /// <summary>The minor version that an image's tag names, <c>v1.36.4-k3s1</c>; null where it names none.</summary>
    private static int? MinorOf(string image) =>
        VersionTag().Match(image) is { Success: true } match && int.TryParse(match.Groups[1].ValueSpan, CultureInfo.InvariantCulture, out var minor) ? minor : null;

    [GeneratedRegex(@"^([ ]+)server:[^\r\n]*", RegexOptions.CultureInvariant | RegexOptions.Multiline, matchTimeoutMilliseconds: 1000)]
    private static partial Regex ServerLine();

    [GeneratedRegex(@":v1\.([0-9]{1,4})(?:[.@-]|$)", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex VersionTag();
}
