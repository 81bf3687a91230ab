using System.Text.RegularExpressions;

namespace KubeAssert.Cluster.Diagnosing.Judgement;

/// <summary>
/// A runtime that finds out only at the last moment that it can't execute the command has no other place to say so than the container's log:
/// its one line stands there as if the program had written it.
/// </summary>
internal static partial class LoggedStartFailure
{
    public static Cause Refine(Cause cause)
    {
        if (cause.ExitCode is null or 0 || cause.Log.Count != 1 || Line().Match(cause.Log[0]) is not { Success: true } match)
            return cause;
        var (command, why) = (match.Groups["command"].Value, match.Groups["why"].Value);
        var isMissing = why.StartsWith("no such", StringComparison.Ordinal);
        return cause with
        {
            Explanation = isMissing
                ? $"The runtime found {command} but could not execute it: the interpreter that its first line names, or the loader that it was linked for, is not in the image."
                : $"The runtime could not execute the command: {StartFailure.Say($"exec: \"{command}\": {why}")}.",
            Fix = isMissing ? $"install the interpreter or the C library that {command} needs, or name another interpreter in command" : StartFailure.Fix(why) ?? cause.Fix,
        };
    }

    [GeneratedRegex("""^exec (?<command>\S+): (?<why>exec format error|no such file or directory|permission denied)$""", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Line();
}
