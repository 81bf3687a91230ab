using System.Diagnostics;
using FluentAssertions;
using FluentAssertions.Primitives;
using KubeAssert.Cluster.Assertions;
using KubeAssert.Cluster.Observation;

namespace KubeAssert.Cluster;

/// <summary>What can be asserted of one deployed workload.</summary>
[DebuggerNonUserCode]
public sealed class DeployedWorkloadAssertions : ReferenceTypeAssertions<DeployedWorkload?, DeployedWorkloadAssertions>
{
    internal DeployedWorkloadAssertions(DeployedWorkload? subject)
        : base(subject)
    {
    }

    /// <inheritdoc />
    protected override string Identifier => Subject?.ToString() ?? "the workload";

    /// <summary>Asserts that the workload becomes ready, whatever becomes of the rest.</summary>
    /// <param name="within">How long at most.</param>
    /// <param name="because">Why it should.</param>
    /// <param name="becauseArgs">What fills the placeholders of <paramref name="because"/>.</param>
    [CustomAssertion]
    public async Task<AndConstraint<DeployedWorkloadAssertions>> BecomeReadyAsync(TimeSpan within, string because = "", params object[] becauseArgs)
    {
        var result = Subject is null ? null : await Subject.Deployed.UntilAsync(d => Of(d) is not Outcome.Progressing, within, default).ConfigureAwait(false);
        Demand(result is not null && Of(result.Diagnosis) == Outcome.Ready, $"become ready within {Waited.Within(within)}",
            () => Of(result!.Diagnosis) is null ? "it is none of the deployment's objects" : result.Diagnosis + Subject!.Deployed.Troubles(), because, becauseArgs, result?.Diagnosis);
        return new AndConstraint<DeployedWorkloadAssertions>(this);
    }

    /// <summary>Asserts that a rolling update ends in time, and that one pod at least has been ready all the while since the latest redeployment or scaling.</summary>
    /// <param name="within">How long at most.</param>
    /// <param name="because">Why it should.</param>
    /// <param name="becauseArgs">What fills the placeholders of <paramref name="because"/>.</param>
    [CustomAssertion]
    public async Task<AndConstraint<DeployedWorkloadAssertions>> BeReadyWithin(TimeSpan within, string because = "", params object[] becauseArgs)
    {
        var result = Subject is null ? null
            : await Subject.Deployed.UntilAsync(d => Down() is not null || Of(d) is not Outcome.Progressing, within, default).ConfigureAwait(false);
        var down = Subject is null ? null : Down();
        Demand(down is null && result is not null && Of(result.Diagnosis) == Outcome.Ready, $"be ready within {Waited.Within(within)} without downtime",
            () => (down is not null ? "there was a moment without a ready pod; " : "") + result!.Diagnosis, because, becauseArgs, result?.Diagnosis);
        return new AndConstraint<DeployedWorkloadAssertions>(this);
    }

    /// <summary>Asserts that none of its containers has been restarted.</summary>
    [CustomAssertion]
    public AndConstraint<DeployedWorkloadAssertions> HaveNoRestarts(string because = "", params object[] becauseArgs)
    {
        var restarts = Restarts.Of(Pods());
        Demand(restarts.Count == 0, "have no restarts", () => $"{Restarts.Count(restarts)}:\n\n  {string.Join("\n  ", restarts)}", because, becauseArgs);
        return new AndConstraint<DeployedWorkloadAssertions>(this);
    }

    /// <summary>Asserts that one of its pods prints a line that holds a text.</summary>
    /// <param name="text">A part of the line.</param>
    /// <param name="within">How long at most.</param>
    /// <param name="because">Why it should.</param>
    /// <param name="becauseArgs">What fills the placeholders of <paramref name="because"/>.</param>
    [CustomAssertion]
    public async Task<AndConstraint<DeployedWorkloadAssertions>> HaveLogLineAsync(string text, TimeSpan within, string because = "", params object[] becauseArgs)
    {
        var wrong = Subject is null ? "" : await Waited.UntilAsync(Subject.Deployed.Cluster.Connection.Client.Time, within, async cancel =>
        {
            try
            {
                var log = await Subject.Deployed.LogsAsync(Subject.ToString(), lines: 1000, cancellationToken: cancel).ConfigureAwait(false);
                return log.Split('\n').Any(l => l.Contains(text, StringComparison.Ordinal)) ? null
                    : string.IsNullOrWhiteSpace(log) ? "it has printed nothing" : $"its log ends:\n\n  {Connection.Excerpt.Tail(SecretValues.Of(Subject.Deployed.Feed.State).Of(log), 10).Replace("\n", "\n  ", StringComparison.Ordinal)}";
            }
            catch (KubeApiException e)
            {
                return e.Message;
            }
        }).ConfigureAwait(false);
        Demand(wrong is null, $"print a line with \"{text}\" within {Waited.Within(within)}", () => wrong!, because, becauseArgs);
        return new AndConstraint<DeployedWorkloadAssertions>(this);
    }

    private DateTimeOffset? Down() => Subject!.Deployed.Availability.Down(Subject.Object);

    private Outcome? Of(Diagnosis diagnosis) => diagnosis.Objects.FirstOrDefault(o => o.Object == Subject!.Object)?.Outcome;

    private IEnumerable<ObservedPod> Pods()
    {
        var state = Subject?.Deployed.Feed.State;
        return state?.Find(Subject!.Object) switch
        {
            null => [],
            ObservedPod pod => [pod],
            var owner => state.PodsOf(owner),
        };
    }

    private void Demand(bool holds, string demand, Func<string> outcome, string because, object[] becauseArgs, Diagnosis? diagnosis = null)
    {
        if (Subject is not null && !holds)
            Subject.Deployed.HasFailed = true;
        DiagnosisExpectation.Holds(Subject is not null && holds, Identifier, demand, () => Subject is null ? "found <null>" : outcome(), diagnosis, because, becauseArgs);
    }
}
