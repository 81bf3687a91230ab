using System.Diagnostics;
using FluentAssertions;
using FluentAssertions.Primitives;
using KubeAssert.Cluster.Assertions;
using KubeAssert.Cluster.Observation;

namespace KubeAssert.Cluster;

/// <summary>What can be asserted of a deployment as a whole.</summary>
[DebuggerNonUserCode]
public sealed class DeployedManifestsAssertions : ReferenceTypeAssertions<DeployedManifests?, DeployedManifestsAssertions>
{
    internal DeployedManifestsAssertions(DeployedManifests? subject)
        : base(subject)
    {
    }

    /// <inheritdoc />
    protected override string Identifier => "the deployment";

    /// <summary>
    /// Asserts that everything becomes ready. Fails as soon as something never will, with its cause, the evidence and the fix.
    /// </summary>
    /// <param name="within">How long at most.</param>
    /// <param name="because">Why it should.</param>
    /// <param name="becauseArgs">What fills the placeholders of <paramref name="because"/>.</param>
    [CustomAssertion]
    public async Task<AndConstraint<DeployedManifestsAssertions>> BecomeReadyAsync(TimeSpan within, string because = "", params object[] becauseArgs)
    {
        var result = Subject is null ? null : await Subject.UntilAsync(d => d.Outcome != Outcome.Progressing, within, default).ConfigureAwait(false);
        Demand(result?.Diagnosis.Outcome == Outcome.Ready, $"become ready within {Waited.Within(within)}", () => result!.Diagnosis + Subject!.Troubles(), because, becauseArgs, result?.Diagnosis);
        return new AndConstraint<DeployedManifestsAssertions>(this);
    }

    /// <summary>Asserts that something fails in the given state, for tests that expect a failure.</summary>
    /// <param name="state">The state.</param>
    /// <param name="within">How long at most.</param>
    /// <param name="because">Why it should.</param>
    /// <param name="becauseArgs">What fills the placeholders of <paramref name="because"/>.</param>
    /// <returns>The cause, to look closer.</returns>
    [CustomAssertion]
    public async Task<AndWhichConstraint<DeployedManifestsAssertions, Cause>> FailWithAsync(ErrorState state, TimeSpan within, string because = "", params object[] becauseArgs)
    {
        ArgumentNullException.ThrowIfNull(state);
        var result = Subject is null ? null : await Subject.UntilAsync(d => d.Causes.Any(c => c.State == state) || d.Outcome == Outcome.Ready, within, default).ConfigureAwait(false);
        var causes = result?.Diagnosis.Causes.Where(c => c.State == state).ToArray() ?? [];
        Demand(causes.Length > 0, $"fail with {state.Name} within {Waited.Within(within)}", () => Instead(result!.Diagnosis) + Subject!.Troubles(), because, becauseArgs, result?.Diagnosis);
        return new AndWhichConstraint<DeployedManifestsAssertions, Cause>(this, causes);
    }

    /// <summary>Asserts that no container has been restarted.</summary>
    [CustomAssertion]
    public AndConstraint<DeployedManifestsAssertions> HaveNoRestarts(string because = "", params object[] becauseArgs)
    {
        var restarts = Subject is null ? [] : Restarts.Of(Subject.Feed.State.Pods);
        Demand(Subject is not null && restarts.Count == 0, "have no restarts", () => $"{Restarts.Count(restarts)}:\n\n  {string.Join("\n  ", restarts)}", because, becauseArgs);
        return new AndConstraint<DeployedManifestsAssertions>(this);
    }

    /// <summary>Asserts that no event of type Warning was seen.</summary>
    [CustomAssertion]
    public AndConstraint<DeployedManifestsAssertions> HaveNoWarnings(string because = "", params object[] becauseArgs)
    {
        var warnings = Events().Where(e => e.IsWarning).Select(Line).ToArray();
        Demand(Subject is not null && warnings.Length == 0, "have no warnings", () => $"{warnings.Length} {(warnings.Length == 1 ? "was" : "were")} seen:\n\n  {string.Join("\n  ", warnings)}", because, becauseArgs);
        return new AndConstraint<DeployedManifestsAssertions>(this);
    }

    /// <summary>Asserts that an event with a reason is seen.</summary>
    /// <param name="reason">The reason: <c>ScalingReplicaSet</c>.</param>
    /// <param name="within">How long at most.</param>
    /// <param name="because">Why it should.</param>
    /// <param name="becauseArgs">What fills the placeholders of <paramref name="because"/>.</param>
    [CustomAssertion]
    public async Task<AndConstraint<DeployedManifestsAssertions>> HaveEventAsync(string reason, TimeSpan within, string because = "", params object[] becauseArgs)
    {
        var wrong = Subject is null ? "" : await Waited.UntilAsync(Subject.Cluster.Connection.Client.Time, within, _ => Task.FromResult(Events().Any(e => e.Reason == reason) ? null : Seen())).ConfigureAwait(false);
        Demand(wrong is null, $"have an event {reason} within {Waited.Within(within)}", () => wrong!, because, becauseArgs);
        return new AndConstraint<DeployedManifestsAssertions>(this);
    }

    /// <summary>Asserts that no event with a reason was seen until now.</summary>
    [CustomAssertion]
    public AndConstraint<DeployedManifestsAssertions> NotHaveEvent(string reason, string because = "", params object[] becauseArgs)
    {
        var events = Events().Where(e => e.Reason == reason).Select(Line).ToArray();
        Demand(Subject is not null && events.Length == 0, $"not have an event {reason}", () => $"{events.Length} {(events.Length == 1 ? "was" : "were")} seen:\n\n  {string.Join("\n  ", events)}", because, becauseArgs);
        return new AndConstraint<DeployedManifestsAssertions>(this);
    }

    private static string Instead(Diagnosis diagnosis) => diagnosis.Causes.Count == 0 ? diagnosis.ToString()
        : $"it failed with {string.Join(" and ", diagnosis.Causes.Select(c => c.State.Name).Distinct(StringComparer.Ordinal))}: {diagnosis}";

    private string Seen()
    {
        var reasons = Events().Select(e => e.Reason).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).ToArray();
        return reasons.Length == 0 ? "no event was seen" : $"only these were seen: {string.Join(", ", reasons)}";
    }

    private IEnumerable<ObservedEvent> Events() => Subject?.Feed.State.Of<ObservedEvent>("", "Event") ?? [];

    private static string Line(ObservedEvent e) => $"{e.About}  {e.Reason}: {e.Message}{(e.Count > 1 ? $" ({e.Count} times)" : "")}";

    private void Demand(bool holds, string demand, Func<string> outcome, string because, object[] becauseArgs, Diagnosis? diagnosis = null)
    {
        if (Subject is not null && !holds)
            Subject.HasFailed = true;
        DiagnosisExpectation.Holds(holds, Identifier, demand, () => Subject is null ? "found <null>" : outcome(), diagnosis, because, becauseArgs);
    }
}
