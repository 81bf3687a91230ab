using KubeAssert.Reports;

namespace KubeAssert.Cluster;

public sealed partial class DeployedManifests
{
    private static readonly TimeSpan SlowStart = TimeSpan.FromSeconds(30);

    /// <summary>What the cluster looks like now: each object's outcome, and why what fails does.</summary>
    public async Task<Diagnosis> DiagnoseAsync(CancellationToken cancellationToken = default) =>
        (await UntilAsync(_ => true, TimeSpan.FromSeconds(5), cancellationToken).ConfigureAwait(false)).Diagnosis;

    /// <summary>Waits until everything is ready, something never will be, or time runs out; fails nothing. <c>Should().BecomeReadyAsync</c> does.</summary>
    /// <returns>The last diagnosis.</returns>
    public async Task<Diagnosis> WaitAsync(TimeSpan within, CancellationToken cancellationToken = default) =>
        (await UntilAsync(d => d.Outcome != Outcome.Progressing, within, cancellationToken).ConfigureAwait(false)).Diagnosis;

    internal async Task<WaitResult> UntilAsync(Func<Diagnosis, bool> isOver, TimeSpan within, CancellationToken cancel)
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        var loop = new WaitLoop(Evidence, Options.WaitPolicy, Cluster.Connection.Client.Time) { Progress = Say, ProgressInterval = Options.ProgressEvery };
        var result = await loop.UntilAsync(isOver, Feed, within, cancel).ConfigureAwait(false);
        if (result.Diagnosis.Outcome == Outcome.Ready && result.Diagnosis.Elapsed > SlowStart)
        {
            Say(result.Diagnosis.TimeLine.ToString());
            ReportCollector.Current?.Add([], DiagnosisReport.Deployment(result.Diagnosis), passing: null);
        }

        return result;
    }

    /// <summary>What stood between the test and the API server, as the end of a message; empty when nothing does.</summary>
    internal string Troubles() =>
        (Feed.Troubles is { Count: > 0 } troubles ? $"\n\nthe API server could not be watched:\n  {string.Join("\n  ", troubles.Take(3))}" : "")
        + (Feed.UnwatchedKinds is { Count: > 0 } unseen ? $"\n\nnot looked at, as this account may not: {string.Join(", ", unseen)}" : "");
}
