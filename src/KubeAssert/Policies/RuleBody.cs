namespace KubeAssert.PolicyRules;

/// <summary>What a rule looks at, and what it says about each.</summary>
internal abstract class RuleBody
{
    public abstract IEnumerable<RuleSubject> Subjects(ManifestSet manifests);

    public abstract IEnumerable<Finding> Check(RuleSubject subject, RuleContext context);
}

/// <summary>One thing that a rule looks at.</summary>
/// <param name="View">The view, a manifest, or the set.</param>
/// <param name="Manifest">The manifest that it belongs to; null for the set.</param>
/// <param name="Node">Where it stands; null for the set.</param>
internal readonly record struct RuleSubject(object View, Manifest? Manifest, Node? Node);

internal sealed class SubjectBody<T>(Func<ManifestSet, IEnumerable<T>> subjects, Func<T, RuleContext, IEnumerable<Finding>> check) : RuleBody
    where T : class
{
    public override IEnumerable<RuleSubject> Subjects(ManifestSet manifests) =>
        subjects(manifests).Select(s => new RuleSubject(s, RuleSubjects<T>.ManifestOf(s), RuleSubjects<T>.NodeOf(s)));

    public override IEnumerable<Finding> Check(RuleSubject subject, RuleContext context) => check((T)subject.View, context);
}

internal sealed class SetBody(Func<RuleContext, IEnumerable<Finding>> check) : RuleBody
{
    public override IEnumerable<RuleSubject> Subjects(ManifestSet manifests) => [new RuleSubject(manifests, null, null)];

    public override IEnumerable<Finding> Check(RuleSubject subject, RuleContext context) => check(context);
}
