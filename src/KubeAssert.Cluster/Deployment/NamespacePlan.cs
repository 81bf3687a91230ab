namespace KubeAssert.Cluster.Deploying;

/// <summary>Which namespace of the manifests becomes which namespace of the cluster.</summary>
internal sealed class NamespacePlan
{
    private const int LongestName = 63;
    private readonly Dictionary<string, string> _targets;

    private NamespacePlan(string main, Dictionary<string, string> targets)
    {
        Main = main;
        _targets = targets;
    }

    /// <summary>The namespace of manifests that name none.</summary>
    public string Main { get; }

    public IReadOnlyCollection<string> Originals => _targets.Keys;

    public IEnumerable<string> Targets => _targets.Values.Append(Main).Distinct(StringComparer.Ordinal);

    /// <summary>Kubernetes' own namespaces stay what they are.</summary>
    public static bool IsSystem(string @namespace) => @namespace.StartsWith("kube-", StringComparison.Ordinal);

    public static NamespacePlan For(ManifestSet set, IReadOnlyCollection<Manifest> namespaced, DeploymentOptions options, TestRun run)
    {
        var named = namespaced.Select(m => m.Namespace).OfType<string>()
            .Concat(set.Where(m => m is { Kind: "Namespace", Group: "" }).Select(m => m.Name))
            .Where(n => n.Length > 0 && !IsSystem(n)).Distinct(StringComparer.Ordinal).ToList();
        var main = options.Namespace ?? Fresh(options.NamespacePrefix, run);
        var targets = new Dictionary<string, string>(StringComparer.Ordinal) { [set.DefaultNamespace] = main };

        // one namespace of the manifests becomes the fresh one; further ones get one each
        var hasUnnamed = namespaced.Any(m => m.Namespace is null) || named.Contains(set.DefaultNamespace);
        foreach (var (name, index) in named.Select((n, i) => (n, i)))
            targets.TryAdd(name, index == 0 && !hasUnnamed ? main : options.Namespace is null ? Fresh($"{options.NamespacePrefix}-{name}", run) : name);
        return new NamespacePlan(main, targets);
    }

    public string Of(string? original) => original is null ? Main : _targets.GetValueOrDefault(original, original);

    /// <summary>The cluster's namespace for one that the manifests name; null when it stays as it is.</summary>
    public string? Find(string original) => _targets.TryGetValue(original, out var target) && target != original ? target : null;

    private static string Fresh(string prefix, TestRun run) =>
        prefix[..Math.Min(prefix.Length, LongestName - run.Id.Length - 1)].TrimEnd('-') + "-" + run.Id;
}
