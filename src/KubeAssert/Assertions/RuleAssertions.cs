using System.Diagnostics;
using System.Globalization;
using FluentAssertions;
using FluentAssertions.Primitives;

namespace KubeAssert.Assertions;

/// <summary>What can be asserted of a rule: rules are tested as whatever else decides about others.</summary>
[DebuggerNonUserCode]
public sealed class RuleAssertions : ReferenceTypeAssertions<Rule?, RuleAssertions>
{
    internal RuleAssertions(Rule? subject)
        : base(subject)
    {
    }

    /// <inheritdoc />
    protected override string Identifier => "rule";

    /// <summary>Asserts that the rule finds something in a set; <see cref="RuleOutcome.Which"/> is what.</summary>
    [CustomAssertion]
    public RuleOutcome Report(ManifestSet manifests, string because = "", params object[] becauseArgs)
    {
        ArgumentNullException.ThrowIfNull(manifests);
        return Reports(manifests, "report something", because, becauseArgs);
    }

    /// <summary>Asserts that the rule finds something in a manifest that stands alone.</summary>
    [CustomAssertion]
    public RuleOutcome Report(Manifest manifest, string because = "", params object[] becauseArgs)
    {
        ArgumentNullException.ThrowIfNull(manifest);
        return Reports(new ManifestSet([manifest]), $"report {manifest}", because, becauseArgs);
    }

    /// <summary>Asserts that the rule finds nothing in a set; <see cref="RuleOutcome.ButReportWithout"/> and <see cref="RuleOutcome.ButReportWith"/> say what would change that.</summary>
    [CustomAssertion]
    public RuleOutcome NotReport(ManifestSet manifests, string because = "", params object[] becauseArgs)
    {
        ArgumentNullException.ThrowIfNull(manifests);
        return NotReports(manifests, "report nothing", because, becauseArgs);
    }

    /// <summary>Asserts that the rule finds nothing in a manifest that stands alone.</summary>
    [CustomAssertion]
    public RuleOutcome NotReport(Manifest manifest, string because = "", params object[] becauseArgs)
    {
        ArgumentNullException.ThrowIfNull(manifest);
        return NotReports(new ManifestSet([manifest]), $"not report {manifest}", because, becauseArgs);
    }

    [CustomAssertion]
    internal RuleOutcome Reports(ManifestSet manifests, string demand, string because, object[] becauseArgs)
    {
        var findings = Subject?.Evaluate(manifests) ?? [];
        Expectation.Holds(findings.Count > 0, Identifier, demand, Subject is null ? "found <null>." : Silence(Subject, manifests), because, becauseArgs);
        return new(this, manifests, findings);
    }

    [CustomAssertion]
    private RuleOutcome NotReports(ManifestSet manifests, string demand, string because, object[] becauseArgs)
    {
        if (Subject is null)
        {
            Expectation.Holds(false, Identifier, demand, "found <null>.", because, becauseArgs);
            return new(this, manifests, []);
        }

        var findings = Subject.Evaluate(manifests);
        Expectation.NoFindings(
            Identifier, demand, findings, string.Create(CultureInfo.InvariantCulture, $"there {(findings.Count == 1 ? "is 1 finding" : $"are {findings.Count} findings")}"), because, becauseArgs);
        return new(this, manifests, findings);
    }

    /// <summary>Why a rule may have found nothing: often it had nothing to look at.</summary>
    private static string Silence(Rule rule, ManifestSet manifests)
    {
        var subjects = rule.Body.Subjects(manifests).Count();
        var among = string.Create(CultureInfo.InvariantCulture, $"{manifests.Count} {(manifests.Count == 1 ? "manifest" : "manifests")}");
        var of = rule.Info.AppliesTo;
        return subjects == 0
            ? $"it had nothing to look at: it applies to {of}, and there are none for it among the {among}"
            : string.Create(CultureInfo.InvariantCulture, $"it found nothing among the {among}; it applies to {of}");
    }
}
