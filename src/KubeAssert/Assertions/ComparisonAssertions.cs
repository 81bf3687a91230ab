using System.Globalization;
using FluentAssertions;
using KubeAssert.Comparing;

namespace KubeAssert.Assertions;

/// <content>What a set has in common with another.</content>
public sealed partial class ManifestSetAssertions
{
    private const string ProvesNothing = "A test that checks nothing proves nothing.";

    /// <summary>
    /// Asserts that the API server would take the manifests for the same as others: quantities by value, defaults filled in, lists by their keys;
    /// see <see cref="ManifestDiff"/>. Of a set that was read from a cluster only what <paramref name="other"/> writes is asked for.
    /// </summary>
    /// <param name="other">The others.</param>
    [CustomAssertion]
    public AndConstraint<ManifestSetAssertions> MatchManifests(ManifestSet other, string because = "", params object[] becauseArgs)
    {
        ArgumentNullException.ThrowIfNull(other);
        var isLive = Subject?.Setting<LiveObjects>() is not null;
        return Expect("match the other manifests", because, becauseArgs, set =>
        {
            if (set.Count == 0 && other.Count == 0)
                return $"there are no manifests on either side. {ProvesNothing}";
            if (isLive && other.Count == 0)
                return $"there are no other manifests. {ProvesNothing}";
            var differences = (isLive ? ManifestDiff.Drift(set, other) : ManifestDiff.Between(set, other)).Differences;
            return differences.Count == 0 ? null : Differ(differences, isLive ? "live" : "this", isLive ? "written" : "other");
        });
    }

    /// <summary>Asserts that the API server would not take the manifests for the same as others. <see cref="DifferenceConstraint.OnlyAt(string[])"/> behind it says where they may differ.</summary>
    /// <param name="other">The others.</param>
    [CustomAssertion]
    public DifferenceConstraint DifferFrom(ManifestSet other, string because = "", params object[] becauseArgs)
    {
        ArgumentNullException.ThrowIfNull(other);
        IReadOnlyList<Difference> differences = [];
        Expect("differ from the other manifests", because, becauseArgs, set =>
        {
            differences = ManifestDiff.Between(set, other).Differences;
            return differences.Count > 0 ? null : string.Create(CultureInfo.InvariantCulture, $"all {set.Count} are the same to the API server");
        });
        return new(this, differences);
    }

    private static string Differ(IReadOnlyList<Difference> differences, string left, string right) => string.Create(
        CultureInfo.InvariantCulture, $"there {(differences.Count == 1 ? "is 1 difference" : $"are {differences.Count} differences")}:\n\n{DifferenceText.Of(differences, left, right)}");
}
