using System.Diagnostics;
using FluentAssertions;
using KubeAssert.Assertions;

namespace KubeAssert.Cluster.Assertions;

/// <summary>How an assertion over a deployment fails: the diagnosis is its message, and goes into the report of the run.</summary>
[DebuggerNonUserCode]
internal static class DiagnosisExpectation
{
    [CustomAssertion]
    public static void Holds(bool holds, string subject, string demand, Func<string> outcome, Diagnosis? diagnosis, string because, object[] becauseArgs)
    {
        if (holds || diagnosis is null)
        {
            Expectation.Holds(holds, subject, demand, holds ? "" : outcome(), because, becauseArgs);
            return;
        }

        // time that ran out is what the test failed for, so what was awaited counts
        Expectation.HoldsFor(
            holds, subject, demand, outcome(), DiagnosisReport.Findings(diagnosis, Severity.Error), DiagnosisReport.Deployment(diagnosis),
            DiagnosisReport.PassingNamespace(diagnosis), because, becauseArgs);
    }
}
