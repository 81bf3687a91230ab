using System.Globalization;

namespace KubeAssert.Cel;

/// <summary>What <c>semver("1.2.3-rc.1+build")</c> gives.</summary>
internal sealed class SemverValue(ulong major, ulong minor, ulong patch, IReadOnlyList<string> prerelease) : CelValue
{
    public ulong Major { get; } = major;

    public ulong Minor { get; } = minor;

    public ulong Patch { get; } = patch;

    private IReadOnlyList<string> Prerelease { get; } = prerelease;

    public override CelType Type => CelType.Semver;

    public override CelValue EqualTo(CelValue other) =>
        other is SemverValue semver ? BoolValue.Of(CompareTo(semver) == 0) : ErrorValue.NoSuchOverloadFor(other);

    public int CompareTo(SemverValue other)
    {
        var order = Major.CompareTo(other.Major);
        if (order == 0)
            order = Minor.CompareTo(other.Minor);
        if (order == 0)
            order = Patch.CompareTo(other.Patch);
        if (order != 0 || (Prerelease.Count == 0 && other.Prerelease.Count == 0))
            return order;
        if (Prerelease.Count == 0 || other.Prerelease.Count == 0)
            return Prerelease.Count == 0 ? 1 : -1;
        for (var i = 0; i < Prerelease.Count && i < other.Prerelease.Count; i++)
        {
            order = Compare(Prerelease[i], other.Prerelease[i]);
            if (order != 0)
                return order;
        }

        return Prerelease.Count.CompareTo(other.Prerelease.Count);
    }

    /// <param name="text">The version.</param>
    /// <param name="normalize">Whether a leading <c>v</c>, leading zeros and missing parts are made good first.</param>
    public static SemverValue? Parse(string text, bool normalize)
    {
        if (normalize && !TryNormalize(text, out text))
            return null;
        var parts = text.Split('.', 3);
        if (parts.Length != 3 || !TryNumber(parts[0], out var major) || !TryNumber(parts[1], out var minor))
            return null;
        var rest = parts[2];
        var plus = rest.IndexOf('+', StringComparison.Ordinal);
        var build = plus < 0 ? [] : rest[(plus + 1)..].Split('.');
        if (plus >= 0)
            rest = rest[..plus];
        var dash = rest.IndexOf('-', StringComparison.Ordinal);
        var prerelease = dash < 0 ? [] : rest[(dash + 1)..].Split('.');
        if (dash >= 0)
            rest = rest[..dash];
        return TryNumber(rest, out var patch) && prerelease.All(IsPrerelease) && build.All(IsWord)
            ? new SemverValue(major, minor, patch, prerelease)
            : null;
    }

    private static bool TryNormalize(string text, out string normal)
    {
        normal = text;
        var parts = (text.StartsWith('v') ? text[1..] : text).Split('.', 3).ToList();
        for (var i = 0; i < parts.Count; i++)
        {
            if (parts[i].Length > 1)
            {
                var trimmed = parts[i].TrimStart('0');
                parts[i] = trimmed.Length == 0 || !char.IsAsciiDigit(trimmed[0]) ? "0" + trimmed : trimmed;
            }
        }

        if (parts.Count < 3 && parts[^1].AsSpan().IndexOfAny('+', '-') >= 0)
            return false;
        while (parts.Count < 3)
            parts.Add("0");
        normal = string.Join('.', parts);
        return true;
    }

    private static bool TryNumber(string text, out ulong value)
    {
        value = 0;
        return text.Length > 0 && (text.Length == 1 || text[0] != '0') && ulong.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out value);
    }

    private static bool IsNumeric(string text) => text.All(char.IsAsciiDigit);

    private static bool IsPrerelease(string text) => IsWord(text) && (!IsNumeric(text) || TryNumber(text, out _));

    private static bool IsWord(string text) => text.Length > 0 && text.All(c => char.IsAsciiLetterOrDigit(c) || c == '-');

    private static int Compare(string a, string b)
    {
        var (aNumeric, bNumeric) = (IsNumeric(a), IsNumeric(b));
        if (aNumeric != bNumeric)
            return aNumeric ? -1 : 1;
        if (!aNumeric)
            return Math.Sign(string.CompareOrdinal(a, b));
        return a.Length != b.Length ? a.Length.CompareTo(b.Length) : Math.Sign(string.CompareOrdinal(a, b));
    }
}
