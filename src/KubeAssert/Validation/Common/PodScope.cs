namespace KubeAssert.Validation;

/// <summary>What checks inside a pod spec need to know of the pod around them, with the API server's defaults applied.</summary>
/// <param name="spec">The pod's spec.</param>
/// <param name="metadata">The metadata of the pod or of its template.</param>
/// <param name="isPod">Whether this is a Pod rather than a template inside another object.</param>
/// <param name="claimTemplates">The volumeClaimTemplates of a StatefulSet; they are volumes too.</param>
internal sealed class PodScope(Node spec, Node metadata, bool isPod, Problems problems, Node? claimTemplates = null)
{
    private const int MostScanned = 16;
    private Dictionary<string, Node>? _volumes;
    private HashSet<string>? _claims;
    private HashSet<string>? _templates;

    public Node Spec => spec;

    public Node Metadata => metadata;

    public bool IsPod => isPod;

    public Problems Problems => problems;

    public string RestartPolicy { get; } = spec.String("restartPolicy") is { Length: > 0 } policy ? policy : "Always";

    /// <summary>The termination grace period in seconds; a Pod's negative one counts as 1.</summary>
    public long GracePeriod { get; } = spec.Integer("terminationGracePeriodSeconds") is { } seconds ? isPod && seconds < 0 ? 1 : seconds : 30;

    public bool HostNetwork { get; } = spec.Boolean("hostNetwork") == true;

    public bool HostPid { get; } = spec.Boolean("hostPID") == true;

    public bool HostIpc { get; } = spec.Boolean("hostIPC") == true;

    /// <summary>Whether the pod has no user namespace of its own; before Kubernetes 1.33 no pod had one by default.</summary>
    public bool HostUsers { get; } = spec.Boolean("hostUsers") != false || problems.Version < KubernetesVersion.V1_33;

    /// <summary>The operating system's name; null when the pod names none.</summary>
    public string? OperatingSystem { get; } = spec.Given("os")?.String("name");

    /// <summary>Whether these are the pods of a StatefulSet: their controller sets hostname and subdomain.</summary>
    public bool NamesItself { get; init; }

    public ReadOnlySpan<Node> ClaimTemplates => claimTemplates is ListNode list ? list.Span : [];

    /// <summary>Whether a StatefulSet's claim template has the name: it takes the place of a volume of that name.</summary>
    public bool IsClaimTemplate(string name)
    {
        if (ClaimTemplates.Length > MostScanned)
            return (_templates ??= Names(ClaimTemplates, NameOf)).Contains(name);

        foreach (var template in ClaimTemplates)
        {
            if (NameOf(template) == name)
                return true;
        }

        return false;
    }

    /// <summary>Whether the pod has a resource claim of a name.</summary>
    public bool HasResourceClaim(string name)
    {
        var claims = spec.List("resourceClaims");
        if (claims.Length > MostScanned)
            return (_claims ??= Names(claims, claim => claim.String("name"))).Contains(name);

        foreach (var claim in claims)
        {
            if (claim.String("name") == name)
                return true;
        }

        return false;
    }

    /// <summary>The volume or claim template of a name; null when there is none.</summary>
    public Node? FindVolume(string name)
    {
        var volumes = spec.List("volumes");
        if (volumes.Length + ClaimTemplates.Length > MostScanned)
            return (_volumes ??= Index(volumes)).GetValueOrDefault(name);

        foreach (var template in ClaimTemplates)
        {
            if (NameOf(template) == name)
                return template;
        }

        foreach (var volume in volumes)
        {
            if (volume.String("name") == name)
                return volume;
        }

        return null;
    }

    /// <summary>Whether a volume can be used as a block device: a claim, or an ephemeral claim.</summary>
    public static bool IsClaim(Node volume) =>
        volume.Has("persistentVolumeClaim") || volume.Has("ephemeral") || volume.Has("metadata");

    private Dictionary<string, Node> Index(ReadOnlySpan<Node> volumes)
    {
        var index = new Dictionary<string, Node>(StringComparer.Ordinal);
        foreach (var template in ClaimTemplates)
            index.TryAdd(NameOf(template), template);
        foreach (var volume in volumes)
            index.TryAdd(volume.String("name"), volume);
        return index;
    }

    private static string NameOf(Node template) => template.Given("metadata")?.String("name") ?? "";

    private static HashSet<string> Names(ReadOnlySpan<Node> nodes, Func<Node, string> nameOf)
    {
        var names = new HashSet<string>(StringComparer.Ordinal);
        foreach (var node in nodes)
            names.Add(nameOf(node));
        return names;
    }
}
