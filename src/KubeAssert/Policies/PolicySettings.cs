using System.Globalization;

namespace KubeAssert.PolicyRules;

/// <summary>All that a policy holds.</summary>
internal sealed record PolicySettings(string Name, IReadOnlyList<Rule> Rules)
{
    public IReadOnlyList<Exemption> Exemptions { get; init; } = [];

    public bool AllowsStaleExemptions { get; init; }

    public Baseline? Baseline { get; init; }
}

internal static class ExemptionDay
{
    public static DateOnly Parse(string day) =>
        DateOnly.TryParseExact(day, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var parsed)
            ? parsed
            : throw new FormatException($"'{day}' is no day; write it as 2027-03-01.");
}
