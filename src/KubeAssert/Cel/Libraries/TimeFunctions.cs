using System.Globalization;

namespace KubeAssert.Cel;

/// <summary>The parts of timestamps, by default in UTC, and of durations.</summary>
internal static class TimeFunctions
{
    public static CelValue Part(string function, CelValue[] a)
    {
        switch (a)
        {
            case [DurationValue duration]:
                return function switch
                {
                    "getHours" => new IntValue(duration.Nanoseconds / 3_600_000_000_000),
                    "getMinutes" => new IntValue(duration.Nanoseconds / 60_000_000_000),
                    "getSeconds" => new IntValue(duration.Nanoseconds / 1_000_000_000),
                    "getMilliseconds" => new IntValue(duration.Nanoseconds / 1_000_000),
                    _ => ErrorValue.NoSuchOverload,
                };
            case [TimestampValue timestamp]:
                return Part(function, timestamp, timestamp.Seconds);
            case [TimestampValue timestamp, StringValue zone]:
                return TryOffset(zone.Value, timestamp.Seconds, out var offset)
                    ? Part(function, timestamp, timestamp.Seconds + offset)
                    : new ErrorValue($"unknown time zone {zone.Value}");
            default:
                return ErrorValue.NoSuchOverload;
        }
    }

    private static CelValue Part(string function, TimestampValue timestamp, long localSeconds)
    {
        var (year, month, day, hour, minute, second) = TimeText.Calendar(localSeconds);
        var days = TimeText.FloorDivide(localSeconds, 86400);
        return function switch
        {
            "getFullYear" => new IntValue(year),
            "getMonth" => new IntValue(month - 1),
            "getDate" => new IntValue(day),
            "getDayOfMonth" => new IntValue(day - 1),
            "getDayOfYear" => new IntValue(days - TimeText.DaysSinceEpoch(year, 1, 1)),
            // the first of January 1970 was a Thursday
            "getDayOfWeek" => new IntValue((((days + 4) % 7) + 7) % 7),
            "getHours" => new IntValue(hour),
            "getMinutes" => new IntValue(minute),
            "getSeconds" => new IntValue(second),
            "getMilliseconds" => new IntValue(timestamp.Nanoseconds / 1_000_000),
            _ => ErrorValue.NoSuchOverload,
        };
    }

    private static bool TryOffset(string zone, long seconds, out long offset)
    {
        offset = 0;
        var colon = zone.IndexOf(':', StringComparison.Ordinal);
        if (colon >= 0)
        {
            if (!int.TryParse(zone.AsSpan(0, colon), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var hours)
                || !int.TryParse(zone.AsSpan(colon + 1), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var minutes))
            {
                return false;
            }

            offset = ((hours * 60L) + (zone[0] == '-' ? -minutes : minutes)) * 60;
            return true;
        }

        if (zone is "" or "UTC")
            return true;
        // names are those of the zone database: no other forms
        if (zone.Contains("..", StringComparison.Ordinal) || zone[0] is '/' or '\\' || zone.Contains(' ', StringComparison.Ordinal)
            || !TimeZoneInfo.TryFindSystemTimeZoneById(zone, out var found) || (found.Id != zone && !found.HasIanaId))
        {
            return false;
        }

        var at = Math.Clamp(seconds, TimestampValue.MinSeconds + 86400, TimestampValue.MaxSeconds - 86400);
        offset = (long)found.GetUtcOffset(DateTimeOffset.FromUnixTimeSeconds(at)).TotalSeconds;
        return true;
    }
}
