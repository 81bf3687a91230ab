using System.Collections.Concurrent;

namespace KubeAssert.Sources;

/// <summary>
/// What was rendered in this process, by all that went into it. Whoever asks for what is being rendered waits for it. A failure
/// of the program is remembered like a success; that it took too long, was cancelled or could not be started is not.
/// </summary>
internal sealed class RenderCache
{
    private const int MostRemembered = 500;

    private readonly ConcurrentDictionary<string, TaskCompletionSource<Outcome?>> _outcomes = new(StringComparer.Ordinal);

    /// <summary>The one of this process.</summary>
    public static RenderCache Shared { get; } = new();

    /// <summary>What was rendered of that key, else what <paramref name="render"/> makes of it; without a key nothing is remembered.</summary>
    public ManifestSet Get(string? key, Func<ManifestSet> render, CancellationToken cancellation)
    {
        if (key is null)
            return render();

        while (true)
        {
            cancellation.ThrowIfCancellationRequested();
            var mine = new TaskCompletionSource<Outcome?>(TaskCreationOptions.RunContinuationsAsynchronously);
            var first = _outcomes.GetOrAdd(key, mine);
            if (ReferenceEquals(first, mine))
                return Render(key, mine, render);

            first.Task.Wait(cancellation);
            if (first.Task.Result is { } outcome)
                return outcome.Manifests ?? throw Again(outcome.Failure!);
        }
    }

    private ManifestSet Render(string key, TaskCompletionSource<Outcome?> mine, Func<ManifestSet> render)
    {
        if (_outcomes.Count > MostRemembered)
            Forget();
        try
        {
            var manifests = render();
            mine.SetResult(new Outcome(manifests, null));
            return manifests;
        }
        catch (Exception e) when (e is RenderException { ExitCode: not null } or ManifestReadException)
        {
            mine.SetResult(new Outcome(null, e));
            throw;
        }
        finally
        {
            if (!mine.Task.IsCompleted)
            {
                _outcomes.TryRemove(key, out _);
                mine.SetResult(null);
            }
        }
    }

    /// <summary>Forgets what is done; what is being rendered stays.</summary>
    private void Forget()
    {
        foreach (var (key, outcome) in _outcomes)
        {
            if (outcome.Task.IsCompleted)
                _outcomes.TryRemove(key, out _);
        }
    }

    /// <summary>The same failure as an exception of its own: each test has its own stack.</summary>
    private static Exception Again(Exception failure) =>
        failure is ManifestReadException read ? new ManifestReadException(read.Problems) : new RenderException((RenderException)failure);

    private sealed record Outcome(ManifestSet? Manifests, Exception? Failure);
}
