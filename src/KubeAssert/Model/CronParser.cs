using System.Globalization;
using KubeAssert.Go;

namespace KubeAssert.Model;

/// <summary>Reads cron schedules: five fields, macros, steps, names and a time zone before them.</summary>
internal static class CronParser
{
    private static readonly Field Minute = new("minute", 0, 59, []);
    private static readonly Field Hour = new("hour", 0, 23, []);
    private static readonly Field Day = new("day of month", 1, 31, []);
    private static readonly Field Month = new("month", 1, 12, ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]);
    private static readonly Field Weekday = new("day of week", 0, 6, ["sun", "mon", "tue", "wed", "thu", "fri", "sat"]);

    public static CronSchedule? Parse(string text, out string problem)
    {
        problem = "";
        try
        {
            return Read(text);
        }
        catch (FormatException exception)
        {
            problem = exception.Message;
            return null;
        }
    }

    private static CronSchedule Read(string text)
    {
        if (text.Length == 0)
            throw new FormatException("it is empty");

        var (zone, spec) = SplitZone(text);
        if (!spec.StartsWith('@'))
            return new(text, zone, ReadFields(spec), default);

        const string every = "@every ";
        if (spec.StartsWith(every, StringComparison.Ordinal))
            return new(text, zone, null, WholeSeconds(spec[every.Length..]));

        var fields = spec switch
        {
            "@yearly" or "@annually" => "0 0 1 1 *",
            "@monthly" => "0 0 1 * *",
            "@weekly" => "0 0 * * 0",
            "@daily" or "@midnight" => "0 0 * * *",
            "@hourly" => "0 * * * *",
            _ => throw new FormatException($"'{spec}' is none of @yearly, @annually, @monthly, @weekly, @daily, @midnight, @hourly, @every <duration>"),
        };
        return new(text, zone, ReadFields(fields), default);
    }

    /// <summary>A duration rounded down to whole seconds, one at least.</summary>
    private static TimeSpan WholeSeconds(string text) =>
        GoDuration.TryParse(text, out var nanoseconds)
            ? TimeSpan.FromSeconds(Math.Max(1, nanoseconds / 1_000_000_000))
            : throw new FormatException($"'{text}' is no duration like 1h30m");

    private static (TimeZoneInfo? Zone, string Spec) SplitZone(string text)
    {
        if (!text.StartsWith("TZ=", StringComparison.Ordinal) && !text.StartsWith("CRON_TZ=", StringComparison.Ordinal))
            return (null, text);

        var blank = text.IndexOf(' ', StringComparison.Ordinal);
        if (blank < 0)
            throw new FormatException("a schedule has to follow the time zone");

        var name = text[(text.IndexOf('=', StringComparison.Ordinal) + 1)..blank];
        var zone = CronZone.Find(name) ?? throw new FormatException($"'{name}' is no time zone");
        return (zone, text[blank..].Trim());
    }

    private static CronFields ReadFields(string spec)
    {
        var fields = spec.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
        if (fields.Length != 5)
            throw new FormatException($"it needs 5 fields (minute, hour, day of month, month, day of week) and has {fields.Length}");

        return new(Bits(fields[0], Minute), Bits(fields[1], Hour), Bits(fields[2], Day), Bits(fields[3], Month), Bits(fields[4], Weekday));
    }

    private static ulong Bits(string text, Field field)
    {
        var bits = 0UL;
        foreach (var range in text.Split(',', StringSplitOptions.RemoveEmptyEntries))
            bits |= Range(range, field);
        return bits;
    }

    private static ulong Range(string text, Field field)
    {
        var stepped = text.Split('/');
        var ends = stepped[0].Split('-');
        var isStar = ends[0] is "*" or "?";
        if (stepped.Length > 2)
            throw new FormatException($"the {field.Name} '{text}' has more than one '/'");
        if (ends.Length > 2 && !isStar)
            throw new FormatException($"the {field.Name} '{text}' has more than one '-'");

        var first = isStar ? field.Least : Value(ends[0], field);
        var last = isStar ? field.Most : ends.Length == 2 ? Value(ends[1], field) : stepped.Length == 2 ? field.Most : first;
        var step = stepped.Length == 2 ? Number(stepped[1], field) : 1;
        if (first < field.Least || last > field.Most)
            throw new FormatException($"the {field.Name} '{text}' is not within {field.Least} to {field.Most}");
        if (first > last)
            throw new FormatException($"the {field.Name} '{text}' ends before it begins");
        if (step == 0)
            throw new FormatException($"the {field.Name} '{text}' has a step of 0");

        var bits = isStar && step == 1 ? CronFields.Star : 0;
        for (var value = first; value <= last; value += Math.Min(step, 64))
            bits |= 1UL << (int)value;
        return bits;
    }

    private static long Value(string text, Field field)
    {
        var name = Array.FindIndex(field.Names, known => known.Equals(text, StringComparison.OrdinalIgnoreCase));
        return name >= 0 ? name + field.Least : Number(text, field);
    }

    private static long Number(string text, Field field) =>
        long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) && number >= 0
            ? number
            : throw new FormatException($"'{text}' is no {field.Name}{(field.Names.Length > 0 ? $" (a number or {field.Names[0]} to {field.Names[^1]})" : "")}");

    private sealed record Field(string Name, long Least, long Most, string[] Names);
}
