namespace KubeAssert;

/// <summary>How Jsonnet is evaluated, beside its variables.</summary>
public sealed record JsonnetOptions
{
    /// <summary>The program, by name or path; one that takes jsonnet's arguments.</summary>
    /// <value><c>jsonnet</c>.</value>
    public string Program { get; init; } = "jsonnet";

    /// <summary>External variables whose values are Jsonnet: <c>--ext-code</c>.</summary>
    public IReadOnlyDictionary<string, string> ExtCode { get; init; } = new Dictionary<string, string>();

    /// <summary>Arguments of the top-level function whose values are Jsonnet: <c>--tla-code</c>.</summary>
    public IReadOnlyDictionary<string, string> TlaCode { get; init; } = new Dictionary<string, string>();

    /// <summary>How long it may take.</summary>
    /// <value>One minute.</value>
    public TimeSpan TimeLimit { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>Whether the same object (group, kind, namespace and name) may be declared more than once.</summary>
    /// <value><c>false</c>: applying both would silently keep the last one.</value>
    public bool AllowDuplicates { get; init; }
}
