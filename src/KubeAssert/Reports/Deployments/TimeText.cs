using System.Globalization;

namespace KubeAssert.Reports;

/// <summary>Times on a report.</summary>
internal static class TimeText
{
    private static readonly double[] Intervals = [0.5, 1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1800, 3600, 7200];

    public static string Of(double seconds) =>
        seconds < 9.95 ? seconds.ToString("0.0", CultureInfo.InvariantCulture) + " s"
        : seconds < 119.5 ? seconds.ToString("0", CultureInfo.InvariantCulture) + " s"
        : seconds < 7200 ? (seconds / 60).ToString("0.#", CultureInfo.InvariantCulture) + " min"
        : (seconds / 3600).ToString("0.#", CultureInfo.InvariantCulture) + " h";

    /// <summary>Round times between two, at most six or so.</summary>
    public static IEnumerable<double> Ticks(double from, double to)
    {
        var interval = Intervals.FirstOrDefault(i => (to - from) / i <= 6, Math.Max(7200, (to - from) / 6));
        for (var at = Math.Ceiling(from / interval) * interval; at < to; at += interval)
            yield return at;
    }

    /// <summary>A tick, without needless digits.</summary>
    public static string Tick(double seconds, double to) =>
        to < 120 || seconds is 0 ? seconds.ToString("0.#", CultureInfo.InvariantCulture) + " s"
        : to < 7200 ? (seconds / 60).ToString("0.#", CultureInfo.InvariantCulture) + " min"
        : (seconds / 3600).ToString("0.#", CultureInfo.InvariantCulture) + " h";
}
