using KubeAssert.References;

namespace KubeAssert;

/// <summary>One object naming or selecting another. Immutable.</summary>
public sealed class Reference
{
    private readonly Lazy<ReferenceCandidate?> _nearest;
    private readonly string? _message;
    private readonly string? _fix;

    internal Reference(ReferenceDraft draft, ReferenceState state)
    {
        Kind = draft.Kind;
        Source = draft.Source;
        Node = draft.Node;
        Target = draft.Target;
        State = state;
        Targets = draft.Targets;
        Elsewhere = state == ReferenceState.External ? draft.Elsewhere : null;
        _message = draft.Message;
        _fix = draft.Fix;
        _nearest = new(state is ReferenceState.Missing or ReferenceState.Optional ? draft.Nearest : () => null);
    }

    /// <summary>What kind of reference it is, a constant of <see cref="ReferenceKind"/> or a registered one.</summary>
    public string Kind { get; }

    /// <summary>The object that refers.</summary>
    public Manifest Source { get; }

    /// <summary>The value that refers: the name, the selector.</summary>
    public Node Node { get; }

    /// <summary>The place of the value.</summary>
    public Location Location => Node.Location;

    /// <summary>The path of the value.</summary>
    public string Path => Node.Path;

    /// <summary>What it names.</summary>
    public ReferenceTarget Target { get; }

    /// <summary>What becomes of it.</summary>
    public ReferenceState State { get; }

    /// <summary>Whether what it names should be in the set and is not.</summary>
    public bool IsMissing => State == ReferenceState.Missing;

    /// <summary>The objects it leads to; empty unless it is resolved.</summary>
    public IReadOnlyList<Manifest> Targets { get; }

    /// <summary>Why what it names is taken to exist elsewhere: <c>declared by Expecting</c>, <c>usually made by the platform</c>; null unless it is external.</summary>
    public string? Elsewhere { get; }

    /// <summary>What comes nearest to what is missing; null when it is not missing or nothing comes near.</summary>
    public ReferenceCandidate? Nearest => _nearest.Value;

    /// <summary>What is wrong, as the continuation of a sentence; null when it is not missing.</summary>
    public string? Message => State is ReferenceState.Missing or ReferenceState.Optional ? _message : null;

    /// <summary>What to do, in the imperative; null when it is not missing.</summary>
    public string? Fix => Message is null ? null : Nearest?.Fix ?? _fix;

    /// <summary>What a rule says about a missing reference: an error under the id <c>references/</c> and its <see cref="Kind"/>.</summary>
    /// <exception cref="InvalidOperationException">It is not missing.</exception>
    public Finding ToFinding() => new()
    {
        RuleId = "references/" + Kind,
        Severity = IsMissing ? Severity.Error : Severity.Info,
        Manifest = Source,
        Path = Path,
        Location = Location,
        Message = Message ?? throw new InvalidOperationException($"{this} is {State}: there is nothing to find fault with. Ask {nameof(IsMissing)} first."),
        Nearest = Nearest?.ToString(),
        Fix = Fix,
    };

    /// <summary>Source, path and target: <c>Deployment/web spec.template.spec.volumes[0].configMap.name -> ConfigMap/web</c>.</summary>
    public override string ToString() => $"{Source} {Path} -> {Target}";
}
