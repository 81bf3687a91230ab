namespace KubeAssert.Model;

/// <summary>What a schedule allows, one bit for each value.</summary>
/// <param name="Days">The days of the month.</param>
/// <param name="Weekdays">The days of the week, Sunday is 0.</param>
internal sealed record CronFields(ulong Minutes, ulong Hours, ulong Days, ulong Months, ulong Weekdays)
{
    /// <summary>Set where a field is written as <c>*</c> or <c>?</c>.</summary>
    public const ulong Star = 1UL << 63;

    public bool IsMonth(DateTime time) => Has(Months, time.Month);

    public bool IsHour(DateTime time) => Has(Hours, time.Hour);

    public bool IsMinute(DateTime time) => Has(Minutes, time.Minute);

    /// <summary>Where both kinds of days are restricted, either is enough.</summary>
    public bool IsDay(DateTime time)
    {
        var day = Has(Days, time.Day);
        var weekday = Has(Weekdays, (int)time.DayOfWeek);
        return ((Days | Weekdays) & Star) != 0 ? day && weekday : day || weekday;
    }

    private static bool Has(ulong bits, int value) => (bits & (1UL << value)) != 0;
}
