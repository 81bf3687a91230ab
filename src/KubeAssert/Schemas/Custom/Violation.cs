namespace KubeAssert.OpenApi;

/// <summary>What a value breaks of its schema.</summary>
internal enum ViolationKind
{
    Type,
    Required,
    Enum,
    TooLong,
    TooShort,
    Pattern,
    BadPattern,
    PatternTooCostly,
    Format,
    Maximum,
    Minimum,
    MultipleOf,
    Range,
    TooManyItems,
    TooFewItems,
    RepeatedItems,
    TooManyFields,
    TooFewFields,
    FieldNotAllowed,
    AnyOf,
    OneOf,
    AllOf,
    Not,
}

/// <summary>A broken constraint; its words are made only when it is reported.</summary>
/// <param name="Node">The value.</param>
/// <param name="Key">The field of the value that is meant, where it is a missing or forbidden one.</param>
/// <param name="Limit">What the constraint says: a bound, a pattern, a format, the types.</param>
internal readonly record struct Violation(ViolationKind Kind, Node Node, JsonSchema Schema, string? Key = null, object? Limit = null)
{
    /// <summary>Whether the server evaluates no expressions of the schema beside it.</summary>
    public bool StopsRules => Kind is ViolationKind.Type or ViolationKind.Required or ViolationKind.Enum or ViolationKind.TooLong or ViolationKind.TooManyItems or ViolationKind.TooManyFields or ViolationKind.Format;
}

/// <summary>What came out of validating one value: what is broken, and how many checks went well, by which the server ranks alternatives.</summary>
internal sealed class Outcome
{
    private List<Violation>? _violations;

    public IReadOnlyList<Violation> Violations => _violations ?? (IReadOnlyList<Violation>)[];

    public bool IsValid => _violations is null;

    public int Matches { get; set; }

    public void Add(Violation violation) => (_violations ??= []).Add(violation);

    public void Merge(Outcome other)
    {
        Matches += other.Matches;
        if (other._violations is not null)
            (_violations ??= []).AddRange(other._violations);
    }
}
