using System.Globalization;
using System.Numerics;
using KubeAssert.Go;

namespace KubeAssert.Cel;

/// <summary>Durations and timestamps as Go reads and prints them.</summary>
internal static class TimeText
{
    private static readonly (string[] Names, long Nanoseconds)[] LongUnits =
    [
        (["ns", "nano"], 1), (["us", "µs", "micro"], 1_000), (["ms", "milli"], 1_000_000), (["s", "sec"], 1_000_000_000),
        (["m", "min"], 60_000_000_000), (["h", "hr", "hour"], 3_600_000_000_000), (["d", "day"], 86_400_000_000_000), (["w", "wk", "week"], 604_800_000_000_000),
    ];

    /// <summary>Reads <c>1h30m</c>, <c>-1.5s</c>: a sum of numbers with units.</summary>
    public static DurationValue? ParseDuration(string text) => GoDuration.TryParse(text, out var nanoseconds) ? new DurationValue(nanoseconds) : null;

    /// <summary>Reads the duration format of OpenAPI, which knows days, weeks and long names of units as well.</summary>
    public static DurationValue? ParseLongDuration(string text)
    {
        if (ParseDuration(text) is { } duration)
            return duration;
        long total = 0;
        var found = false;
        for (var at = 0; at < text.Length;)
        {
            if (!char.IsAsciiDigit(text[at]))
            {
                at++;
                continue;
            }

            var start = at;
            while (at < text.Length && char.IsAsciiDigit(text[at]))
                at++;
            var number = text[start..at];
            var unitAt = at;
            while (unitAt < text.Length && text[unitAt] is ' ' or '\t' or '\n' or '\f' or '\r')
                unitAt++;
            var unitEnd = unitAt;
            while (unitEnd < text.Length && (char.IsAsciiLetter(text[unitEnd]) || text[unitEnd] == 'µ'))
                unitEnd++;
            if (unitEnd == unitAt)
                continue;
            if (!long.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var factor))
                return null;
            var unit = text[unitAt..unitEnd].ToLowerInvariant();
            foreach (var (names, nanoseconds) in LongUnits)
            {
                foreach (var name in names)
                {
                    if (unit == name || (name == names[^1] && unit.StartsWith(name, StringComparison.Ordinal)))
                    {
                        found = true;
                        total = unchecked(total + (factor * nanoseconds));
                    }
                }
            }

            at = unitEnd;
        }

        return found ? new DurationValue(total) : null;
    }

    public static string Print(DurationValue duration) => NumberText.Fixed(duration.Seconds) + "s";

    /// <summary>Reads RFC 3339; without a zone if <paramref name="zoneOptional"/>.</summary>
    public static TimestampValue? ParseTimestamp(string text, bool zoneOptional = false)
    {
        // 2006-01-02T15:04:05[.fraction](Z|+hh:mm); Go takes one digit for the hour, and a comma for the point
        if (text.Length < 18 || !Number(text, 0, 4, out var year) || text[4] != '-' || !Number(text, 5, 2, out var month) || text[7] != '-'
            || !Number(text, 8, 2, out var day) || text[10] != 'T')
        {
            return null;
        }

        var at = 11;
        var hourDigits = text.Length > 12 && char.IsAsciiDigit(text[12]) ? 2 : 1;
        if (!Number(text, at, hourDigits, out var hour))
            return null;
        at += hourDigits;
        if (!Colon(text, ref at) || !Number(text, at, 2, out var minute))
            return null;
        at += 2;
        if (!Colon(text, ref at) || !Number(text, at, 2, out var second))
            return null;
        at += 2;
        var nanoseconds = 0;
        if (at + 1 < text.Length && text[at] is '.' or ',' && char.IsAsciiDigit(text[at + 1]))
        {
            var start = ++at;
            while (at < text.Length && char.IsAsciiDigit(text[at]))
                at++;
            nanoseconds = int.Parse(text[start..at].PadRight(9, '0').AsSpan(0, 9), NumberStyles.None, CultureInfo.InvariantCulture);
        }

        var offset = 0;
        if (at == text.Length)
        {
            if (!zoneOptional)
                return null;
        }
        else if (text[at] == 'Z')
        {
            at++;
        }
        else if (text[at] is '+' or '-' && at + 6 == text.Length && Number(text, at + 1, 2, out var offsetHours) && text[at + 3] == ':'
            && Number(text, at + 4, 2, out var offsetMinutes) && offsetHours <= 24 && offsetMinutes < 60)
        {
            offset = ((offsetHours * 60) + offsetMinutes) * (text[at] == '-' ? -60 : 60);
            at += 6;
        }

        if (at != text.Length || month is < 1 or > 12 || hour > 23 || minute > 59 || second > 59 || day < 1 || day > DaysIn(year, month))
            return null;
        var seconds = (DaysSinceEpoch(year, month, day) * 86400) + (hour * 3600) + (minute * 60) + second - offset;
        return new TimestampValue(seconds, nanoseconds, offset);
    }

    /// <summary>Reads a full date, <c>2024-02-29</c>.</summary>
    public static TimestampValue? ParseDate(string text) =>
        text.Length == 10 && Number(text, 0, 4, out var year) && text[4] == '-' && Number(text, 5, 2, out var month) && text[7] == '-' && Number(text, 8, 2, out var day)
        && month is >= 1 and <= 12 && day >= 1 && day <= DaysIn(year, month)
            ? new TimestampValue(DaysSinceEpoch(year, month, day) * 86400, 0, 0)
            : null;

    public static string Print(TimestampValue timestamp)
    {
        var (year, month, day, hour, minute, second) = Calendar(timestamp.Seconds + timestamp.Offset);
        var fraction = timestamp.Nanoseconds == 0 ? "" : "." + timestamp.Nanoseconds.ToString("000000000", CultureInfo.InvariantCulture).TrimEnd('0');
        var offset = Math.Abs(timestamp.Offset) / 60;
        var zone = timestamp.Offset == 0 ? "Z" : string.Create(CultureInfo.InvariantCulture, $"{(timestamp.Offset < 0 ? '-' : '+')}{offset / 60:00}:{offset % 60:00}");
        return string.Create(CultureInfo.InvariantCulture, $"{year:0000}-{month:00}-{day:00}T{hour:00}:{minute:00}:{second:00}{fraction}{zone}");
    }

    /// <summary>Year, month and so on of a count of seconds since 1970.</summary>
    public static (long Year, int Month, int Day, int Hour, int Minute, int Second) Calendar(long seconds)
    {
        var days = FloorDivide(seconds, 86400);
        var rest = (int)(seconds - (days * 86400));
        // days since 0000-03-01, in eras of 400 years
        var z = days + 719468;
        var era = FloorDivide(z, 146097);
        var dayOfEra = z - (era * 146097);
        var yearOfEra = (dayOfEra - (dayOfEra / 1460) + (dayOfEra / 36524) - (dayOfEra / 146096)) / 365;
        var dayOfYear = dayOfEra - ((365 * yearOfEra) + (yearOfEra / 4) - (yearOfEra / 100));
        var shifted = ((5 * dayOfYear) + 2) / 153;
        var day = (int)(dayOfYear - (((153 * shifted) + 2) / 5) + 1);
        var month = (int)(shifted < 10 ? shifted + 3 : shifted - 9);
        return (yearOfEra + (era * 400) + (month <= 2 ? 1 : 0), month, day, rest / 3600, rest / 60 % 60, rest % 60);
    }

    public static long DaysSinceEpoch(long year, int month, int day)
    {
        var y = month <= 2 ? year - 1 : year;
        var era = FloorDivide(y, 400);
        var yearOfEra = y - (era * 400);
        var dayOfYear = (((153 * (month > 2 ? month - 3 : month + 9)) + 2) / 5) + day - 1;
        return (era * 146097) + (yearOfEra * 365) + (yearOfEra / 4) - (yearOfEra / 100) + dayOfYear - 719468;
    }

    public static long FloorDivide(long a, long b) => (a / b) - (a % b < 0 ? 1 : 0);

    private static int DaysIn(int year, int month) => month switch
    {
        2 => year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28,
        4 or 6 or 9 or 11 => 30,
        _ => 31,
    };

    private static bool Colon(string text, ref int at) => at < text.Length && text[at++] == ':';

    private static bool Number(string text, int at, int length, out int value)
    {
        value = 0;
        return at + length <= text.Length && int.TryParse(text.AsSpan(at, length), NumberStyles.None, CultureInfo.InvariantCulture, out value);
    }
}
