namespace KubeAssert.Model;

/// <summary>Time zones by the names of the IANA database.</summary>
internal static class CronZone
{
    public static TimeZoneInfo? Find(string name) => name switch
    {
        "" or "UTC" or "Local" => TimeZoneInfo.Utc,
        _ => TimeZoneInfo.TryFindSystemTimeZoneById(name, out var zone) && zone.HasIanaId ? zone : null,
    };
}
