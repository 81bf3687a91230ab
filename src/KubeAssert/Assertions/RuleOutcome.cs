using System.Diagnostics;
using FluentAssertions;

namespace KubeAssert.Assertions;

/// <summary>What a rule said to a set, and what it has to say where one thing is different.</summary>
[DebuggerNonUserCode]
public sealed class RuleOutcome : AndConstraint<RuleAssertions>
{
    private readonly ManifestSet _manifests;

    internal RuleOutcome(RuleAssertions rule, ManifestSet manifests, IReadOnlyList<Finding> findings)
        : base(rule)
    {
        _manifests = manifests;
        Which = findings;
    }

    /// <summary>What was found, in the order of the set.</summary>
    public IReadOnlyList<Finding> Which { get; }

    /// <summary>Asserts that the rule finds something as soon as one object is not there: that it looks at what it should.</summary>
    /// <param name="name">The object as <c>Kind/name</c>, or as <c>namespace/Kind/name</c> where several namespaces have it.</param>
    /// <exception cref="ManifestNotFoundException">There is no such object in the set, or there are several.</exception>
    [CustomAssertion]
    public RuleOutcome ButReportWithout(string name, string because = "", params object[] becauseArgs) =>
        Changed(_manifests.Without(name), $"report something without {name}", because, becauseArgs);

    /// <summary>Asserts that the rule finds something as soon as one object is written otherwise: that it looks at what it should.</summary>
    /// <param name="name">The object as <c>Kind/name</c>, or as <c>namespace/Kind/name</c> where several namespaces have it.</param>
    /// <param name="change">How it is written otherwise: <c>web =&gt; web.With("spec.replicas", 1)</c>.</param>
    /// <exception cref="ManifestNotFoundException">There is no such object in the set, or there are several.</exception>
    [CustomAssertion]
    public RuleOutcome ButReportWith(string name, Func<Manifest, Manifest> change, string because = "", params object[] becauseArgs) =>
        Changed(_manifests.With(name, change), $"report something with another {name}", because, becauseArgs);

    /// <summary>The outcome for the set that is different; what comes after it is again about the set as it was.</summary>
    [CustomAssertion]
    private RuleOutcome Changed(ManifestSet changed, string demand, string because, object[] becauseArgs) =>
        new(And, _manifests, And.Reports(changed, demand, because, becauseArgs).Which);
}
