namespace KubeAssert.References;

/// <summary>A reference as one of the readers found it, before what is declared elsewhere is taken into account.</summary>
internal sealed record ReferenceDraft
{
    public required string Kind { get; init; }

    public required Manifest Source { get; init; }

    public required Node Node { get; init; }

    public required ReferenceTarget Target { get; init; }

    public IReadOnlyList<Manifest> Targets { get; init; } = [];

    public bool IsOptional { get; init; }

    /// <summary>Why it exists elsewhere; null when nothing says so.</summary>
    public string? Elsewhere { get; init; }

    public string? Message { get; init; }

    public string? Fix { get; init; }

    public Func<ReferenceCandidate?> Nearest { get; init; } = () => null;
}
