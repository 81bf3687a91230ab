using System.Globalization;
using System.Text.RegularExpressions;

namespace KubeAssert.PolicyRules.BuiltIn;

/// <summary>How long a hook takes at the least, as far as it says.</summary>
internal static partial class HookTime
{
    private const int MostText = 2000;

    /// <summary>The place and the seconds of its sleep; 0 where it has none.</summary>
    public static (Node Node, long Seconds) Of(Node hook)
    {
        if (hook["sleep"]["seconds"].AsInteger() is { } seconds)
            return (hook["sleep"]["seconds"], seconds);

        var words = hook["exec"]["command"].Items;
        if (words.Count == 2 && words[0].Text is { } program && program[(program.LastIndexOf('/') + 1)..] == "sleep")
            return (words[1], Amount(words[1].Text ?? ""));

        // a script with a condition may sleep or not
        foreach (var word in words)
        {
            if (word.Text is { Length: < MostText } text && !Condition().IsMatch(text) && Sleeps().Matches(text) is { Count: > 0 } sleeps)
                return (word, sleeps.Sum(match => Amount(match.Groups[1].Value)));
        }

        return (hook, 0);
    }

    private static long Amount(string text)
    {
        var unit = text.Length > 0 ? text[^1] switch { 's' => 1, 'm' => 60, 'h' => 3600, _ => 0 } : 0;
        return long.TryParse(unit == 0 ? text : text[..^1], NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number < int.MaxValue ? number * Math.Max(unit, 1) : 0;
    }

    [GeneratedRegex(@"(?:^|[\s;&/])sleep\s+(\d{1,6}[smh]?)(?:$|[\s;&)])", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex Sleeps();

    [GeneratedRegex(@"\b(?:if|while|until|for|case|timeout)\b|\|\|", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex Condition();
}
