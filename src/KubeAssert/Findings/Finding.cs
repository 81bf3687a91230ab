namespace KubeAssert;

/// <summary>How much a finding matters.</summary>
public enum Severity
{
    /// <summary>Good to know; never fails a test.</summary>
    Info,

    /// <summary>Likely a mistake; fails a test only where it was asked to.</summary>
    Warning,

    /// <summary>A mistake; fails a test.</summary>
    Error,
}

/// <summary>What a rule says about one place in one manifest. Immutable.</summary>
public sealed record Finding
{
    /// <summary>The rule's id: <c>service-selects-pods</c>, <c>schema/unknown-field</c>.</summary>
    public required string RuleId { get; init; }

    /// <summary>How much it matters.</summary>
    /// <value><see cref="Severity.Error"/></value>
    public Severity Severity { get; init; } = Severity.Error;

    /// <summary>The object it is about; null when it is about the set as a whole.</summary>
    public Manifest? Manifest { get; init; }

    /// <summary>The field it is about, as the API server writes it; empty when it is about the object as a whole.</summary>
    public string Path { get; init; } = "";

    /// <summary>The place in the source.</summary>
    public required Location Location { get; init; }

    /// <summary>What was found, as the continuation of a sentence: <c>selects app=flaskapp; no pod template carries it</c>. One line, no full stop.</summary>
    public required string Message { get; init; }

    /// <summary>What comes nearest to right, with its place: <c>Deployment/flask carries app=flask (deploy/flask.yaml:12:9)</c>; null when nothing does.</summary>
    public string? Nearest { get; init; }

    /// <summary>What to do, in the imperative: <c>select app=flask</c>; null when there is nothing to say.</summary>
    public string? Fix { get; init; }

    /// <summary>Where the rule is documented: a page on the web, or a path in KubeAssert's repository or yours (<c>docs/rules/image-is-pinned.md</c>); null when nowhere.</summary>
    public Uri? Documentation { get; init; }

    /// <summary>Place, object, path and message in one line.</summary>
    public override string ToString() =>
        $"{Location}  {Manifest}{(Path.Length > 0 ? "  " + Path : "")}: {Message} [{RuleId}]";
}
