using System.Globalization;
using System.Text.RegularExpressions;
using KubeAssert.Model;
using KubeAssert.Texts;

namespace KubeAssert.Registry;

/// <summary>Which of a repository's tags may have been meant. Most are versions: 1.10 comes after 1.9, and 1.2.2 is nearer to 1.2.3 than 7.2.3 is.</summary>
internal static partial class NearestTag
{
    private const int Longest = 128;

    /// <summary>The tags to show, the newest versions first; signatures and the like aside.</summary>
    public static IEnumerable<string> NewestFirst(IEnumerable<string> tags) =>
        tags.Where(IsForPeople).Select(tag => (Tag: tag, Version: Read(tag)))
            .OrderByDescending(t => t.Version is not null)
            .ThenByDescending(t => t.Version?.Major).ThenByDescending(t => t.Version?.Minor).ThenByDescending(t => t.Version?.Patch)
            .ThenBy(t => t.Version?.Rest.Length)
            .ThenBy(t => t.Tag, StringComparer.Ordinal)
            .Select(t => t.Tag);

    /// <summary>The nearest; null when none is near.</summary>
    public static string? To(string tag, IEnumerable<string> tags)
    {
        var candidates = tags.Where(IsForPeople).ToList();
        return candidates.Find(t => t.Equals(tag, StringComparison.OrdinalIgnoreCase) || t == "v" + tag || "v" + t == tag)
            ?? (Read(tag) is { } version ? OfVersion(version, candidates) : null)
            ?? Nearest.Name(tag, candidates);
    }

    /// <summary>The nearest version of the same flavour (<c>-alpine</c>) and the same major number; of two equally near ones the older.</summary>
    private static string? OfVersion(Version version, IEnumerable<string> tags) =>
        tags.Select(tag => (Tag: tag, Version: Read(tag)))
            .Where(t => t.Version is { } v && v.Rest == version.Rest && v.Major == version.Major)
            .OrderBy(t => Math.Abs(t.Version!.Minor - version.Minor))
            .ThenBy(t => t.Version!.Minor == version.Minor ? Math.Abs(t.Version.Patch - version.Patch) : -t.Version.Patch)
            .ThenBy(t => t.Version!.Minor).ThenBy(t => t.Version!.Patch).ThenBy(t => t.Version!.Parts != version.Parts)
            .Select(t => t.Tag)
            .FirstOrDefault();

    /// <summary>Tools that sign images leave tags named by digests.</summary>
    private static bool IsForPeople(string tag) => tag.Length is > 0 and <= Longest && !tag.StartsWith("sha256-", StringComparison.Ordinal);

    private static Version? Read(string tag)
    {
        if (tag.Length > Longest || Form().Match(tag) is not { Success: true } match)
            return null;
        return new Version(Number(2), Number(3), Number(4), match.Groups[5].Value, match.Groups[4].Success ? 3 : match.Groups[3].Success ? 2 : 1);

        long Number(int group) => match.Groups[group].Success && long.TryParse(match.Groups[group].ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : 0;
    }

    [GeneratedRegex(@"^([vV]?)([0-9]{1,15})(?:\.([0-9]{1,15}))?(?:\.([0-9]{1,15}))?((?:[.+_-].*)?)$", RegexOptions.NonBacktracking)]
    private static partial Regex Form();

    private sealed record Version(long Major, long Minor, long Patch, string Rest, int Parts);
}
