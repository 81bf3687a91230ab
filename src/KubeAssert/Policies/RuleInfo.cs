namespace KubeAssert;

/// <summary>What a rule says about itself.</summary>
public sealed record RuleInfo
{
    /// <summary>The id: lower-case words joined by hyphens, <c>service-selects-pods</c>; a rule of a family has the family's name before a slash.</summary>
    public required string Id { get; init; }

    /// <summary>What holds when the rule is met, as a sentence: <c>A Service selects at least one pod</c>.</summary>
    public required string Title { get; init; }

    /// <summary>Why it matters, as the continuation of "because": <c>its traffic would go nowhere</c>.</summary>
    /// <value>Empty: nothing is said.</value>
    public string Reason { get; init; } = "";

    /// <summary>How much a finding matters.</summary>
    /// <value><see cref="Severity.Error"/></value>
    public Severity Severity { get; init; } = Severity.Error;

    /// <summary>What to do, where a finding does not say better.</summary>
    /// <value>Null: nothing is said.</value>
    public string? Fix { get; init; }

    /// <summary>Where the rule is documented: a page on the web, or a relative path such as <c>docs/rules/image-is-pinned.md</c>.</summary>
    /// <value>Null: nowhere.</value>
    public Uri? Documentation { get; init; }

    /// <summary>What it looks at, in the plural: <c>Services</c>, <c>containers</c>.</summary>
    public string AppliesTo { get; init; } = "manifests";

    /// <summary>What the rule's parameters are set to: <c>atLeast: 3</c>.</summary>
    /// <value>Empty: it has none.</value>
    public string Parameters { get; init; } = "";

    /// <summary>Families of ids, the words before a slash, under which the rule reports beside its own id.</summary>
    internal IReadOnlyList<string> Families { get; init; } = [];

    /// <summary>Rules whose findings it passes on under their own ids.</summary>
    internal IReadOnlyList<RuleInfo> Parts { get; init; } = [];

    internal bool Reports(string id) =>
        id == Id
        || (id.IndexOf('/', StringComparison.Ordinal) is var slash and > 0 && Families.Contains(id[..slash], StringComparer.Ordinal))
        || Parts.Any(p => p.Reports(id));
}
