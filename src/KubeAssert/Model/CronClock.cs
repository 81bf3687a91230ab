namespace KubeAssert.Model;

/// <summary>
/// Finds the next time that a schedule allows, field by field from the month down, on the clock of a time zone. Where a change of
/// the clock leaves out or repeats an hour it decides as the CronJob controller's library does.
/// </summary>
internal static class CronClock
{
    private const int MostYears = 5;

    public static DateTimeOffset WholeSeconds(DateTimeOffset time) => new(time.Ticks - (time.Ticks % TimeSpan.TicksPerSecond), time.Offset);

    public static DateTimeOffset? Next(CronFields fields, DateTimeOffset after, TimeZoneInfo zone)
    {
        if (after.Year > DateTime.MaxValue.Year - MostYears - 2)
            return null;

        var utc = WholeSeconds(after).UtcDateTime.AddSeconds(1);
        var lastYear = Wall(utc, zone).Year + MostYears;
        var isReset = false;
        while (Wall(utc, zone).Year <= lastYear)
        {
            if (ToMonth(ref utc, ref isReset, fields, zone) && ToDay(ref utc, ref isReset, fields, zone)
                && ToHour(ref utc, ref isReset, fields, zone) && ToMinute(ref utc, ref isReset, fields, zone) && ToSecond(ref utc, zone))
                return new DateTimeOffset(utc, TimeSpan.Zero);
        }

        return null;
    }

    /// <returns>Whether the time stayed in its year; the search starts again where it did not.</returns>
    private static bool ToMonth(ref DateTime utc, ref bool isReset, CronFields fields, TimeZoneInfo zone)
    {
        for (var wall = Wall(utc, zone); !fields.IsMonth(wall); wall = Wall(utc, zone))
        {
            isReset = true;
            utc = Utc(new DateTime(wall.Year, wall.Month, 1).AddMonths(1), zone);
            if (Wall(utc, zone).Month == 1)
                return false;
        }

        return true;
    }

    private static bool ToDay(ref DateTime utc, ref bool isReset, CronFields fields, TimeZoneInfo zone)
    {
        for (var wall = Wall(utc, zone); !fields.IsDay(wall); wall = Wall(utc, zone))
        {
            utc = Utc((isReset ? wall : wall.Date).AddDays(1), zone);
            isReset = true;
            var hour = Wall(utc, zone).Hour;
            if (hour != 0)
                utc = utc.AddHours(hour > 12 ? 24 - hour : -hour);
            if (Wall(utc, zone).Day == 1)
                return false;
        }

        return true;
    }

    private static bool ToHour(ref DateTime utc, ref bool isReset, CronFields fields, TimeZoneInfo zone)
    {
        for (var wall = Wall(utc, zone); !fields.IsHour(wall); wall = Wall(utc, zone))
        {
            if (!isReset)
                utc = Utc(wall.Date.AddHours(wall.Hour), zone);
            isReset = true;
            utc = utc.AddHours(1);
            if (Wall(utc, zone).Hour == 0)
                return false;
        }

        return true;
    }

    private static bool ToMinute(ref DateTime utc, ref bool isReset, CronFields fields, TimeZoneInfo zone)
    {
        for (var wall = Wall(utc, zone); !fields.IsMinute(wall); wall = Wall(utc, zone))
        {
            if (!isReset)
                utc = utc.AddTicks(-(utc.Ticks % TimeSpan.TicksPerMinute));
            isReset = true;
            utc = utc.AddMinutes(1);
            if (Wall(utc, zone).Minute == 0)
                return false;
        }

        return true;
    }

    private static bool ToSecond(ref DateTime utc, TimeZoneInfo zone)
    {
        var second = Wall(utc, zone).Second;
        if (second == 0)
            return true;
        utc = utc.AddSeconds(60 - second);
        return false;
    }

    private static DateTime Wall(DateTime utc, TimeZoneInfo zone) => DateTime.SpecifyKind(utc + zone.GetUtcOffset(utc), DateTimeKind.Unspecified);

    /// <summary>The instant of a time on the wall; one that the clock leaves out gets the offset on the other side of the gap.</summary>
    private static DateTime Utc(DateTime wall, TimeZoneInfo zone)
    {
        var asUtc = DateTime.SpecifyKind(wall, DateTimeKind.Utc);
        var guess = zone.GetUtcOffset(asUtc);
        var utc = asUtc - guess;
        return zone.GetUtcOffset(utc) is var offset && offset == guess ? utc : asUtc - offset;
    }
}
