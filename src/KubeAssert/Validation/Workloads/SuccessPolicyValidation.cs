using System.Globalization;

namespace KubeAssert.Validation;

/// <summary>When an indexed Job has succeeded (batch/v1 SuccessPolicy; batch validation: validateSuccessPolicy).</summary>
internal static class SuccessPolicyValidation
{
    private const int MostRules = 20;
    private const int LongestIndexes = 64 * 1024;

    public static void Check(Node policy, long completions, Problems problems)
    {
        var rules = policy.List("rules");
        if (rules.IsEmpty)
            problems.Add("required", policy["rules"], "needs a rule", "add a rule");
        if (rules.Length > MostRules)
            problems.Add("too-many", policy["rules"], $"holds {rules.Length} rules; {MostRules} are allowed", "join rules");
        foreach (var rule in rules)
            CheckRule(rule, completions, problems);
    }

    private static void CheckRule(Node rule, long completions, Problems problems)
    {
        var indexes = rule.Given("succeededIndexes");
        var count = rule.Integer("succeededCount");
        if (indexes is null && count is null)
            problems.Add("required", rule, "names neither succeededIndexes nor succeededCount", "set one of them");

        long total = 0;
        if (indexes is not null)
        {
            var text = indexes.AsString() ?? "";
            if (text.Length > LongestIndexes)
                problems.Add("too-long", indexes, $"has {text.Length} characters; {LongestIndexes} are allowed", "join intervals");
            if (IndexProblem(text, completions, out total) is { } problem)
                problems.Add("invalid-indexes", indexes, problem, "write indexes in ascending order, such as 0-2,5");
        }

        if (count is null)
            return;
        problems.NotNegative(rule, "succeededCount");
        if (count > completions)
            problems.Add("out-of-range", rule["succeededCount"], string.Create(CultureInfo.InvariantCulture, $"is {count}; there are {completions} completions"), "lower it");
        if (indexes is not null && count > total)
            problems.Add("out-of-range", rule["succeededCount"], string.Create(CultureInfo.InvariantCulture, $"is {count}; succeededIndexes names {total} indexes"), "lower it, or name more indexes");
    }

    /// <summary>Intervals in ascending order: <c>0-2,5</c>.</summary>
    private static string? IndexProblem(string text, long completions, out long total)
    {
        total = 0;
        if (text.Length == 0)
            return null;

        long last = -1;
        var isFirst = true;
        foreach (var interval in text.Split(','))
        {
            var parts = interval.Split('-');
            if (parts.Length > 2)
                return $"holds {NameForm.Quoted(interval)}, which has more than two ends";
            if (!TryIndex(parts[0], out var low) || !TryIndex(parts[^1], out var high))
                return $"holds {NameForm.Quoted(interval)}, which is no index";
            if (Math.Max(low, high) >= completions)
                return string.Create(CultureInfo.InvariantCulture, $"holds {NameForm.Quoted(interval)}; the last index is {completions - 1}");
            if (parts.Length == 2 && low >= high)
                return $"holds {NameForm.Quoted(interval)}, which does not ascend";
            if (!isFirst && last >= low)
                return $"holds {NameForm.Quoted(interval)} after {last}; indexes ascend";
            total += high - low + 1;
            last = high;
            isFirst = false;
        }

        total = Math.Min(total, int.MaxValue);
        return null;
    }

    private static bool TryIndex(string text, out long index) =>
        long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out index);
}
