namespace KubeAssert.Cluster;

/// <summary>How a K3s is started in a container. Immutable; the defaults suit most tests.</summary>
public sealed record K3sOptions
{
    /// <summary>The image; a digest makes runs repeatable: <c>docker.io/rancher/k3s:v1.36.4-k3s1@sha256:...</c>. Name the registry, for Podman assumes none.</summary>
    /// <value>a current <c>rancher/k3s</c>, by digest</value>
    public string Image { get; init; } = K3s.K3sFacts.DefaultImage;

    /// <summary>Arguments for <c>k3s server</c> besides those that KubeAssert gives.</summary>
    /// <value>none</value>
    public IReadOnlyList<string> ExtraArguments { get; init; } = [];

    /// <summary>
    /// Components that are not started. Without <c>coredns</c> or <c>local-storage</c> deployments that need names or volumes fail although they are right;
    /// without <c>metrics-server</c> autoscalers miss their metrics, without <c>servicelb</c> Services of type LoadBalancer stay pending.
    /// </summary>
    /// <value><c>traefik</c>, <c>servicelb</c>, <c>metrics-server</c>; see <see cref="For"/></value>
    public IReadOnlyList<string> Disabled { get; init; } = ["traefik", "servicelb", "metrics-server"];

    /// <summary>The text of K3s' <c>registries.yaml</c>: mirrors and credentials. It never reaches a message.</summary>
    /// <value>null: none</value>
    public string? RegistriesYaml { get; init; }

    /// <summary>Images of the local Docker that are loaded into the node before it counts as ready: <c>shop:dev</c>.</summary>
    /// <value>none</value>
    public IReadOnlyList<string> Images { get; init; } = [];

    /// <summary>Files that <c>docker save</c> or <c>dotnet publish /t:PublishContainer</c> with <c>ContainerArchiveOutputPath</c> wrote, loaded as well.</summary>
    /// <value>none</value>
    public IReadOnlyList<string> ImageArchives { get; init; } = [];

    /// <summary>
    /// A name under which a running K3s is used again by later runs, and left running at the end; null for one of this run's own. One that was started with another image,
    /// other arguments or other registries is replaced.
    /// </summary>
    /// <value>null</value>
    public string? Reuse { get; init; }

    /// <summary>How long the start may take, pulling the image included.</summary>
    /// <value>5 minutes</value>
    public TimeSpan StartTimeLimit { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>Where lines about progress are written, from any thread; null for nowhere.</summary>
    /// <value>null</value>
    public Action<string>? Output { get; init; }

    /// <summary>How to talk to the cluster once it runs.</summary>
    /// <value>the defaults</value>
    public KubeClusterOptions Cluster { get; init; } = new();

    /// <summary>Options that start what these manifests need, and nothing else: an ingress controller, a load balancer, metrics.</summary>
    public static K3sOptions For(ManifestSet manifests)
    {
        ArgumentNullException.ThrowIfNull(manifests);
        var needed = manifests.SelectMany(K3s.K3sFacts.ComponentsFor).ToHashSet(StringComparer.Ordinal);
        var options = new K3sOptions();
        return options with { Disabled = options.Disabled.Where(d => !needed.Contains(d)).ToArray() };
    }
}
