using System.Globalization;

namespace KubeAssert.Tests.Model;

public sealed class CronScheduleTests
{
    private static readonly DateTimeOffset Start = new(2024, 1, 30, 22, 58, 30, TimeSpan.Zero);

    [Theory]
    [InlineData("*/15 * * * *", "2024-01-30T23:00 2024-01-30T23:15 2024-01-30T23:30")]
    [InlineData("0 9-17/4 * * mon-fri", "2024-01-31T09:00 2024-01-31T13:00 2024-01-31T17:00")]
    [InlineData("30 4 29 feb ?", "2024-02-29T04:30 2028-02-29T04:30 2032-02-29T04:30")]
    [InlineData("0 0 1,15 * 3", "2024-01-31T00:00 2024-02-01T00:00 2024-02-07T00:00")]
    [InlineData("0 0 */10 * 3", "2024-01-31T00:00 2024-02-01T00:00 2024-02-07T00:00")]
    [InlineData("5/20 12 * * *", "2024-01-31T12:05 2024-01-31T12:25 2024-01-31T12:45")]
    [InlineData("@hourly", "2024-01-30T23:00 2024-01-31T00:00 2024-01-31T01:00")]
    [InlineData("@daily", "2024-01-31T00:00 2024-02-01T00:00 2024-02-02T00:00")]
    [InlineData("@midnight", "2024-01-31T00:00 2024-02-01T00:00 2024-02-02T00:00")]
    [InlineData("@weekly", "2024-02-04T00:00 2024-02-11T00:00 2024-02-18T00:00")]
    [InlineData("@monthly", "2024-02-01T00:00 2024-03-01T00:00 2024-04-01T00:00")]
    [InlineData("@annually", "2025-01-01T00:00 2026-01-01T00:00 2027-01-01T00:00")]
    [InlineData("@yearly", "2025-01-01T00:00 2026-01-01T00:00 2027-01-01T00:00")]
    [InlineData("0 0 * JAN Sun", "2025-01-05T00:00 2025-01-12T00:00 2025-01-19T00:00")]
    public void It_runs_when_the_fields_say(string schedule, string times) =>
        string.Join(' ', CronSchedule.Parse(schedule).Occurrences(Start).Take(3).Select(t => t.ToString("yyyy-MM-ddTHH:mm", CultureInfo.InvariantCulture)))
            .Should().Be(times);

    [Fact]
    public void A_star_with_a_step_restricts_its_field()
    {
        CronSchedule.Parse("0 0 */10 * 3").Next(new(2024, 2, 8, 0, 0, 0, TimeSpan.Zero))!.Value.Day.Should().Be(11);
        CronSchedule.Parse("0 0 * * 3").Next(new(2024, 2, 8, 0, 0, 0, TimeSpan.Zero))!.Value.Day.Should().Be(14);
    }

    [Fact]
    public void An_interval_counts_from_where_it_is_asked()
    {
        CronSchedule.Parse("@every 1h30m").Next(Start).Should().Be(Start.AddMinutes(90));
        CronSchedule.Parse("@every 1.5s").Next(Start).Should().Be(Start.AddSeconds(1));
        CronSchedule.Parse("@every 5ms").Next(Start).Should().Be(Start.AddSeconds(1));
    }

    [Fact]
    public void A_day_that_never_comes_is_never() => CronSchedule.Parse("0 0 30 2 *").Next(Start).Should().BeNull();

    [Fact]
    public void A_time_zone_moves_the_clock_and_its_changes_count()
    {
        var berlin = TimeZoneInfo.FindSystemTimeZoneById("Europe/Berlin");
        var beforeSummer = new DateTimeOffset(2024, 3, 30, 12, 0, 0, TimeSpan.Zero);

        CronSchedule.Parse("30 2 * * *").Next(beforeSummer, berlin).Should().Be(new DateTimeOffset(2024, 4, 1, 2, 30, 0, TimeSpan.FromHours(2)));
        CronSchedule.Parse("0 12 * * *").Next(Start, berlin).Should().Be(new DateTimeOffset(2024, 1, 31, 12, 0, 0, TimeSpan.FromHours(1)));
        CronSchedule.Parse("TZ=Europe/Berlin 0 12 * * *").Next(Start).Should().Be(new DateTimeOffset(2024, 1, 31, 12, 0, 0, TimeSpan.FromHours(1)));
        CronSchedule.Parse("CRON_TZ=Europe/Berlin 0 12 * * *").TimeZone.Should().Be("Europe/Berlin");
    }

    [Theory]
    [InlineData("", "it is empty")]
    [InlineData("* * * *", "it needs 5 fields (minute, hour, day of month, month, day of week) and has 4")]
    [InlineData("0 * * * * *", "it needs 5 fields (minute, hour, day of month, month, day of week) and has 6")]
    [InlineData("60 * * * *", "the minute '60' is not within 0 to 59")]
    [InlineData("* 24 * * *", "the hour '24' is not within 0 to 23")]
    [InlineData("* * 0 * *", "the day of month '0' is not within 1 to 31")]
    [InlineData("* * * 13 *", "the month '13' is not within 1 to 12")]
    [InlineData("* * * * 7", "the day of week '7' is not within 0 to 6")]
    [InlineData("5-1 * * * *", "the minute '5-1' ends before it begins")]
    [InlineData("*/0 * * * *", "the minute '*/0' has a step of 0")]
    [InlineData("1-2-3 * * * *", "the minute '1-2-3' has more than one '-'")]
    [InlineData("1/2/3 * * * *", "the minute '1/2/3' has more than one '/'")]
    [InlineData("* * * march *", "'march' is no month (a number or jan to dec)")]
    [InlineData("@reboot", "'@reboot' is none of @yearly, @annually, @monthly, @weekly, @daily, @midnight, @hourly, @every <duration>")]
    [InlineData("@every soon", "'soon' is no duration like 1h30m")]
    [InlineData("TZ=Mars/Olympus 0 0 * * *", "'Mars/Olympus' is no time zone")]
    [InlineData("TZ=UTC", "a schedule has to follow the time zone")]
    public void What_is_no_schedule_is_said_why(string text, string why)
    {
        var act = () => CronSchedule.Parse(text);

        act.Should().Throw<FormatException>().WithMessage($"'{text}' is no cron schedule: {why}.");
        CronSchedule.TryParse(text).Should().BeNull();
    }
}
