using System.Text.RegularExpressions;
using KubeAssert.Go;

namespace KubeAssert.OpenApi;

/// <summary>Durations as Go writes them (<c>1h30m</c>), or in words with blanks (<c>22 ns</c>, <c>3 days</c>).</summary>
internal static partial class DurationForm
{
    private static readonly string[] Exact = ["ns", "us", "\u00b5s", "ms", "s", "m", "h", "hr", "d", "w", "wk"];
    private static readonly string[] Beginnings = ["nano", "micro", "milli", "sec", "min", "hour", "day", "week"];

    public static bool IsValid(string text) =>
        GoDuration.TryParse(text, out _)
        || Words().Matches(text).Any(match => IsUnit(match.Groups[1].Value));

    private static bool IsUnit(string unit) =>
        Exact.Contains(unit, StringComparer.OrdinalIgnoreCase) || Beginnings.Any(b => unit.StartsWith(b, StringComparison.OrdinalIgnoreCase));

    [GeneratedRegex(@"[0-9]+\s*([A-Za-z\u00b5]+)")]
    private static partial Regex Words();
}
