using FluentAssertions.Execution;
using FluentAssertions;
using KubeAssert.Findings;
using KubeAssert.Reports;
using KubeAssert.Texts;

namespace KubeAssert.Assertions;

/// <summary>
/// The one way in which an assertion of this package fails: <c>Expected {subject} to {demand}{reason}, but {finding out}:</c>
/// and then every finding with its place, what is nearest and the fix. Nothing is thrown inside an <c>AssertionScope</c>.
/// </summary>
internal static class Expectation
{
    /// <summary>Fails with the findings, if there are any.</summary>
    /// <param name="subject">What messages call the subject where the test's own source does not tell.</param>
    /// <param name="demand">What was expected, behind "to".</param>
    /// <param name="outcome">What came out instead, behind "but": <c>1 of 3 does not</c>.</param>
    [CustomAssertion]
    public static bool NoFindings(
        string subject, string demand, IReadOnlyCollection<Finding> findings, string outcome, string because, object[] becauseArgs)
    {
        if (findings.Count > 0)
            ReportCollector.Current?.Add(findings);
        return Judge(findings.Count == 0, subject, demand, findings.Count == 0 ? "" : $"{outcome}:\n\n{FindingText.Of(findings)}", because, becauseArgs);
    }

    /// <summary>Fails with the outcome unless the condition holds.</summary>
    [CustomAssertion]
    public static bool Holds(bool condition, string subject, string demand, string outcome, string because, object[] becauseArgs)
    {
        if (!condition)
            ReportCollector.Current?.Add($"Expected {subject} to {demand}, but {outcome}");
        return Judge(condition, subject, demand, outcome, because, becauseArgs);
    }

    /// <summary>Fails with the outcome unless the condition holds, and reports the deployment that it is about.</summary>
    [CustomAssertion]
    public static bool HoldsFor(
        bool condition, string subject, string demand, string outcome, IReadOnlyList<DiagnosedFinding> findings, ReportDeployment deployment, string? passing, string because, object[] becauseArgs)
    {
        if (!condition)
        {
            ReportCollector.Current?.Add(findings, deployment with { Demand = demand }, passing);
            if (findings.Count == 0)
                ReportCollector.Current?.Add($"Expected {subject} to {demand}, but {outcome}");
        }

        return Judge(condition, subject, demand, outcome, because, becauseArgs);
    }

    [CustomAssertion]
    private static bool Judge(bool condition, string subject, string demand, string outcome, string because, object[] becauseArgs)
    {
        TestFramework.Recognize();

        // a run in which nothing fails replaces what the one before reported
        _ = ReportCollector.Current;

        // texts go in as data of the scope: they may hold braces, and must not be quoted as arguments would be
        var scope = Execute.Assertion.BecauseOf(because, becauseArgs).WithDefaultIdentifier(subject);
        scope.AddNonReportable("demand", demand);
        scope.AddNonReportable("outcome", VisibleText.Lines(outcome, VisibleText.LongestMessage));
        return scope
            .ForCondition(condition)
            .FailWith("Expected {context} to {demand}{reason}, but {outcome}");
    }
}
