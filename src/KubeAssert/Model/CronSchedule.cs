using KubeAssert.Model;

namespace KubeAssert;

/// <summary>
/// When a CronJob runs: <c>minute hour day-of-month month day-of-week</c>, or <c>@hourly</c>, <c>@daily</c>, <c>@midnight</c>,
/// <c>@weekly</c>, <c>@monthly</c>, <c>@yearly</c>, <c>@annually</c>, <c>@every 1h30m</c>, as Kubernetes' CronJob controller reads them. Immutable.
/// </summary>
public sealed class CronSchedule
{
    private readonly CronFields? _fields;
    private readonly TimeSpan _every;
    private readonly TimeZoneInfo? _zone;

    internal CronSchedule(string text, TimeZoneInfo? zone, CronFields? fields, TimeSpan every)
    {
        Text = text;
        _zone = zone;
        _fields = fields;
        _every = every;
    }

    /// <summary>The schedule as written.</summary>
    public string Text { get; }

    /// <summary>The time zone that a prefix <c>TZ=</c> or <c>CRON_TZ=</c> names; null where none is. The API server refuses such a prefix in new objects.</summary>
    public string? TimeZone => _zone?.Id;

    /// <summary>Reads a schedule.</summary>
    /// <exception cref="FormatException">It is none; the message says why.</exception>
    public static CronSchedule Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return CronParser.Parse(text, out var problem) ?? throw new FormatException($"'{text}' is no cron schedule: {problem}.");
    }

    /// <summary>Reads a schedule.</summary>
    /// <returns>Null where it is none.</returns>
    public static CronSchedule? TryParse(string? text) => text is null ? null : CronParser.Parse(text, out _);

    /// <summary>The first time after another one at which it runs.</summary>
    /// <param name="after">The time to start from, itself excluded.</param>
    /// <param name="zone">The CronJob's time zone; UTC when null. A <see cref="TimeZone"/> prefix goes before.</param>
    /// <returns>The time with the zone's offset; null when it does not run within five years, as on 30 February.</returns>
    public DateTimeOffset? Next(DateTimeOffset after, TimeZoneInfo? zone = null)
    {
        var at = _zone ?? zone ?? TimeZoneInfo.Utc;
        var next = _fields is { } fields ? CronClock.Next(fields, after, at) : CronClock.WholeSeconds(after) + _every;
        return next is { } time ? TimeZoneInfo.ConvertTime(time, at) : null;
    }

    /// <summary>The times after another one at which it runs, without end unless it stops running.</summary>
    public IEnumerable<DateTimeOffset> Occurrences(DateTimeOffset after, TimeZoneInfo? zone = null)
    {
        for (var next = Next(after, zone); next is { } time; next = Next(time, zone))
            yield return time;
    }

    /// <summary>The schedule as written.</summary>
    public override string ToString() => Text;
}
