using System.Globalization;
using FluentAssertions;
using KubeAssert.Comparing;

namespace KubeAssert.Assertions;

/// <content>What a set has in common with its snapshot.</content>
public sealed partial class ManifestSetAssertions
{
    /// <summary>
    /// Asserts that the API server would take the manifests for the same as those in the test's snapshot, a file in <c>__snapshots__</c> beside the test's
    /// source. It holds objects and keys in one order, and of Secrets' values only hashes. It is written when the tests run with
    /// <c>KUBEASSERT_UPDATE_SNAPSHOTS=1</c>, and never where <c>CI</c> is set: read what changed, then commit it.
    /// </summary>
    [CustomAssertion]
    public AndConstraint<ManifestSetAssertions> MatchSnapshot(string because = "", params object[] becauseArgs) =>
        MatchSnapshot(SnapshotPlace.Of(_testFile, _testName, null), SnapshotMode.Of(Environment.GetEnvironmentVariable), because, becauseArgs);

    /// <summary>Asserts what <see cref="MatchSnapshot(string, object[])"/> does, for one of several snapshots of a test.</summary>
    /// <param name="name">Tells the snapshots of the test apart; it is a part of the file's name.</param>
    /// <exception cref="ArgumentException">The name is empty.</exception>
    [CustomAssertion]
    public AndConstraint<ManifestSetAssertions> MatchNamedSnapshot(string name, string because = "", params object[] becauseArgs)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        return MatchSnapshot(SnapshotPlace.Of(_testFile, _testName, name), SnapshotMode.Of(Environment.GetEnvironmentVariable), because, becauseArgs);
    }

    [CustomAssertion]
    internal AndConstraint<ManifestSetAssertions> MatchSnapshot(SnapshotPlace place, SnapshotMode mode, string because = "", params object[] becauseArgs) =>
        Expect($"match the snapshot {place.Shown}", because, becauseArgs, set =>
        {
            if (set.Count == 0)
                return $"there are no manifests. {ProvesNothing}";
            var now = NormalManifests.WithoutSecrets(set);
            if (mode.Writes)
            {
                return SnapshotFile.TryWrite(place.Path, NormalManifests.Text(now))
                    ? null
                    : "another set has been written there in this run. Give each a name of its own by MatchNamedSnapshot, and update again.";
            }

            var ci = mode.IsUpdateAsked ? " In CI no snapshot is written: write it elsewhere." : "";
            if (!File.Exists(place.Path))
                return $"there is none. Run the test once with {SnapshotMode.UpdateVariable}=1 to write it, read it, and commit it.{ci}";
            var read = Manifests.TryParse(File.ReadAllText(place.Path), place.FileName, new LoadOptions { AllowDuplicates = true });
            if (read.Problems.Count > 0)
                return $"it can't be read: {read.Problems[0]}";
            var differences = ManifestDiff.Between(now, read.Manifests.WithDefaultNamespace(set.DefaultNamespace)).Differences;
            return differences.Count == 0 ? null : string.Create(
                CultureInfo.InvariantCulture,
                $"{Differ(differences, "now", "snapshot")}\n\n  If that is meant: run the test with {SnapshotMode.UpdateVariable}=1, and commit the snapshot.{ci}");
        });
}
