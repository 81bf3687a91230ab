using KubeAssert.Cluster;
using KubeAssert.Cluster.Diagnosing.Context;
using KubeAssert.Cluster.Diagnosing.Judgement;
using KubeAssert.Cluster.Diagnosing.Parsing;
using KubeAssert.Cluster.Diagnosing.Rendering;
using KubeAssert.Cluster.Observation;

namespace KubeAssert.Conformance.Replay;

/// <summary>What a replay showed: the first failing verdict, the first of each object, the state at the end, and each diagnosis whose outcome was another than the one before.</summary>
internal sealed record ReplayResult(Scenario Scenario, Diagnosis? FirstFailing, IReadOnlyList<(Cause Cause, DateTimeOffset At)> FirstOfEach, Diagnosis Last, IReadOnlyList<Diagnosis> Changes, int Diagnoses)
{
    public TimeSpan? VerdictAfter => FirstFailing?.At - Scenario.Zero;

    public DateTimeOffset? FirstReady => Changes.FirstOrDefault(d => d.Outcome == Outcome.Ready)?.At;

    /// <summary>From the evidence that decides to the verdict.</summary>
    public TimeSpan? Lag => FirstFailing is { Causes: [var cause, ..] } ? FirstFailing.At - cause.Since : null;

    public bool IsFalseAlarm => Scenario.Outcome is not "failing" && FirstFailing is not null;

    /// <summary>Why it is not what an operator would conclude; null when it is.</summary>
    public string? Wrong => Scenario.Outcome switch
    {
        "ready" => FirstFailing is not null ? $"called failing: {FirstFailing.Causes[0].State}" : Last.Outcome != Outcome.Ready ? $"{Last.Outcome} at the end" : null,
        "pending" => FirstFailing is not null ? $"called failing: {FirstFailing.Causes[0].State}" : Last.Outcome == Outcome.Ready ? "ready at the end"
            : Scenario.Expected.Select(e => e.Object is null || IsNamed(e) ? null : Unmet(e, Last.Awaited)).FirstOrDefault(w => w is not null),
        _ => FirstFailing is null ? "never called failing"
            : Scenario.Expected.Select(e => Unmet(e, FirstOfEach.Select(f => f.Cause).Where(c => Scenario.Expected.Count == 1 || c.Object.ToString() == e.Object).ToList())).FirstOrDefault(w => w is not null)
                ?? FirstFailing.Causes.Where(c => Scenario.Expected.All(e => e.Misses(c) is not null)).Select(c => $"also {c.Object} {c.State}").FirstOrDefault(),
    };

    // what no state stands for is told by how far the object has come
    private bool IsNamed(Expectation expected) => expected is { State: null, Container: null } && Last.Objects.Any(o => o.Outcome == Outcome.Progressing && o.Object.ToString() == expected.Object);

    private static string? Unmet(Expectation expected, IReadOnlyList<Cause> causes) =>
        causes.Count == 0 ? $"nothing said of {expected.Object}" : causes.Any(c => expected.Misses(c) is null) ? null : expected.Misses(causes[0]);
}

/// <summary>Replays a scenario in virtual time, through the fold and the diagnosis that a live cluster feeds; silence passes, too.</summary>
internal static class Replayer
{
    private static readonly TimeSpan Tick = TimeSpan.FromMilliseconds(500);

    public static async Task<ReplayResult> RunAsync(Scenario scenario, WaitPolicy? patience = null)
    {
        patience ??= WaitPolicy.Default;
        var diagnostician = new Diagnostician(patience);
        var state = ClusterState.Empty.AnsweringQuestions();
        Diagnosis? failing = null, last = null;
        var changes = new List<Diagnosis>();
        var each = new Dictionary<ObjectKey, (Cause, DateTimeOffset)>();
        var count = 0;

        var clock = Scenario.Zero;
        foreach (var observation in scenario.Observations)
        {
            while (clock + Tick < observation.At)
                await LookAsync(clock += Tick);
            clock = observation.At;
            state = state.With(observation);
            await LookAsync(clock);
        }

        while (clock + Tick < scenario.End)
            await LookAsync(clock += Tick);
        await LookAsync(scenario.End);
        return new ReplayResult(scenario, failing, each.Values.ToArray(), last!, changes, count);

        async Task LookAsync(DateTimeOffset now)
        {
            (scenario.Now, scenario.Clock) = (state, now);
            (last, state) = await Verdict.ReachAsync(diagnostician, state, now, scenario, patience, CancellationToken.None);
            count++;
            if (changes.Count == 0 || changes[^1].Outcome != last.Outcome)
                changes.Add(last);
            if (last.Outcome != Outcome.Failing)
                return;
            failing ??= last;
            foreach (var cause in last.Causes)
                each.TryAdd(cause.Object, (cause, now));
        }
    }
}
