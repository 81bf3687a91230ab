using System.Globalization;
using KubeAssert.Cluster;
using KubeAssert.Conformance.Replay;

namespace KubeAssert.Conformance;

/// <summary>Replays recorded deployments in virtual time and compares the verdicts with an operator's.</summary>
internal static class ScenariosCommand
{
    // how far the watches may be behind each other with --lag SEED
    private static readonly TimeSpan MostLag = TimeSpan.FromSeconds(3);

    /// <summary>
    /// Fails below <c>--at-least</c> percent of right diagnoses, unless the median time to a verdict on what fails is under <c>--median-below</c> seconds,
    /// or where a verdict comes more than <c>--lag-at-most</c> seconds after the evidence that decides it.
    /// </summary>
    public static int Run(string[] args)
    {
        var options = new Options(args);
        var results = new List<ReplayResult>();
        var folders = Scenario.Folders(options.Path);
        foreach (var scenario in options["lag"] is { } seed ? folders.Select(f => Scenario.LoadLagging(f, int.Parse(seed, CultureInfo.InvariantCulture), MostLag)) : folders.Select(Scenario.Load))
        {
            if (options["show"] is { } name && name != scenario.Name)
                continue;
            var result = Replayer.RunAsync(scenario).GetAwaiter().GetResult();
            results.Add(result);
            Print(result);
            if (options["changes"] is not null)
                result.Changes.Append(result.Last).ToList().ForEach(Print);
            if (options["show"] is not null)
                Console.WriteLine($"\n{result.FirstFailing ?? result.Last}\n\n{result.Last.TimeLine}\n");
        }

        if (results.Count == 0)
        {
            Console.Error.WriteLine($"no scenario found in {options.Path}");
            return 2;
        }

        var right = results.Count(r => r.Wrong is null);
        var alarms = results.Count(r => r.IsFalseAlarm);
        var times = results.Where(r => r.Scenario.Outcome == "failing" && r.VerdictAfter is not null).Select(r => r.VerdictAfter!.Value.TotalSeconds).Order().ToList();
        var median = times.Count == 0 ? 0 : (times[(times.Count - 1) / 2] + times[times.Count / 2]) / 2;
        var lag = results.Where(r => r.Scenario.Outcome == "failing" && r.Lag is not null).Select(r => r.Lag!.Value.TotalSeconds).DefaultIfEmpty(0).Max();
        Console.WriteLine($"latest verdict {Seconds(lag)} after the evidence that decides it");
        Console.WriteLine($"diagnosed {right}/{results.Count}, false alarms {alarms}, median {Seconds(median)}, worst {Seconds(times.DefaultIfEmpty(0).Max())} after apply");

        return 100.0 * right / results.Count >= Number("at-least", 0) && median < Number("median-below", double.MaxValue) && lag <= Number("lag-at-most", double.MaxValue) ? 0 : 1;

        double Number(string option, double otherwise) => options[option] is { } text ? double.Parse(text, CultureInfo.InvariantCulture) : otherwise;
    }

    private static void Print(ReplayResult result)
    {
        var said = result.FirstFailing is { } failing
            ? $"{Seconds(result.VerdictAfter!.Value.TotalSeconds),8}  {Say(failing.Causes[0])}; {Seconds(result.Lag!.Value.TotalSeconds)} after the evidence"
            : result.Last.Outcome == Outcome.Ready ? $"{Seconds((result.FirstReady!.Value - Scenario.Zero).TotalSeconds),8}  ready"
            : $"{"",8}  awaits {(result.Last.Awaited.Count > 0 ? Say(result.Last.Awaited[0]) : result.Last.Objects.Select(o => $"{o.Object}: {o.Summary}").FirstOrDefault() ?? "?")}";
        Console.WriteLine($"{(result.Wrong is null ? "ok   " : "WRONG")}  {result.Scenario.Name,-44} {said}{(result.Wrong is { } wrong ? $"  [{wrong}]" : "")}");
    }

    private static void Print(Diagnosis change) => Console.WriteLine(
        $"       {Seconds((change.At - Scenario.Zero).TotalSeconds),8}  {change.Outcome}{string.Concat(change.Causes.Select(c => $"; {Say(c)}"))}{string.Concat(change.Awaited.Select(a => $"; awaits {Say(a)}"))}{string.Concat(change.Objects.Where(o => o.Outcome != Outcome.Ready).Select(o => $"; {o.Object}: {o.Summary}"))}");

    private static string Say(Cause cause) =>
        $"{cause.Object}{(cause.Container is null ? "" : $", {cause.Container}")}: {cause.State}"
        + (cause.ExitCode is { } code ? $", exit code {code}" : "") + (cause.Missing is { } missing ? $", missing {missing}" : "");

    private static string Seconds(double seconds) => seconds.ToString("0.0", CultureInfo.InvariantCulture) + " s";
}
