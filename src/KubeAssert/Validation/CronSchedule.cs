using System.Globalization;

namespace KubeAssert.Validation;

/// <summary>Schedules as Kubernetes reads them: five fields of lists, ranges and steps, or a word after '@' (robfig/cron v3, standard parser).</summary>
internal static class CronSchedule
{
    private static readonly string[] Months = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];
    private static readonly string[] Weekdays = ["sun", "mon", "tue", "wed", "thu", "fri", "sat"];

    private static readonly Field[] Fields =
    [
        new("minute", 0, 59, [], 0),
        new("hour", 0, 23, [], 0),
        new("day of the month", 1, 31, [], 0),
        new("month", 1, 12, Months, 1),
        new("weekday", 0, 6, Weekdays, 0),
    ];

    private sealed record Field(string Name, int Least, int Most, string[] Words, int FirstWord);

    /// <summary>What is wrong with a schedule; null when nothing is.</summary>
    public static string? Problem(string schedule)
    {
        if (schedule.StartsWith('@'))
            return DescriptorProblem(schedule);

        var parts = schedule.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
        if (parts.Length != Fields.Length)
            return $"it has {parts.Length} fields; five are needed";

        for (var i = 0; i < parts.Length; i++)
        {
            foreach (var range in parts[i].Split(',', StringSplitOptions.RemoveEmptyEntries))
            {
                if (RangeProblem(range, Fields[i]) is { } problem)
                    return $"the {Fields[i].Name} {NameForm.Quoted(range)} {problem}";
            }
        }

        return null;
    }

    private static string? DescriptorProblem(string schedule)
    {
        if (schedule is "@yearly" or "@annually" or "@monthly" or "@weekly" or "@daily" or "@midnight" or "@hourly")
            return null;
        const string every = "@every ";
        if (schedule.StartsWith(every, StringComparison.Ordinal))
            return GoDuration.IsDuration(schedule.AsSpan(every.Length)) ? null : "no duration such as 1h30m follows @every";
        return "it is none of @yearly, @monthly, @weekly, @daily, @hourly and @every";
    }

    private static string? RangeProblem(string range, Field field)
    {
        var steps = range.Split('/');
        var ends = steps[0].Split('-');
        if (ends.Length > 2 && ends[0] is not ("*" or "?"))
            return "has more than two ends";
        if (steps.Length > 2)
            return "has more than one step";

        var (low, high) = (field.Least, field.Most);
        if (ends[0] is not ("*" or "?"))
        {
            if (!TryNumber(ends[0], field, out low) || !TryNumber(ends[^1], field, out high))
                return "is no number";
            if (steps.Length == 2 && ends.Length == 1)
                high = field.Most;
        }
        else if (steps.Length == 2 && ends.Length == 1)
        {
            high = field.Most;
        }

        if (low < field.Least || high > field.Most)
            return string.Create(CultureInfo.InvariantCulture, $"goes beyond {field.Least} to {field.Most}");
        if (low > high)
            return "ends before it begins";
        return steps.Length == 2 && (!TryInteger(steps[1], out var step) || step <= 0) ? "has no positive step" : null;
    }

    private static bool TryNumber(string text, Field field, out int number)
    {
        var word = Array.FindIndex(field.Words, w => w.Equals(text, StringComparison.OrdinalIgnoreCase));
        if (word >= 0)
        {
            number = word + field.FirstWord;
            return true;
        }

        return TryInteger(text, out number);
    }

    private static bool TryInteger(string text, out int number) =>
        int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out number) && number >= 0;
}
