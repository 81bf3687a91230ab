namespace KubeAssert.Cluster.Connection;

/// <summary>How long to wait before the next try: doubling from 100 ms to 5 s, shaken so that many clients don't come back at once.</summary>
internal sealed class Backoff(Random random)
{
    private static readonly TimeSpan First = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(5);
    private int _failures;

    public TimeSpan Next()
    {
        var full = Math.Min(Longest.TotalMilliseconds, First.TotalMilliseconds * Math.Pow(2, Math.Min(_failures++, 20)));
        lock (random)
            return TimeSpan.FromMilliseconds(full * (0.5 + random.NextDouble() / 2));
    }

    public void Reset() => _failures = 0;
}
