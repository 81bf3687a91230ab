namespace KubeAssert;

/// <summary>How a kustomization is rendered.</summary>
public sealed record KustomizeOptions
{
    /// <summary>The program, by name or path: <c>kustomize</c>, or <c>kubectl</c> for its <c>kubectl kustomize</c>.</summary>
    /// <value>Null: <c>kustomize</c> where it is on the <c>PATH</c>, else <c>kubectl</c>.</value>
    public string? Program { get; init; }

    /// <summary>Whether <c>helmCharts</c> in the kustomization are rendered by helm.</summary>
    /// <value><c>false</c>, as in kustomize itself.</value>
    public bool EnableHelm { get; init; }

    /// <summary>Whether files outside of the kustomization's own folder may be read.</summary>
    /// <value><c>false</c>, as in kustomize itself.</value>
    public bool AllowFilesOutside { get; init; }

    /// <summary>How long it may take.</summary>
    /// <value>One minute.</value>
    public TimeSpan TimeLimit { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>Whether the same object (group, kind, namespace and name) may be declared more than once.</summary>
    /// <value><c>false</c>: applying both would silently keep the last one.</value>
    public bool AllowDuplicates { get; init; }
}
