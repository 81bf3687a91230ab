using System.Threading.Channels;
using KubeAssert.Cluster.Observation;

namespace KubeAssert.Cluster.Diagnosing;

/// <summary>How a wait ended.</summary>
/// <param name="Diagnosis">The last one, with logs.</param>
/// <param name="State">The picture it is about; a later wait goes on from there.</param>
/// <param name="TimedOut">Whether time ran out before the goal was reached.</param>
internal sealed record WaitResult(Diagnosis Diagnosis, ClusterState State, bool TimedOut);

/// <summary>
/// Folds observations as they come, diagnoses, and decides when to stop. It looks again when something was observed or when time alone may change the
/// answer (<see cref="Diagnosis.NextLook"/>), never on a schedule of its own. Live and replayed streams take the same path.
/// </summary>
internal sealed class WaitLoop(IClusterEvidence evidence, Patience patience, TimeProvider time)
{
    private readonly Diagnostician _diagnostician = new(patience);

    /// <summary>How often a progress line is written.</summary>
    /// <value>5 seconds</value>
    public TimeSpan ProgressInterval { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>Where progress lines go; null: nowhere.</summary>
    public Action<string>? Progress { get; init; }

    /// <summary>Told of every diagnosis.</summary>
    public Action<Diagnosis>? Diagnosed { get; init; }

    /// <summary>Waits until everything is ready, something will never be, or time runs out.</summary>
    public Task<WaitResult> UntilSettledAsync(ClusterState state, ChannelReader<Observation.Observation> observations, TimeSpan within, CancellationToken cancellationToken) =>
        UntilAsync(d => d.Outcome != Outcome.Progressing, state, observations, within, cancellationToken);

    /// <summary>Waits until a diagnosis is as wanted, or time runs out.</summary>
    /// <exception cref="OperationCanceledException">The wait was cancelled.</exception>
    public async Task<WaitResult> UntilAsync(
        Func<Diagnosis, bool> isOver, ClusterState state, ChannelReader<Observation.Observation> observations, TimeSpan within, CancellationToken cancellationToken)
    {
        state = state.AnsweringQuestions();
        var deadline = time.GetUtcNow() + within;
        var nextProgress = time.GetUtcNow() + ProgressInterval;
        Task<bool>? more = null;
        var ended = false;

        while (true)
        {
            cancellationToken.ThrowIfCancellationRequested();
            while (observations.TryRead(out var observation))
                state = state.With(observation);

            var now = time.GetUtcNow();
            (var diagnosis, state) = await AnswerAsync(state, now, deadline, cancellationToken).ConfigureAwait(false);
            Diagnosed?.Invoke(diagnosis);
            var isTimeOut = time.GetUtcNow() >= deadline;
            if (isOver(diagnosis) || isTimeOut)
                return new WaitResult(await WithLogsAsync(diagnosis, cancellationToken).ConfigureAwait(false), state, isTimeOut && !isOver(diagnosis));

            if (now >= nextProgress)
            {
                Progress?.Invoke(ProgressLine.Of(diagnosis));
                nextProgress = now + ProgressInterval;
            }

            var wake = Earliest(deadline, Progress is null ? deadline : nextProgress, diagnosis.NextLook ?? deadline);
            if (!ended)
                more ??= observations.WaitToReadAsync(cancellationToken).AsTask();
            if (!await WaitAsync(ended ? null : more, wake - time.GetUtcNow(), cancellationToken).ConfigureAwait(false))
                continue;
            ended = !await more!.ConfigureAwait(false);
            more = null;
        }
    }

    // true when observations have come, or none will any more
    private async Task<bool> WaitAsync(Task<bool>? more, TimeSpan atMost, CancellationToken cancellationToken)
    {
        if (more is { IsCompleted: true })
            return true;
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var delay = Task.Delay(atMost > TimeSpan.Zero ? atMost : TimeSpan.Zero, time, stop.Token);
        if (more is null)
        {
            await delay.ConfigureAwait(false);
            return false;
        }

        var first = await Task.WhenAny(more, delay).ConfigureAwait(false);
        await stop.CancelAsync().ConfigureAwait(false);
        cancellationToken.ThrowIfCancellationRequested();
        return first == more;
    }

    private async Task<(Diagnosis Diagnosis, ClusterState State)> AnswerAsync(ClusterState state, DateTimeOffset now, DateTimeOffset deadline, CancellationToken cancellationToken)
    {
        // questions must not hold the wait up beyond its end
        using var limit = new CancellationTokenSource(deadline > now ? deadline - now : TimeSpan.Zero, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, limit.Token);
        try
        {
            return await Verdict.AnswerAsync(_diagnostician, state, now, evidence, either.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return (_diagnostician.Diagnose(state, now), state);
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
            return await Verdict.WithLogsAsync(diagnosis, evidence, patience, either.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return diagnosis;
        }
    }

    private static readonly TimeSpan LogTime = TimeSpan.FromSeconds(10);

    private static DateTimeOffset Earliest(DateTimeOffset a, DateTimeOffset b, DateTimeOffset c) => a < b ? (a < c ? a : c) : (b < c ? b : c);
}
