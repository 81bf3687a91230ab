using System.Buffers;
using KubeAssert.PolicyRules;

namespace KubeAssert;

/// <summary>
/// One check with an id, a severity, a reason and a fix; yields findings. Immutable, safe in parallel, and usable without an assertion library:
/// <see cref="Evaluate(ManifestSet)"/> is a pure function from a set to findings.
/// </summary>
/// <example><code>
/// Rule.For&lt;Container&gt;("images-from-our-registry")
///     .Must(c =&gt; c.ImageReference?.Registry == "registry.example.com", c =&gt; $"uses {c.Image}")
///     .Fix("push it to registry.example.com")
///     .Because("only that registry is scanned");
/// </code></example>
public sealed partial class Rule
{
    private static readonly SearchValues<char> IdCharacters = SearchValues.Create("abcdefghijklmnopqrstuvwxyz0123456789-/.");

    internal Rule(RuleInfo info, RuleBody body, RuleParameters? tuning = null)
    {
        Info = info;
        Body = body;
        Tuning = tuning;
    }

    /// <summary>The rule's id.</summary>
    public string Id => Info.Id;

    /// <summary>What the rule says about itself.</summary>
    public RuleInfo Info { get; }

    internal RuleBody Body { get; }

    private RuleParameters? Tuning { get; }

    /// <summary>Begins a rule about every view of a type: <c>Manifest</c>, <c>Workload</c>, <c>PodTemplate</c>, <c>Container</c>, <c>Service</c>, ...</summary>
    /// <param name="id">The id: lower-case words joined by hyphens.</param>
    /// <param name="title">What holds when the rule is met, as a sentence; made from the id when empty.</param>
    public static RuleFor<T> For<T>(string id, string title = "")
        where T : class =>
        new(NewInfo(id, title) with { AppliesTo = RuleSubjects<T>.Noun }, static set => RuleSubjects<T>.In(set));

    /// <summary>Begins a rule about every manifest of one API version and kind.</summary>
    public static RuleFor<Manifest> ForEach(string apiVersion, string kind, string id, string title = "") =>
        new(
            NewInfo(id, title) with { AppliesTo = $"{kind} ({apiVersion})" },
            set => set.Where(m => m.ApiVersion == apiVersion && m.Kind == kind));

    /// <summary>A rule about the set as a whole.</summary>
    public static Rule ForSet(string id, string title, Func<RuleContext, IEnumerable<Finding>> check)
    {
        ArgumentNullException.ThrowIfNull(check);
        return new(NewInfo(id, title) with { AppliesTo = "the whole set" }, new SetBody(check));
    }

    /// <summary>Checks every object in the set that the rule applies to.</summary>
    /// <returns>What was found, in the order of the set; empty when the rule is met.</returns>
    public IReadOnlyList<Finding> Evaluate(ManifestSet manifests)
    {
        ArgumentNullException.ThrowIfNull(manifests);
        return Evaluate(new RuleContext(manifests));
    }

    /// <summary>The same rule with another title.</summary>
    public Rule Titled(string title) => new(Info with { Title = title }, Body, Tuning);

    /// <summary>The same rule with a reason: the continuation of "because".</summary>
    public Rule Because(string reason) => new(Info with { Reason = reason }, Body, Tuning);

    /// <summary>The same rule with a fix for findings that say none of their own.</summary>
    public Rule Fix(string fix) => new(Info with { Fix = fix }, Body, Tuning);

    /// <summary>The same rule with another severity.</summary>
    public Rule Severity(Severity severity) => new(Info with { Severity = severity }, Body, Tuning);

    /// <summary>The same rule with a page that documents it: on the web, or a path in your repository.</summary>
    public Rule Documented(Uri page) => new(Info with { Documentation = page }, Body, Tuning);

    /// <inheritdoc />
    public override string ToString() => Id;

    internal static RuleInfo NewInfo(string id, string title)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(id);
        if (id.AsSpan().ContainsAnyExcept(IdCharacters))
            throw new ArgumentException($"'{id}' is no rule id; write lower-case letters and digits joined by hyphens, as in service-selects-pods.", nameof(id));
        return new RuleInfo { Id = id, Title = title.Length > 0 ? title : id.Replace('-', ' ') };
    }

    internal IReadOnlyList<Finding> Evaluate(RuleContext context)
    {
        var own = context.For(Info);
        List<Finding>? findings = null;
        foreach (var subject in Body.Subjects(context.Manifests))
        {
            foreach (var finding in Body.Check(subject, own))
                (findings ??= []).Add(finding);
        }

        return findings ?? (IReadOnlyList<Finding>)[];
    }

    /// <summary>What the rule says about one subject, whether it would look at it by itself or not.</summary>
    internal IReadOnlyList<Finding> CheckOne(object view, ManifestSet manifests) =>
        Body.Check(new RuleSubject(view, null, null), new RuleContext(manifests).For(Info)).ToList();
}
