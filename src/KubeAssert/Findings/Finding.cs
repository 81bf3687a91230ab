using KubeAssert.Findings;
using KubeAssert.Texts;

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
/// <remarks>
/// Its texts may be printed anywhere: they are on one line, bounded, and do not quote what a Secret holds.
/// </remarks>
public sealed record Finding
{
    private readonly string _path = "";
    private readonly string _message = "";
    private readonly string? _nearest;
    private readonly string? _fix;

    /// <summary>The rule's id: <c>service-selects-pods</c>, <c>schema/unknown-field</c>.</summary>
    public required string RuleId { get; init; }

    /// <summary>How much it matters.</summary>
    /// <value><see cref="Severity.Error"/></value>
    public Severity Severity { get; init; } = Severity.Error;

    /// <summary>The object it is about; null when it is about the set as a whole.</summary>
    public Manifest? Manifest { get; init; }

    /// <summary>The field it is about, as the API server writes it; empty when it is about the object as a whole.</summary>
    public string Path
    {
        get => VisibleText.Name(_path);
        init => _path = value;
    }

    /// <summary>The place in the source.</summary>
    public required Location Location { get; init; }

    /// <summary>What was found, as the continuation of a sentence: <c>selects app=flaskapp; no pod template carries it</c>. One line, no full stop.</summary>
    public required string Message
    {
        get => Shown(_message);
        init => _message = value;
    }

    /// <summary>What comes nearest to right, with its place: <c>Deployment/flask carries app=flask (deploy/flask.yaml:12:9)</c>; null when nothing does.</summary>
    public string? Nearest
    {
        get => _nearest is null ? null : Shown(_nearest);
        init => _nearest = value;
    }

    /// <summary>What to do, in the imperative: <c>select app=flask</c>; null when there is nothing to say.</summary>
    public string? Fix
    {
        get => _fix is null ? null : Shown(_fix);
        init => _fix = value;
    }

    /// <summary>Where the rule is documented: a page on the web, or a path in KubeAssert's repository or yours (<c>docs/rules/image-is-pinned.md</c>); null when nowhere.</summary>
    public Uri? Documentation { get; init; }

    /// <summary>Place, object, path and message in one line.</summary>
    public override string ToString() =>
        $"{Location}  {Manifest}{(Path.Length > 0 ? "  " + Path : "")}: {Message} [{RuleId}]";

    /// <summary>Whether the message is that of other assertions, which keeps its lines.</summary>
    internal bool HasLines { get; init; }

    private string Shown(string text)
    {
        var clean = SecretTexts.Remove(Manifest, text);
        return HasLines
            ? VisibleText.Lines(clean, VisibleText.LongestMessage)
            : VisibleText.Of(clean, VisibleText.LongestSentence);
    }
}
