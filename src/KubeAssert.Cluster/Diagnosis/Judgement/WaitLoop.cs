using KubeAssert.Cluster.Observation;

namespace KubeAssert.Cluster.Diagnosing.Judgement;

/// <summary>How a wait ended.</summary>
/// <param name="Diagnosis">The last one, with logs.</param>
/// <param name="TimedOut">Whether time ran out before the goal was reached.</param>
internal sealed record WaitResult(Diagnosis Diagnosis, bool TimedOut);

/// <summary>
/// Folds observations as they come, diagnoses, and decides when to stop. It looks again when something was observed or when time alone may change the
/// answer (<see cref="Diagnosis.NextLook"/>), never on a schedule of its own. Live and replayed streams take the same path.
/// </summary>
internal sealed class WaitLoop(IClusterEvidence evidence, WaitPolicy policy, TimeProvider time)
{
    private readonly Diagnostician _diagnostician = new(policy);

    /// <summary>How often a progress line is written.</summary>
    /// <value>5 seconds</value>
    public TimeSpan ProgressInterval { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>Where progress lines go; null: nowhere.</summary>
    public Action<string>? Progress { get; init; }

    /// <summary>Told of every diagnosis.</summary>
    public Action<Diagnosis>? Diagnosed { get; init; }

    /// <summary>Waits until everything is ready, something will never be, or time runs out.</summary>
    public Task<WaitResult> UntilSettledAsync(IClusterFeed feed, TimeSpan within, CancellationToken cancellationToken) =>
        UntilAsync(d => d.Outcome != Outcome.Progressing, feed, within, cancellationToken);

    /// <summary>Waits until a diagnosis is as wanted, or time runs out.</summary>
    /// <exception cref="OperationCanceledException">The wait was cancelled.</exception>
    public async Task<WaitResult> UntilAsync(Func<Diagnosis, bool> isOver, IClusterFeed feed, TimeSpan within, CancellationToken cancellationToken)
    {
        var deadline = time.GetUtcNow() + within;
        var nextProgress = time.GetUtcNow() + ProgressInterval;

        while (true)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var now = time.GetUtcNow();
            var (state, changed) = feed.Current();
            var diagnosis = await AnswerAsync(feed, state.AnsweringQuestions(), now, deadline, cancellationToken).ConfigureAwait(false);
            Diagnosed?.Invoke(diagnosis);
            var isDone = isOver(diagnosis);
            var isTimeOut = time.GetUtcNow() >= deadline;
            if (isDone || isTimeOut)
                return new WaitResult(await WithLogsAsync(diagnosis, cancellationToken).ConfigureAwait(false), !isDone);

            if (now >= nextProgress)
            {
                Progress?.Invoke(ProgressLine.Of(diagnosis));
                nextProgress = now + ProgressInterval;
            }

            // a change between the look and here has completed the task already
            await WaitAsync(changed, Earliest(deadline, Progress is null ? deadline : nextProgress, diagnosis.NextLook ?? deadline) - time.GetUtcNow(), cancellationToken).ConfigureAwait(false);
        }
    }

    private async Task WaitAsync(Task changed, TimeSpan atMost, CancellationToken cancellationToken)
    {
        if (changed.IsCompleted)
            return;
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var delay = Task.Delay(atMost > TimeSpan.Zero ? atMost : TimeSpan.Zero, time, stop.Token);
        await Task.WhenAny(changed, delay).ConfigureAwait(false);
        await stop.CancelAsync().ConfigureAwait(false);
        cancellationToken.ThrowIfCancellationRequested();
    }

    private async Task<Diagnosis> AnswerAsync(IClusterFeed feed, ClusterState state, DateTimeOffset now, DateTimeOffset deadline, CancellationToken cancellationToken)
    {
        // questions must not hold the wait up beyond its end
        using var limit = new CancellationTokenSource(deadline > now ? deadline - now : TimeSpan.Zero, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, limit.Token);
        try
        {
            return (await Verdict.AnswerAsync(_diagnostician, state, now, evidence, either.Token, feed.Observe).ConfigureAwait(false)).Diagnosis;
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return _diagnostician.Diagnose(state, now);
        }
    }

    private async Task<Diagnosis> WithLogsAsync(Diagnosis diagnosis, CancellationToken cancellationToken)
    {
        if (diagnosis.Outcome == Outcome.Ready)
            return diagnosis;
        using var limit = new CancellationTokenSource(LogTime, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, limit.Token);
        try
        {
            return await Verdict.WithLogsAsync(diagnosis, evidence, policy, either.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return diagnosis;
        }
    }

    private static readonly TimeSpan LogTime = TimeSpan.FromSeconds(10);

    private static DateTimeOffset Earliest(DateTimeOffset a, DateTimeOffset b, DateTimeOffset c) => a < b ? (a < c ? a : c) : (b < c ? b : c);
}
