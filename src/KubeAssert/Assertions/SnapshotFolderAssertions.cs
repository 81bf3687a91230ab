using System.Diagnostics;
using System.Globalization;
using FluentAssertions;
using FluentAssertions.Primitives;

namespace KubeAssert.Assertions;

/// <summary>What can be asserted of a folder of snapshots.</summary>
[DebuggerNonUserCode]
public sealed class SnapshotFolderAssertions : ReferenceTypeAssertions<SnapshotFolder?, SnapshotFolderAssertions>
{
    internal SnapshotFolderAssertions(SnapshotFolder? subject)
        : base(subject)
    {
    }

    /// <inheritdoc />
    protected override string Identifier => "snapshots";

    /// <summary>
    /// Asserts that for every snapshot there is a test that may ask for it: a source file beside the folder with a method of that name. Names
    /// given to <see cref="ManifestSetAssertions.MatchSnapshot(string, string, string, string, object[])"/> are not looked for.
    /// </summary>
    [CustomAssertion]
    public AndConstraint<SnapshotFolderAssertions> HaveNoStale(string because = "", params object[] becauseArgs)
    {
        var stale = Subject?.Stale() ?? [];
        var outcome = Subject is null ? "found <null>."
            : string.Create(CultureInfo.InvariantCulture, $"{stale.Count} of {Subject.Files.Count} {(stale.Count == 1 ? "is" : "are")} stale:\n")
                + string.Concat(stale.Select(s => $"\n  {s.File}\n    {s.Why}\n    fix: delete it, or give the test its old name"));
        Expectation.Holds(Subject is not null && stale.Count == 0, Identifier, "have no stale files", outcome, because, becauseArgs);
        return new(this);
    }
}
