namespace KubeAssert;

/// <summary>Where and how deployables are looked for.</summary>
public sealed record DiscoveryOptions
{
    /// <summary>The folder to walk.</summary>
    /// <value>Null: the repository's root, the nearest folder above the test project with <c>.git</c>, else the topmost one with a solution.</value>
    public string? Root { get; init; }

    /// <summary>Files and folders to leave out, as globs relative to the root; one without a slash matches a name in any folder.</summary>
    /// <value>Empty.</value>
    public IReadOnlyList<string> Exclude { get; init; } = [];
}
