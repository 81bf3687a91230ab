namespace KubeAssert.Cluster.Deploying;

/// <summary>What one run made or uses: the list that clean-up works off.</summary>
internal sealed class RunRecord(TestRun run) : IDisposable
{
    private readonly Dictionary<(string Group, string Kind), string> _definitions = [];

    public string RunId => run.Id;

    /// <summary>Namespaces that this run made.</summary>
    public HashSet<string> Namespaces { get; } = new(StringComparer.Ordinal);

    /// <summary>Namespaces that were there before.</summary>
    public HashSet<string> Borrowed { get; } = new(StringComparer.Ordinal);

    /// <summary>Objects outside the run's own namespaces.</summary>
    public HashSet<SharedName> Shared { get; } = [];

    public SemaphoreSlim Writing { get; } = new(1, 1);

    public void AddDefinition(Manifest definition)
    {
        var spec = definition["spec"];
        if (spec["group"].Text is { } group && spec["names"]["kind"].Text is { } kind)
            _definitions[(group, kind)] = spec["scope"].Text ?? "Namespaced";
    }

    public bool Defines(Manifest manifest) => _definitions.ContainsKey((manifest.Group, manifest.Kind));

    public string? ScopeOf(Manifest manifest) => _definitions.GetValueOrDefault((manifest.Group, manifest.Kind));

    public void Dispose() => Writing.Dispose();
}
