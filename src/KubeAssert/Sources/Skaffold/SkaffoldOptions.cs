namespace KubeAssert;

/// <summary>How a <c>skaffold.yaml</c> is rendered.</summary>
public sealed record SkaffoldOptions
{
    /// <summary>The program, by name or path; where it is missing the file is read without it.</summary>
    /// <value><c>skaffold</c>.</value>
    public string Program { get; init; } = "skaffold";

    /// <summary>How long each program may take.</summary>
    /// <value>One minute.</value>
    public TimeSpan TimeLimit { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>Whether the same object (group, kind, namespace and name) may be declared more than once.</summary>
    /// <value><c>false</c>: applying both would silently keep the last one.</value>
    public bool AllowDuplicates { get; init; }
}
