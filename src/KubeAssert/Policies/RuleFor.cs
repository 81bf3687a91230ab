using KubeAssert.PolicyRules;

namespace KubeAssert;

/// <summary>A rule in the making that knows what it looks at, but not yet what it demands. Immutable.</summary>
public sealed class RuleFor<T>
    where T : class
{
    private readonly RuleInfo _info;
    private readonly Func<ManifestSet, IEnumerable<T>> _subjects;

    internal RuleFor(RuleInfo info, Func<ManifestSet, IEnumerable<T>> subjects)
    {
        _info = info;
        _subjects = subjects;
    }

    /// <summary>Looks only at subjects that meet a condition.</summary>
    public RuleFor<T> Where(Func<T, bool> condition)
    {
        ArgumentNullException.ThrowIfNull(condition);
        return new(_info, set => _subjects(set).Where(condition));
    }

    /// <summary>With a reason: the continuation of "because".</summary>
    public RuleFor<T> Because(string reason) => new(_info with { Reason = reason }, _subjects);

    /// <summary>With another severity than <see cref="KubeAssert.Severity.Error"/>.</summary>
    public RuleFor<T> Severity(Severity severity) => new(_info with { Severity = severity }, _subjects);

    /// <summary>With a fix for findings that say none of their own.</summary>
    public RuleFor<T> Fix(string fix) => new(_info with { Fix = fix }, _subjects);

    /// <summary>With what its parameters are set to, for reports, in words of its own.</summary>
    internal RuleFor<T> With(string parameters) => new(_info with { Parameters = parameters }, _subjects);

    /// <summary>Demands that a condition holds for each subject.</summary>
    /// <param name="condition">What must hold.</param>
    /// <param name="message">What was found where it does not, as the continuation of a sentence: <c>comes from docker.io</c>.</param>
    /// <param name="at">The node to point at; the subject's own when null.</param>
    public Rule Must(Func<T, bool> condition, Func<T, string> message, Func<T, Node>? at = null)
    {
        ArgumentNullException.ThrowIfNull(condition);
        ArgumentNullException.ThrowIfNull(message);
        return Check((subject, context) => condition(subject)
            ? []
            : [context.Finding(at?.Invoke(subject) ?? RuleSubjects<T>.NodeOf(subject), message(subject))]);
    }

    /// <summary>Demands whatever the check finds nothing against.</summary>
    /// <param name="check">Yields a finding for each fault of one subject; see <see cref="RuleContext"/>.</param>
    public Rule Check(Func<T, RuleContext, IEnumerable<Finding>> check)
    {
        ArgumentNullException.ThrowIfNull(check);
        return new Rule(_info, new SubjectBody<T>(_subjects, check));
    }
}
