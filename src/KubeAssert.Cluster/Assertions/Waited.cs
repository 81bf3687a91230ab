using System.Globalization;

namespace KubeAssert.Cluster.Assertions;

/// <summary>Parts of messages about waiting.</summary>
internal static class Waited
{
    public static string Within(TimeSpan span) => span.TotalSeconds switch
    {
        >= 120 when span.Seconds == 0 => string.Create(CultureInfo.InvariantCulture, $"{span.TotalMinutes:0} min"),
        _ => string.Create(CultureInfo.InvariantCulture, $"{span.TotalSeconds:0.#} s"),
    };

    /// <summary>Asks until the answer is as wanted or time is up.</summary>
    /// <param name="time">The clock.</param>
    /// <param name="within">How long.</param>
    /// <param name="ask">What is wrong; null when nothing is.</param>
    /// <returns>What was wrong at last; null when nothing was.</returns>
    public static async Task<string?> UntilAsync(TimeProvider time, TimeSpan within, Func<CancellationToken, Task<string?>> ask)
    {
        var begin = time.GetTimestamp();
        while (true)
        {
            var wrong = await ask(CancellationToken.None).ConfigureAwait(false);
            if (wrong is null || time.GetElapsedTime(begin) >= within)
                return wrong;
            await Task.Delay(TimeSpan.FromMilliseconds(250), time).ConfigureAwait(false);
        }
    }
}
